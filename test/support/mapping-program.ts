import fc from "fast-check";
import { type Program, type Row, type Term } from "../../shared/completion/solver.ts";
import type { MappingProblem } from "../../shared/placement/solver/problem.ts";

/** Two or three switches of a few hosts round a hub, and machines that take whole hosts or share them. */
export const smallMappings = fc
  .record({
    perSwitch: fc.integer({ min: 2, max: 4 }),
    switches: fc.integer({ min: 2, max: 3 }),
    trunkMbps: fc.constantFrom(1000, 2000, 3000),
    whole: fc.boolean(),
    machines: fc.integer({ min: 3, max: 7 }),
    links: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { minLength: 2, maxLength: 10 }),
    prices: fc.array(fc.constantFrom(0, 0.25, 1), { minLength: 12, maxLength: 12 }),
  })
  .map(({ perSwitch, switches, trunkMbps, whole, machines, links, prices }): MappingProblem => {
    const hosts = perSwitch * switches;
    const numbers = Array.from({ length: hosts }, (_, host) => host);
    const pairs = new Set(
      links
        .map(([a, b]) => [a % machines, b % machines].toSorted((x, y) => x - y).join())
        .filter((pair) => pair.split(",")[0] !== pair.split(",")[1]),
    );
    const parent = Int32Array.from({ length: switches + 1 }, (_, at) =>
      at === switches ? -1 : switches,
    );
    const price = Float64Array.from(numbers, (host) => prices[host]!);
    return {
      grid: {
        hosts,
        parts: 1,
        free: new Float64Array(hosts).fill(2),
        whole: new Uint8Array(hosts).fill(1),
        single: new Uint8Array(hosts),
        // Two machines on a host have six links each at most.
        uplinkFree: new Float64Array(hosts).fill(12_000),
        homes: null,
        price,
        switchOf: Int32Array.from(numbers, (host) => Math.floor(host / perSwitch)),
        firstHost: Int32Array.from({ length: switches + 2 }, (_, at) =>
          Math.min(at * perSwitch, hosts),
        ),
        hostsBySwitch: Int32Array.from(numbers),
        parent,
        depth: parent.map((above) => (above === -1 ? 0 : 1)),
        trunkFree: Float64Array.from(parent, (above) => (above === -1 ? 0 : trunkMbps)),
      },
      shapes: [
        { amounts: Float64Array.of(1), exclusive: whole, suits: new Uint8Array(hosts).fill(1) },
      ],
      shapeOf: new Int32Array(machines),
      twinOf: Int32Array.from({ length: machines }, (_, item) => item),
      stays: new Int32Array(machines).fill(-1),
      networks: [...pairs].map((pair) => {
        const [a = 0, b = 0] = pair.split(",").map(Number);
        return { members: Int32Array.of(a, b), mbps: Float64Array.of(1000, 1000) };
      }),
      rules: [],
      isPriced: price.some((one) => one !== price[0]),
      trunkWeight: 1,
    };
  });

/**
 * The same problem as a program: x(item, host), y(link) for a link between switches, z(link, switch) for one that
 * crosses that trunk, o(host) for a host in use. A host's cable is wide enough for whatever these machines send.
 */
export function programOf({ grid, shapes, shapeOf, networks }: MappingProblem): Program {
  let count = 0;
  const many = (length: number): number[] => Array.from({ length }, () => count++);
  const switches = grid.parent.length - 1;
  const x = Array.from(shapeOf, () => many(grid.hosts));
  const z = networks.map(() => many(switches));
  const open = many(grid.hosts);
  const rows: Row[] = [];
  const term = (variable: number, factor = 1): Term => ({ variable, factor });
  for (const own of x) rows.push({ terms: own.map((one) => term(one)), least: 1, most: 1 });
  for (let host = 0; host < grid.hosts; host++) {
    const room = shapes[0]!.exclusive ? 1 : 2;
    rows.push({ terms: x.map((own) => term(own[host]!)), most: room });
    for (const own of x) rows.push({ terms: [term(own[host]!), term(open[host]!, -1)], most: 0 });
  }
  networks.forEach(({ members }, link) => {
    for (let at = 0; at < switches; at++) {
      const inside = (item: number, sign: number): Term[] =>
        x[item]!.filter((_, host) => grid.switchOf[host] === at).map((one) => term(one, sign));
      for (const sign of [1, -1])
        rows.push({
          terms: [
            ...inside(members[0]!, sign),
            ...inside(members[1]!, -sign),
            term(z[link]![at]!, -1),
          ],
          most: 0,
        });
    }
  });
  for (let at = 0; at < switches; at++)
    rows.push({ terms: z.map((own) => term(own[at]!, 1000)), most: grid.trunkFree[at]! });
  return {
    variables: Array.from({ length: count }, () => ({ kind: "binary" as const })),
    rows,
    objective: [
      ...z.flat().map((one) => term(one, 0.5)),
      ...open.map((one, host) => term(one, grid.price[host])),
    ],
  };
}

/** What a solution of the program costs. */
export function costOf({ objective }: Program, values: ArrayLike<number>): number {
  return objective.reduce(
    (sum, { variable, factor }) => sum + factor * Math.round(values[variable] ?? 0),
    0,
  );
}
