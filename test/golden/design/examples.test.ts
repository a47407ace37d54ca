import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../../shared/catalogue/starter.ts";
import { hasRule } from "../../../shared/pricing/has-rule.ts";
import { checkDesign } from "../../../shared/constraints/check.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { printDesign } from "../../../shared/design/print.ts";
import { readDesign } from "../../../shared/design/read.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";

const FOLDER = new URL("../../../assets/examples/", import.meta.url);
const ENDING = ".labwright.json";
const catalogue = starterCatalogue();
const examples = exampleDesigns();

test("every file of the folder is an example", () => {
  const files = readdirSync(FOLDER).map((name) => name.slice(0, -ENDING.length));
  expect(examples.map(({ id }) => id).toSorted()).toEqual(files.toSorted());
});

describe.each(examples)("example $id", ({ id, design }) => {
  const nodes = [...resolveNodes(design, catalogue).values()];

  test("is printed just as it lies in its file", () => {
    const text = readFileSync(new URL(`${id}${ENDING}`, FOLDER), "utf8");
    expect(readDesign(text)).toEqual({ ok: true, value: design });
    expect(printDesign(design)).toBe(text);
  });

  test("knows all its kinds and has no refused property", () => {
    for (const { node, kind, issues, properties } of nodes) {
      expect(kind, node.kind).toBeDefined();
      expect(issues).toEqual([]);
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(node.properties)));
    }
  });

  test("links ports that exist and groups its nodes in groups that exist", () => {
    const portsOf = (id: string): readonly string[] =>
      nodes.find((node) => node.id === id)?.ports.map((port) => port.id) ?? [];
    for (const { from, to } of Object.values(design.links)) {
      expect(portsOf(from.node)).toContain(from.port);
      expect(portsOf(to.node)).toContain(to.port);
    }
    for (const { node } of nodes)
      if (node.group !== undefined) expect(design.groups).toHaveProperty(node.group);
  });

  test("has a price for everything", () => {
    const used = nodes.flatMap(({ node: { kind }, meters }) =>
      meters.map(({ meter, item }) => ({ meter, item, kind })),
    );
    expect(used.filter((use) => !hasRule(starterPriceBook(), use))).toEqual([]);
    expect(used.length).toBeGreaterThan(0);
  });

  test("has no problem, but that a component is linked only where it is used", () => {
    const problems = checkDesign(design, catalogue, starterPriceBook());
    const found = problems.map(({ severity, code }) => `${severity} ${code}`);
    const expected = design.component === undefined ? [] : ["warning machine-unconnected"];
    expect(found).toEqual(expected);
  });

  test("says what it is: description, group and note, with room between its nodes", () => {
    expect(design.description).toBeTruthy();
    expect(Object.keys(design.groups).length).toBeGreaterThan(0);
    expect(Object.keys(design.notes).length).toBeGreaterThan(0);
    for (const [index, { node: a }] of nodes.entries())
      for (const { node: b } of nodes.slice(index + 1)) {
        const apart = { x: a.position.x - b.position.x, y: a.position.y - b.position.y };
        expect(Math.abs(apart.x) >= 240 || Math.abs(apart.y) >= 120).toBe(true);
      }
  });
});

const example = (id: string) => examples.find((one) => one.id === id)!.design;

test("the web-site simulator runs 216 machines: what needs compute of a host", () => {
  const running = [...resolveNodes(example("web-site-simulator"), catalogue).values()].filter(
    ({ demand }) => demand.compute !== undefined,
  );
  const counts = Object.fromEntries(running.map(({ id, count }) => [id, count]));
  expect(counts).toEqual({ clients: 200, web: 12, caches: 2, balancer: 1, backbone: 1 });
  expect(running.reduce((sum, { count }) => sum + count, 0)).toBe(216);
});

test("easy word processing is a component", () => {
  expect(example("word-processing").component).toBeDefined();
});

test("the small lab is small: it runs on a laptop", () => {
  const nodes = [...resolveNodes(example("small-lab"), catalogue).values()];
  const memory = nodes.map(({ demand, count }) => (demand.compute?.memoryMiB ?? 0) * count);
  expect(memory.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(512);
  expect(nodes.flatMap(({ traits }) => traits.software?.operatingSystem ?? [])).toEqual(
    Array.from({ length: 4 }, () => "busybox"),
  );
});
