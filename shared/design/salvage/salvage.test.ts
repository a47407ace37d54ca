import { describe, expect, it } from "vitest";
import { emptyDesign, type Design } from "../design.ts";
import { printDesign } from "../print.ts";
import { readDesign } from "../read.ts";
import { readDamagedJson } from "./damaged-json.ts";
import { salvageDesign } from "./salvage.ts";

const node = (name: string, x: number): Design["nodes"][string] => ({
  kind: "machine",
  name,
  count: 1,
  position: { x, y: 0 },
  properties: { cores: 1234 },
});
const design: Design = {
  ...emptyDesign("shop"),
  nodes: { a: node("web", 0), b: node("db", 300), c: node("cache", 600) },
  links: {
    l: { from: { node: "a", port: "nic" }, to: { node: "b", port: "nic" } },
    m: { from: { node: "b", port: "nic" }, to: { node: "c", port: "nic" } },
  },
};
const text = printDesign(design);

describe("a damaged design", () => {
  it("gives all of a whole text back, whatever its layout", () => {
    expect(readDamagedJson(text)).toEqual({ value: JSON.parse(text), holes: [] });
    const dense = JSON.stringify(design);
    expect(readDamagedJson(dense)).toEqual({ value: JSON.parse(dense), holes: [] });
  });

  it("cut at any place gives back what stood whole before the cut, and nothing that was not there", () => {
    let most = 0;
    for (let end = 0; end < text.length - 2; end++) {
      const salvaged = salvageDesign(text.slice(0, end));
      if (salvaged === null) continue;
      expect(salvaged.losses.length).toBeGreaterThan(0);
      const { nodes, links } = salvaged.design;
      for (const [id, found] of Object.entries(nodes)) {
        const original = design.nodes[id]!;
        expect(["", original.name]).toContain(found.name);
        expect([undefined, 1234]).toContain(found.properties["cores"]);
      }
      for (const [id, found] of Object.entries(links)) expect(design.links[id]).toEqual(found);
      most = Math.max(most, Object.keys(nodes).length + Object.keys(links).length);
      // What was salvaged is itself a good design.
      expect(readDesign(printDesign(salvaged.design)).ok).toBe(true);
    }
    expect(most).toBe(5);
  });

  it("cut in the middle of a node has that in part, and says that the rest is missing", () => {
    const salvaged = salvageDesign(
      text.slice(0, text.indexOf('"position"', text.indexOf('"b": {'))),
    )!;
    expect(Object.keys(salvaged.design.nodes)).toEqual(["a", "b"]);
    const [first] = salvaged.losses;
    expect(first).toMatchObject({ where: "nodes.b", outcome: "partial" });
    expect(first?.detail).toMatch(/^From line \d+ on nothing can be read; /);
  });

  it("names a whole part that is none", () => {
    const salvaged = salvageDesign(JSON.stringify({ ...design, links: [1, 2] }))!;
    expect(salvaged.losses).toEqual([
      { where: "links", outcome: "lost", detail: "It is no list by id." },
    ]);
  });

  it("goes on behind damage in the middle", () => {
    const start = text.indexOf('"b": {');
    const garbled = `${text.slice(0, start + 20)}\0\0\0\0${text.slice(start + 60)}`;
    const salvaged = salvageDesign(garbled)!;
    expect(Object.values(salvaged.design.nodes).map(({ name }) => name)).toEqual(
      expect.arrayContaining(["web", "cache"]),
    );
    expect(salvaged.design.links).toEqual(design.links);
    expect(salvaged.losses[0]?.where).toMatch(/^nodes\.b/);
    expect(salvaged.losses[0]?.detail).toMatch(/^Lines? \d+/);
  });

  it("finds links that damage has moved among the nodes", () => {
    const from = text.indexOf('"c": {');
    const to = text.indexOf('"l": {');
    const salvaged = salvageDesign(`${text.slice(0, from)}\u0001\n    ${text.slice(to)}`)!;
    expect(Object.keys(salvaged.design.nodes)).toEqual(["a", "b"]);
    expect(salvaged.design.links).toEqual(design.links);
  });

  it("keeps a node whose place is damaged, and names what it lacks", () => {
    const wrong = { ...design.nodes["a"], position: "left", name: 7 };
    const salvaged = salvageDesign(JSON.stringify({ ...design, nodes: { a: wrong } }))!;
    expect(salvaged.design.nodes["a"]).toMatchObject({ kind: "machine", position: { x: 0, y: 0 } });
    expect(salvaged.losses).toEqual([
      {
        where: "nodes.a",
        outcome: "partial",
        detail: expect.stringMatching(/position/) as string,
      },
    ]);
  });

  it.each([
    ["", "empty"],
    ["\0\0\0\0", "binary"],
    ['{"nodes": 1}', "no design"],
    ['{"format":"other","nodes":{"a":{"kind":"x"}}}', "foreign"],
    [JSON.stringify({ ...design, version: 99 }), "newer"],
  ])("gives nothing for %j (%s)", (damaged) => {
    expect(salvageDesign(damaged)).toBeNull();
  });

  it("ends in bounded time on hostile text", () => {
    const hostile = `{\n${'  "a": x\n'.repeat(200_000)}`;
    expect(salvageDesign(hostile)).toBeNull();
    expect(readDamagedJson("[".repeat(100_000)).value).toBeDefined();
  });
});
