import fc from "fast-check";
import { expect, test } from "vitest";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Placement, PlacementRequest } from "../../shared/placement/placement.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { plainCatalogue, poolOf } from "../support/pools.ts";

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const catalogue = plainCatalogue();
const size = { architecture: "amd64" as const, memoryMiB: 65_536, diskGiB: 500 };

interface Wired {
  readonly cores: number;
  readonly own: string;
  readonly uplinkMbps: number;
  /** Speed of a cable to each of the two switches, 0 for none. */
  readonly cables: readonly [number, number];
}

function poolWith(hosts: readonly Wired[], trunkMbps: number): Pool {
  return poolOf({
    hosts: hosts.map(({ cores, own, uplinkMbps }, index) =>
      Object.assign({ id: `h${index}`, name: `h${index}`, cores, switch: own, uplinkMbps }, size),
    ),
    switches: ["a", "b"].map((id) => ({ id, name: id, ports: 48, speedMbps: 10_000 })),
    trunks: trunkMbps === 0 ? [] : [{ id: "ab", from: "a", to: "b", bandwidthMbps: trunkMbps }],
    cables: hosts.flatMap(({ cables }, index) =>
      cables.map((speedMbps, at) => ({
        from: { item: `h${index}`, port: `eth${at}` },
        to: { item: at === 0 ? "a" : "b", port: `${index}` },
        speedMbps,
      })),
    ),
  });
}

const machine = (cores: number, machineType = "virtual"): SketchNode => {
  return { kind: "machine", machineType, cores, memoryMiB: 64, diskGiB: 1 };
};

function requestOf(
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[],
  pool: Pool,
): PlacementRequest {
  return { design: sketch("Test", nodes, links), pool, catalogue, window, held: [] };
}

/** A machine with two links of 1 Gb/s to two others, hosts of one machine each. */
const NODES = { m: machine(4), x: machine(4), y: machine(4) };
const LINKS = ["m:nic x:nic bandwidthMbps=1000", "m:nic y:nic bandwidthMbps=1000"];
const twice: Wired = { cores: 4, own: "a", uplinkMbps: 1000, cables: [0, 1000] };

test("links leave by any cable of their host, each cable carries no more than it can, and the checker sees it", () => {
  const once: Wired = { ...twice, cables: [0, 0] };
  const pool = poolWith([twice, twice, once], 0);
  const request = requestOf(NODES, LINKS, pool);
  const placed = place(request);
  expect(placed.ok).toBe(true);
  if (!placed.ok) return;
  expect(checkPlacement(request, placed.value)).toEqual([]);
  const claims = placed.value.claims.filter(({ resource }) => resource.includes("uplinkMbps/b"));
  expect(claims.map(({ quantity }) => quantity)).toEqual([1000, 1000]);
  const forged: Placement = { ...placed.value, uplinks: {} };
  expect(checkPlacement(request, forged).map(({ code }) => code)).toContain("claims-differ");
  const nowhere = Object.fromEntries(
    Object.entries(placed.value.uplinks ?? {}).map(([network, hosts]) => [
      network,
      Object.fromEntries(Object.keys(hosts).map((host) => [host, "c"])),
    ]),
  );
  const codes = checkPlacement(request, { ...placed.value, uplinks: nowhere });
  expect(codes.map(({ code }) => code)).toContain("unsuitable");
});

test("a cable that somebody else holds is not promised again, and without it the links do not fit", () => {
  const request = requestOf(NODES, LINKS, poolWith([twice, twice, twice], 0));
  const held = ["h0", "h1", "h2"].map((host) => {
    return { resource: `lab/host/${host}/uplinkMbps/b`, quantity: 500, window };
  });
  expect(place(request).ok).toBe(true);
  expect(place({ ...request, held }).ok).toBe(false);
  expect(place({ ...request, held: held.slice(0, 1) }).ok).toBe(true);
});

const hosts = fc.array(
  fc.record({
    cores: fc.constantFrom(2, 4),
    own: fc.constantFrom("a", "b"),
    uplinkMbps: fc.constantFrom(500, 1000),
    cables: fc.tuple(fc.constantFrom(0, 500, 1000), fc.constantFrom(0, 500, 1000)),
  }),
  { minLength: 2, maxLength: 3 },
);
const links = fc.uniqueArray(
  fc.tuple(fc.nat(2), fc.constantFrom("lan", "m0", "m1", "m2"), fc.constantFrom(300, 500, 900)),
  { minLength: 1, maxLength: 4, selector: ([from, to]) => [`m${from}`, to].toSorted().join() },
);

