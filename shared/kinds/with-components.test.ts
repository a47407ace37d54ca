import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../catalogue/starter.ts";
import type { Design } from "../design/design.ts";
import { sketch } from "../design/sketch.ts";
import { carrying, sketchComponent, useOf } from "../design/sketch-component.ts";
import { resolveNode, resolveNodes, type ResolvedNode } from "./resolve.ts";
import { withComponents } from "./with-components.ts";

const catalogue = starterCatalogue();

const rack = sketchComponent(
  "rack",
  { top: { kind: "switch", switchModel: "netgear-gs308" }, web: { kind: "machine", count: 3 } },
  ["web:nic top:port"],
  {
    ports: {
      up: { title: "Uplink", node: "top", port: "port" },
      gone: { title: "Gone", node: "nobody", port: "nic" },
    },
    parameters: { model: { title: "Switch", node: "top", property: "switchModel" } },
  },
);
const row = sketchComponent("row", { racks: useOf("rack", { count: 2 }) }, [], {
  ports: { up: { title: "Uplinks", node: "racks", port: "up" } },
});

function resolved(design: Design, id: string): ResolvedNode {
  const node = design.nodes[id];
  if (node === undefined) throw new Error(`${id} is drawn`);
  return resolveNode(id, node, withComponents(catalogue, design.components));
}

describe("a use on the drawing", () => {
  test("has the ports its component exposes, less those taken inside", () => {
    const use = resolved(carrying(sketch("D", { u: useOf("rack") }), rack), "u");
    expect(use.ports).toMatchObject([
      { id: "up", title: "Uplink", medium: "ethernet", count: 8 - 3 },
    ]);
    expect(use.summary).toBe("1 switch, 3 machines · version 1");
  });

  test("follows its parameters", () => {
    const large = useOf("rack", { parameters: { model: "hpe-aruba-cx-6100-48g" } });
    const use = resolved(carrying(sketch("D", { u: large }), rack), "u");
    expect(use.ports[0]?.count).toBe(48 - 3);
  });

  test("shows the ports of a component in a component", () => {
    const use = resolved(carrying(sketch("D", { u: useOf("row") }), row, rack), "u");
    expect(use.ports).toMatchObject([{ id: "up", title: "Uplinks" }]);
    expect(use.summary).toBe("2 components · version 1");
  });

  test("of a component that holds itself ends somewhere", () => {
    const round = sketchComponent("round", { again: useOf("round") }, [], {
      ports: { out: { title: "Out", node: "again", port: "out" } },
    });
    expect(resolved(carrying(sketch("D", { u: useOf("round") }), round), "u").ports).toEqual([]);
  });

  test("that is not in the design says so, and has no ports", () => {
    const use = resolved(carrying(sketch("D", { u: useOf("other") }), rack), "u");
    expect([use.ports, use.summary]).toEqual([[], "not in this design"]);
  });
});

test("the catalogue is the same for the same components, and itself without", () => {
  expect(withComponents(catalogue, undefined)).toBe(catalogue);
  const { components } = carrying(sketch("D", {}), rack);
  expect(withComponents(catalogue, components)).toBe(withComponents(catalogue, components));
});

test("a port that leads through more components than are looked into is not there, and nothing breaks", () => {
  const levels = Array.from({ length: 3000 }, (_, level) =>
    sketchComponent(
      `l${level}`,
      level === 0 ? { m: { kind: "machine" } } : { m: useOf(`l${level - 1}`) },
      [],
      {
        ports: { nic: { title: "NIC", node: "m", port: "nic" } },
      },
    ),
  );
  const design = carrying(
    sketch("Deep", { shallow: useOf("l9"), deep: useOf("l2999") }),
    ...levels,
  );
  const nodes = resolveNodes(design, withComponents(starterCatalogue(), design.components));
  expect(nodes.get("shallow")?.ports).toHaveLength(1);
  expect(nodes.get("deep")?.ports).toEqual([]);
});
