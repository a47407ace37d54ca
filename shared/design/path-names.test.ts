import { expect, test } from "vitest";
import { pathName } from "./path-names.ts";
import { sketch } from "./sketch.ts";
import { carrying, sketchComponent, useOf } from "./sketch-component.ts";

const cell = sketchComponent("cell", { web: { kind: "machine", name: "Web" } });
const row = sketchComponent("row", { in: useOf("cell", { name: "Cell", count: 2 }) });
const design = carrying(sketch("Two", { a: useOf("row", { name: "Row" }) }), cell, row);

test("an element is called by the names on the way to it, a copy where there are several", () => {
  expect(pathName("a.1/in.2/web", design)).toBe("Row › Cell 2 › Web");
  expect(pathName("a", design)).toBe("Row");
  expect(pathName("a.1/gone.1/x", design)).toBe("Row › gone 1 › x");
});

test("of a long way both ends are told", () => {
  const way = Array.from({ length: 60 }, (_, level) => `l${level}.1`).join("/");
  expect(pathName(`${way}/web`, design)).toBe("l0 1 › l1 1 › … › l57 1 › l58 1 › l59 1 › web");
});