/** Failed once: of two in a LAN the one asks for more than the other takes, and for more than a further cable gives. */
const NARROW: [Wired[], [number, string, number][], number, string] = [
  [
    { cores: 2, own: "a", uplinkMbps: 500, cables: [0, 0] },
    { cores: 2, own: "a", uplinkMbps: 1000, cables: [0, 500] },
    { cores: 2, own: "b", uplinkMbps: 500, cables: [1000, 0] },
  ],
  [
    [1, "m2", 300],
    [1, "lan", 900],
    [1, "m0", 300],
    [0, "lan", 300],
  ],
  0,
  "virtual",
];

test("small cases are placed exactly where trying every host and every cable finds a way", () => {
  const outcomes = { placed: 0, refused: 0, further: 0 };
  fc.assert(
    fc.property(
      hosts,
      links,
      fc.constantFrom(0, 400, 1000),
      fc.constantFrom("virtual", "metal"),
      (list, joins, trunk, type) => {
        const nodes: Record<string, SketchNode> = { lan: { kind: "subnet" } };
        for (const id of ["m0", "m1", "m2"]) nodes[id] = machine(2, type);
        const texts = joins.flatMap(([from, to, mbps]) =>
          to === `m${from}`
            ? []
            : [`m${from}:nic ${to}:${to === "lan" ? "net" : "nic"} bandwidthMbps=${mbps}`],
        );
        const request = requestOf(nodes, texts, poolWith(list, trunk));
        const found = place(request);
        expect(found.ok).toBe(existsWay(request, list));
        outcomes[found.ok ? "placed" : "refused"] += 1;
        if (!found.ok) return;
        expect(checkPlacement(request, found.value)).toEqual([]);
        if (found.value.claims.some(({ resource }) => /uplinkMbps\/./.test(resource)))
          outcomes.further += 1;
      },
    ),
    { numRuns: 100, seed: 20_261_121, examples: [NARROW] },
  );
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(5);
});

/** Every host for every machine, and every cable for every network on a host, judged by the checker. */
function existsWay(request: PlacementRequest, list: readonly Wired[]): boolean {
  const machines = ["m0.1", "m1.1", "m2.1"];
  for (let way = 0; way < list.length ** machines.length; way++) {
    const standing = machines.map(
      (_, index) => Math.floor(way / list.length ** index) % list.length,
    );
    const placement = {
      hosts: Object.fromEntries(machines.map((id, at) => [id, `h${standing[at]}`])),
    };
    const choices = choicesOf(request, list, standing);
    const total = choices.reduce((product, { to }) => product * to.length, 1);
    for (let number = 0; number < total; number++) {
      let rest = number;
      const uplinks: Record<string, Record<string, string>> = {};
      for (const { network, host, to } of choices) {
        uplinks[network] = { ...uplinks[network], [host]: to[rest % to.length]! };
        rest = Math.floor(rest / to.length);
      }
      if (isGood(request, { ...placement, uplinks })) return true;
    }
  }
  return false;
}

function choicesOf(
  { design }: PlacementRequest,
  list: readonly Wired[],
  standing: readonly number[],
) {
  const found = new Map<string, { network: string; host: string; to: string[] }>();
  for (const [id, { from, to }] of Object.entries(design.links))
    for (const { node } of [from, to]) {
      if (node === "lan") continue;
      const at = standing[Number(node.slice(1))]!;
      const { own, cables } = list[at]!;
      const switches = ["a", "b"].filter((one, index) => one === own || cables[index]! > 0);
      const network = from.node === "lan" || to.node === "lan" ? "lan" : id;
      found.set(`${network} ${at}`, { network, host: `h${at}`, to: switches });
    }
  return [...found.values()];
}

/** The checker's own sums are claimed, so that only what cannot be is left to be found. */
function isGood(
  request: PlacementRequest,
  { hosts: standing, uplinks }: Partial<Placement>,
): boolean {
  const bare = { pool: "lab", switches: {}, storage: {}, vlans: {}, outsideAddresses: {} };
  const placement = { ...bare, hosts: standing ?? {}, ...(uplinks && { uplinks }), claims: [] };
  const first = checkPlacement(request, placement);
  const claims = first.flatMap(({ code, detail }) => {
    const [, resource = "", used] = /^(.*): 0 claimed, (\d+) used$/.exec(detail) ?? [];
    return code === "claims-differ" ? [{ resource, quantity: Number(used) }] : [];
  });
  return checkPlacement(request, { ...placement, claims }).length === 0;
}
