import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_CATALOGUE, indexCatalogue } from "../../shared/catalogue/catalogue.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { METERS, type ComponentKind } from "../../shared/kinds/component-kind.ts";
import { allKinds, findKind, KINDS } from "../../shared/kinds/index.ts";
import { resolveNode, type ResolvedNode } from "../../shared/kinds/resolve.ts";
import type { DesignNode } from "../../shared/design/design.ts";
import { anyJson } from "../support/any-json.ts";

const catalogue = starterCatalogue();
const nothing = indexCatalogue(EMPTY_CATALOGUE);

function resolve(
  kind: string,
  properties: DesignNode["properties"],
  offered = catalogue,
): ResolvedNode {
  const node = { kind, name: "n", count: 1, position: { x: 0, y: 0 }, properties };
  return resolveNode("n", node, offered);
}

/** What must hold of a resolved node, whatever its properties are. */
function expectSound(node: ResolvedNode): void {
  const ports = node.ports.map(({ id }) => id);
  expect(new Set(ports).size).toBe(ports.length);
  for (const { count, speedMbps } of node.ports) {
    for (const number of [count, speedMbps])
      if (number !== null) expect(Number.isSafeInteger(number) && number >= 1).toBe(true);
  }
  expectWholeNumbers(node);
  for (const { meter, item, quantity } of node.meters) {
    expect(Object.keys(METERS)).toContain(meter);
    expect(typeof item).toBe("string");
    expect(quantity).toMatch(/^\d+(\.\d+)?$/);
  }
  expect(node.summary).not.toBe("");
}

function expectWholeNumbers({ demand }: ResolvedNode): void {
  const { compute, volume, switchPorts, seats, outsideAddresses } = demand;
  const numbers = [
    ...(compute ? [compute.cores, compute.memoryMiB, compute.diskGiB] : []),
    ...(volume ? [volume.capacityGiB, volume.bandwidthMbps] : []),
    ...(switchPorts ? [switchPorts.speedMbps] : []),
    ...(seats ? [seats.seats] : []),
    ...(outsideAddresses === undefined ? [] : [outsideAddresses]),
  ];
  for (const number of numbers) expect(Number.isSafeInteger(number) && number >= 1).toBe(true);
}

describe.each(allKinds().map((kind) => [kind.id, kind] as const))("kind %s", (id, kind) => {
  test("is found by its id and describes itself", () => {
    expect(findKind(id)).toBe(kind);
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(kind.title).toMatch(/^[A-Z]/);
    expect(kind.description).toMatch(/^[A-Z].*\.$/s);
    expect(kind.namePrefix).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(kind.words.length).toBeGreaterThan(0);
    expect(kind.words.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });

  test("needs no property to be given", () => {
    const fresh = resolve(id, {});
    expect(fresh.issues).toEqual([]);
    expect(kind.properties.parse(fresh.properties)).toEqual(fresh.properties);
    expectSound(fresh);
    expect(fresh.summary).not.toMatch(/undefined|null|NaN|\[object|\n/);
  });

  test("has a field for every property and no other", () => {
    expect(Object.keys(kind.fields).toSorted()).toEqual(
      Object.keys(kind.properties.shape).toSorted(),
    );
    for (const { label, help } of Object.values(kind.fields)) {
      expect(label).toMatch(/^[A-Z]/);
      if (help !== undefined) expect(help).toMatch(/^[A-Z].*\.$/s);
    }
  });

  test("offers by default only what the starter catalogue has", () => {
    const fresh = resolve(id, {}).properties;
    for (const [property, { choose }] of Object.entries(kind.fields)) {
      const value = fresh[property];
      if (choose !== undefined && typeof value === "string")
        expect(catalogue.find(choose, value), `${property}: ${value}`).toBeDefined();
    }
  });

  test("says in words what is wrong with a value", () => {
    for (const property of Object.keys(kind.properties.shape)) {
      const { issues } = resolve(id, { [property]: { "not this": "either" } });
      expect(issues.length, property).toBeGreaterThan(0);
      for (const issue of issues) {
        expect(issue.property).toBe(property);
        expect(issue.message).toMatch(/^[A-Z].*\.$/);
        expect(issue.message).not.toContain("Invalid");
      }
    }
  });

  test("keeps going with any JSON in any property, and with an empty catalogue", () => {
    fc.assert(
      fc.property(randomProperties(kind), fc.boolean(), (properties, offered) => {
        const node = resolve(id, properties, offered ? catalogue : nothing);
        expectSound(node);
        const refused = node.issues.map(({ property }) => property);
        expect(Object.keys(properties)).toEqual(expect.arrayContaining(refused));
      }),
      { numRuns: 200 },
    );
  });

  test("has an icon that takes the text's colour", () => {
    const file = new URL(`../../assets/icons/${id}.svg`, import.meta.url);
    expect(existsSync(file), `assets/icons/${id}.svg`).toBe(true);
    const svg = readFileSync(file, "utf8");
    expect(svg).toContain('viewBox="0 0 24 24"');
    expect(svg).toContain("currentColor");
  });
});

/** Half sensible, half nonsense: any JSON, numbers around the bounds, and items of the catalogue. */
function randomProperties(kind: ComponentKind): fc.Arbitrary<DesignNode["properties"]> {
  const { data } = catalogue;
  const item = fc.constantFrom(
    ...Object.values(data).flatMap((list) =>
      Array.isArray(list) ? list.map(({ id }: { id: string }) => id) : [],
    ),
  );
  const value = fc.oneof(
    anyJson({ maxDepth: 2 }),
    fc.constantFrom(0, 1, -1, 4094, 4095, 2 ** 31, 2 ** 53, 1.5, null, "", "any", "constructor"),
    item,
    fc.array(item),
    fc.integer({ min: 1, max: 5000 }),
  );
  const names = [...Object.keys(kind.properties.shape), "unknown", "toString"];
  return fc.dictionary(fc.constantFrom(...names), value) as fc.Arbitrary<DesignNode["properties"]>;
}

test("the kinds are all those that a design may need, each once", () => {
  const ids = KINDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(
    expect.arrayContaining([
      "machine",
      "storage",
      "switch",
      "subnet",
      "router",
      "firewall",
      "load-balancer",
      "licence",
      "internet",
    ]),
  );
});

test("a kind that nobody knows is kept and does nothing", () => {
  const node = resolve("quantum-annealer", { qubits: 5 });
  expect(node.kind).toBeUndefined();
  expect(node.properties).toEqual({ qubits: 5 });
  expect([node.ports, node.meters, node.demand]).toEqual([[], [], {}]);
  expect(resolve("__proto__", {}).kind).toBeUndefined();
});

test.each([
  [12, 12],
  [0, 1],
  [-3, 1],
  [1.5, 1],
  [10_000, 10_000],
  [10_001, 1],
])("a count of %d stands for %d", (count, instances) => {
  const node = { kind: "machine", name: "n", count, position: { x: 0, y: 0 }, properties: {} };
  expect(resolveNode("n", node, catalogue).count).toBe(instances);
});

test("the same node object is resolved once for a catalogue", () => {
  const node = { kind: "machine", name: "n", count: 1, position: { x: 0, y: 0 }, properties: {} };
  expect(resolveNode("n", node, catalogue)).toBe(resolveNode("n", node, catalogue));
  expect(resolveNode("n", node, nothing)).not.toBe(resolveNode("n", node, catalogue));
  expect(resolveNode("m", node, catalogue).id).toBe("m");
});
