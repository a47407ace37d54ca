import { checkDesign } from "../../shared/constraints/check.ts";
import { indexCatalogue, type Catalogue } from "../../shared/catalogue/catalogue.ts";
import {
  starterCatalogue,
  starterPriceBook,
  starterTerms,
} from "../../shared/catalogue/starter.ts";
import type { Design, DesignNode } from "../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { runRate } from "../../shared/pricing/run-rate.ts";

export const AT = "2026-11-21T00:00:00.000Z";

/** A catalogue small enough to try everything of it. */
export function smallCatalogue(): Catalogue {
  const { data } = starterCatalogue();
  const only = <T extends { readonly id: string }>(items: readonly T[], ids: readonly string[]) =>
    items.filter(({ id }) => ids.includes(id));
  return indexCatalogue({
    ...data,
    machineTypes: only(data.machineTypes, [
      "container-small",
      "vm-small",
      "vm-medium",
      "vm-large",
    ]).map((type) => Object.assign({}, type, { families: undefined })),
    operatingSystems: only(data.operatingSystems, [
      "debian-13",
      "ubuntu-26.04",
      "windows-server-2025",
      "rhel-10",
    ]),
    applications: only(data.applications, [
      "nginx",
      "nginx-plus",
      "apache",
      "varnish",
      "iis",
      "mysql",
      "mariadb",
      "php",
      "wordpress",
      "openjdk",
      "tomcat",
      "node-exporter",
      "sql-server-2022",
    ]),
  });
}

/** What a year of a design costs, with what is paid once. */
export function yearly(design: Design, catalogue: Catalogue): number {
  const price = runRate({ design, catalogue, terms: starterTerms(), at: AT });
  return Number(price.month) * 12 + Number(price.once);
}

interface Way {
  readonly node: SketchNode;
  readonly cost: number;
}

/** Rules about a machine by itself; the others are asked once all machines are there. */
const ALONE = new Set([
  "system-missing",
  "system-architecture",
  "application-system",
  "application-missing",
  "application-conflict",
  "memory-short",
  "disk-short",
  "cores-short",
  "property-invalid",
  "item-unknown",
]);

/**
 * Every whole design of some incomplete machines in one subnet that costs less than a limit, tried one by
 * one with the rules themselves, with up to one more machine: the first one without errors, or null.
 * Nothing of completion is used.
 */
export function cheaperDesign(
  machines: Readonly<Record<string, SketchNode>>,
  licences: Readonly<Record<string, SketchNode>>,
  pool: readonly string[],
  limit: number,
): Design | null {
  const catalogue = smallCatalogue();
  const ways = Object.entries(machines).map(
    ([id, node]) => [id, waysOf(node, pool, catalogue)] as const,
  );
  const more = waysOf({ kind: "machine" }, pool, catalogue).filter(
    ({ node }) => (node["applications"] as readonly string[]).length > 0,
  );
  const spare = costOf(licences, catalogue);
  for (const added of [null, ...more]) {
    const found = walk(ways, added === null ? {} : { extra: added }, spare);
    if (found !== null) return found;
  }
  return null;

  function walk(
    rest: typeof ways,
    taken: Readonly<Record<string, Way>>,
    cost: number,
  ): Design | null {
    const total = Object.values(taken).reduce((sum, way) => sum + way.cost, cost);
    if (total >= limit - 1e-6) return null;
    const [next, ...others] = rest;
    if (next === undefined) return wholeDesign(taken, total, licences, limit, catalogue);
    for (const way of next[1]) {
      const found = walk(others, { ...taken, [next[0]]: way }, cost);
      if (found !== null) return found;
    }
    return null;
  }
}

function wholeDesign(
  ways: Readonly<Record<string, Way>>,
  cost: number,
  licences: Readonly<Record<string, SketchNode>>,
  limit: number,
  catalogue: Catalogue,
): Design | null {
  const nodes = Object.fromEntries(Object.entries(ways).map(([id, { node }]) => [id, node]));
  const seats = missingSeats(Object.values(nodes), licences, catalogue);
  if (cost + costOf(seats, catalogue) >= limit - 1e-6) return null;
  const design = sketch(
    "Whole",
    { lan: { kind: "subnet" }, ...nodes, ...licences, ...seats },
    Object.keys(nodes).map((id) => `${id}:nic lan:net`),
  );
  if (yearly(design, catalogue) >= limit - 1e-6) return null;
  const problems = checkDesign(design, catalogue, starterPriceBook());
  return problems.some(({ severity }) => severity === "error") ? null : design;
}

