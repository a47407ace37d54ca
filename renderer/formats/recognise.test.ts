import { expect, it } from "vitest";
import { printDesign } from "../../shared/design/print.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { divide, isForeign, unknownText } from "./recognise.ts";

const ours = printDesign(sketch("ours", { web: { kind: "machine" } }));
const topology = "name: lab\ntopology:\n  nodes:\n    a:\n      kind: linux\n";

it("tells labs of other programs from designs, whole or damaged", () => {
  expect(isForeign(topology)).toBe(true);
  expect(isForeign(ours)).toBe(false);
  expect(isForeign(ours.slice(0, 200))).toBe(false);
  expect(isForeign("hello")).toBe(false);
});

it("imports what lies beside a lab with it", () => {
  const files = [
    { path: "/home/me/lab.clab.yml", text: topology },
    { path: "lab.clab.yml.annotations.json", text: "{}" },
    { path: "ours.labwright.json", text: ours },
  ];
  const { toOpen, toImport } = divide(files);
  expect(toOpen).toEqual([files[2]]);
  expect(toImport.map(({ name }) => name)).toEqual([
    "lab.clab.yml",
    "lab.clab.yml.annotations.json",
  ]);
  expect(divide([{ path: "a", text: "hello" }])).toEqual({
    toOpen: [{ path: "a", text: "hello" }],
    toImport: [],
  });
});

it("says of what never was a design what it seems to be; of what may have been one, nothing", () => {
  const told = (text: string): unknown => unknownText({ path: "/home/me/notes.txt", text });
  expect(told("hello")).toMatchObject({
    code: "format-unknown",
    where: "/home/me/notes.txt",
    parameters: { detail: "It looks like plain text." },
  });
  for (const text of [ours, ours.slice(0, 200), "", topology]) expect(told(text)).toBeNull();
  expect(unknownText({ path: "damaged.labwright.json", text: "hello" })).toBeNull();
});