/** What some licences cost by themselves, asked again and again for the same few. */
function costOf(licences: Readonly<Record<string, SketchNode>>, catalogue: Catalogue): number {
  const key = JSON.stringify(licences);
  const cost = costs.get(key) ?? yearly(sketch("Licences", licences), catalogue);
  costs.set(key, cost);
  return cost;
}

const costs = new Map<string, number>();

function missingSeats(
  machines: readonly SketchNode[],
  licences: Readonly<Record<string, SketchNode>>,
  { data }: Catalogue,
): Record<string, SketchNode> {
  return Object.fromEntries(
    data.licenceProducts.flatMap(({ id: product }) => {
      const software = [...data.operatingSystems, ...data.applications].filter(
        ({ licence }) => licence === product,
      );
      const users = machines.filter((machine) =>
        software.some(
          ({ id }) =>
            machine["operatingSystem"] === id ||
            (machine["applications"] as readonly string[]).includes(id),
        ),
      );
      const needed = users.reduce((sum, { count = 1 }) => sum + count, 0);
      const held = Object.values(licences)
        .filter((licence) => licence["product"] === product)
        .reduce((sum, licence) => sum + Number(licence["seats"]), 0);
      return needed > held
        ? [[`seats-${product}`, { kind: "licence", product, seats: needed - held }]]
        : [];
    }),
  );
}

/** Every machine that could be made of one with some things left open, alone without errors. */
function waysOf(node: SketchNode, pool: readonly string[], catalogue: Catalogue): readonly Way[] {
  const key = JSON.stringify([node, pool]);
  const ways = known.get(key) ?? waysAnew(node, pool, catalogue);
  known.set(key, ways);
  return ways;
}

const known = new Map<string, readonly Way[]>();

function waysAnew(node: SketchNode, pool: readonly string[], catalogue: Catalogue): readonly Way[] {
  const { machineTypes, operatingSystems } = catalogue.data;
  const present = (node["applications"] ?? []) as readonly string[];
  const addable = (node.count ?? 1) === 1 ? pool.filter((id) => !present.includes(id)) : pool;
  const types = node["machineType"] ?? null;
  const systems = node["operatingSystem"] ?? null;
  return (types === null ? machineTypes.map(({ id }) => id) : [types]).flatMap((machineType) =>
    (systems === null ? operatingSystems.map(({ id }) => id) : [systems]).flatMap(
      (operatingSystem) =>
        subsets(addable).flatMap((added): Way[] => {
          const whole = {
            ...node,
            machineType,
            operatingSystem,
            applications: [...present, ...added],
          };
          const design = sketch("Alone", { it: whole });
          const problems = checkDesign(design, catalogue, starterPriceBook());
          if (problems.some(({ code }) => ALONE.has(code))) return [];
          return [{ node: whole, cost: yearly(design, catalogue) }];
        }),
    ),
  );
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  let all: (readonly T[])[] = [[]];
  for (const item of items) all = all.concat(all.map((one) => [...one, item]));
  // WordPress, the neediest, needs three.
  return all.filter(({ length }) => length <= 3);
}

/** What the architect set in a design and completion must leave as it is, as text. */
export function whatWasSet(design: Design, original: Design): unknown {
  const nodes = Object.entries(original.nodes).map(([id, before]) => {
    const after = design.nodes[id];
    const { properties: _properties, ...rest } = after ?? ({} as Partial<DesignNode>);
    const kept = Object.entries(before.properties).flatMap(([key, value]) => {
      if (value === null) return [];
      const now = after?.properties[key];
      // Applications may be added behind those that were there.
      return [
        [
          key,
          Array.isArray(value) && Array.isArray(now) && key === "applications"
            ? now.slice(0, value.length)
            : now,
        ],
      ];
    });
    return [id, rest, Object.fromEntries(kept)];
  });
  const links = Object.keys(original.links).map((id) => [id, design.links[id]]);
  const groups = Object.keys(original.groups).map((id) => [id, design.groups[id]]);
  const { name, notes, parameters } = design;
  return { nodes, links, groups, name, notes, parameters };
}
