import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { resolveNodes } from "../../shared/kinds/resolve.ts";
import { checkBandwidth } from "../../shared/placement/check/check-bandwidth.ts";
import { checkHosts } from "../../shared/placement/check/check-hosts.ts";
import { checkStanding } from "../../shared/placement/check/check-standing.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import type { Holding, Placement, PlacementRequest } from "../../shared/placement/placement.ts";
import { refusalText } from "../../shared/placement/refusals/refusal-text.ts";
import { capacities, type Pool } from "../../shared/pool/pool.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { plainCatalogue, poolOf } from "../support/pools.ts";

const catalogue = plainCatalogue();
const hour = (hours: number): string => new Date(Date.UTC(2026, 10, 21, hours)).toISOString();
const window: Window = { start: hour(8), end: hour(12) };

/** The first of the values, and one time in eight the second. */
function mostly<const T>(usual: T, rare: T): fc.Arbitrary<T> {
  return fc.integer({ min: 0, max: 7 }).map((roll) => (roll === 7 ? rare : usual));
}

const machine = fc.record({
  machineType: mostly("virtual", "metal"),
  count: fc.integer({ min: 1, max: 2 }),
  cores: fc.integer({ min: 1, max: 4 }),
  memoryMiB: fc.integer({ min: 1, max: 4 }).map((gib) => gib * 1024),
  architecture: mostly("amd64", "arm64"),
  apart: mostly(null, "host"),
  together: mostly(null, "switch"),
  wholeHost: mostly(false, true),
  features: mostly<string[]>([], ["gpu"]),
  group: mostly("none", "kept"),
});
const bandwidth = fc.constantFrom("", "", " bandwidthMbps=100", " bandwidthMbps=400.5");

/** Machines on two subnets and on cables between them, with everything else a pool has to give. */
const designs = fc
  .record({
    machines: fc.array(machine, { minLength: 1, maxLength: 3 }),
    joins: fc.array(fc.tuple(fc.nat(3), fc.constantFrom("lan", "dmz", "sw"), bandwidth), {
      maxLength: 6,
    }),
    cables: fc.array(fc.tuple(fc.nat(3), fc.nat(3), bandwidth), { maxLength: 2 }),
    volumes: fc.array(fc.record({ capacityGiB: fc.integer({ min: 1, max: 60 }) }), {
      maxLength: 3,
    }),
    seats: fc.nat(4),
    outside: fc.boolean(),
    ofGroup: fc.constantFrom({ apart: "host" }, { together: "rack" }, { together: "no level" }),
  })
  .map(({ machines, joins, cables, volumes, seats, outside, ofGroup }) => {
    const name = (index: number): string => `m${index % machines.length}`;
    const nodes: Record<string, SketchNode> = {
      lan: { kind: "subnet", vlan: 101 },
      dmz: { kind: "subnet", cidr: "10.1.0.0/24" },
      sw: { kind: "switch", speedMbps: 1000, count: 2 },
      router: { kind: "router", operatingSystem: "debian-13" },
    };
    for (const [index, one] of machines.entries())
      nodes[name(index)] = { kind: "machine", operatingSystem: "debian-13", ...one };
    for (const [index, one] of volumes.entries())
      nodes[`v${index}`] = { kind: "storage", bandwidthMbps: 300, ...one };
    if (seats > 0) nodes["licence"] = { kind: "licence", product: "office", seats };
    if (outside) nodes["world"] = { kind: "internet" };
    const links = [
      "sw:port lan:net",
      "router:nic lan:net",
      "router:nic dmz:net",
      ...(outside ? ["router:nic world:net"] : []),
      ...joins.map(
        ([index, to, rate]) => `${name(index)}:nic ${to}:${to === "sw" ? "port" : "net"}${rate}`,
      ),
      ...cables.map(([a, b, rate]) => `${name(a)}:nic ${name(b)}:nic${rate}`),
      ...volumes.map((_, index) => `${name(index)}:disk v${index}:attach`),
    ];
    return sketch("Random", nodes, links, { groups: { kept: { name: "Kept", ...ofGroup } } });
  });

const hosts = fc.array(
  fc.record({
    architecture: mostly("amd64", "arm64"),
    cores: fc.integer({ min: 2, max: 10 }),
    memoryMiB: fc.integer({ min: 2, max: 12 }).map((gib) => gib * 1024),
    switch: fc.constantFrom("s1", "s2", "s3", null),
    uplinkMbps: fc.constantFrom(200, 500, 1000),
    ports: mostly(1, 2),
    exclusive: mostly(false, true),
    rack: fc.constantFrom("left", "right"),
    features: mostly<string[]>(["gpu"], []),
    state: mostly("up", "down"),
  }),
  { minLength: 2, maxLength: 5 },
);

/** With plenty of everything but hosts and cables, or with everything scarce now and then. */
function poolsWith(plenty: boolean): fc.Arbitrary<Pool> {
  const scarce = <T>(enough: T, few: T): fc.Arbitrary<T> =>
    plenty ? fc.constant(enough) : mostly(enough, few);
  return fc
    .record({
      hosts,
      ports: scarce(40, 3),
      trunk: fc.option(fc.constantFrom(50, 200, 1000)),
      capacityGiB: scarce(200, 30),
      seats: scarce(4, 1),
      vlans: scarce<number | null>(3, 1),
      alias: scarce("debian/13", "other"),
      outside: scarce<string[] | null>(["192.0.2.1", "192.0.2.2"], []),
    })
    .map(({ hosts: list, ports, trunk, capacityGiB, seats, vlans, alias, outside }) =>
      poolOf({
        hosts: list.map((one, index) => {
          return { ...one, id: `h${index}`, name: `h${index}`, diskGiB: 100 };
        }),
        switches: ["s1", "s2", "s3"].map((id) => ({ id, name: id, ports, speedMbps: 1000 })),
        trunks: [
          { id: "t12", from: "s1", to: "s2", bandwidthMbps: 400 },
          ...(trunk === null ? [] : [{ id: "t23", from: "s2", to: "s3", bandwidthMbps: trunk }]),
        ],
        storage: [
          { id: "a", name: "a", capacityGiB, bandwidthMbps: 600 },
          { id: "b", name: "b", capacityGiB: 40, bandwidthMbps: 300 },
        ],
        seats: [{ product: "office", seats }],
        vlans: vlans === null ? [] : [{ first: 100, last: 99 + vlans }],
        outsideAddresses: outside,
        images: (["amd64", "arm64"] as const).map((architecture) => {
          return { alias, architecture, description: "" };
        }),
      }),
    );
}

/** What others hold, never more than there is. */
function holdingsOf(pool: Pool): fc.Arbitrary<readonly Holding[]> {
  const resources = capacities(pool).filter(({ capacity }) => capacity > 0);
  const holding = fc
    .record({
      index: fc.nat(resources.length - 1),
      share: fc.constantFrom(0.3, 0.5),
      from: fc.integer({ min: 4, max: 14 }),
      hours: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ index, share, from, hours }): Holding => {
      const { resource, capacity } = resources[index]!;
      const quantity = Math.max(1, Math.floor(capacity * share));
      return { resource, quantity, window: { start: hour(from), end: hour(from + hours) } };
    });
  return resources.length === 0 ? fc.constant([]) : fc.array(holding, { maxLength: 6 });
}

function requestsWith(plenty: boolean): fc.Arbitrary<PlacementRequest> {
  return fc
    .tuple(designs, poolsWith(plenty))
    .chain(([design, pool]) =>
      holdingsOf(pool).map((held) => ({ design, pool, held, catalogue, window })),
    );
}

describe("place", () => {
  test("what it places passes the independent checker, and the same request gives the same", () => {
    let placed = 0;
    fc.assert(
      fc.property(requestsWith(false), (request) => {
        const first = place(request);
        expect(place(structuredCloneOf(request))).toEqual(first);
        if (first.ok) {
          placed += 1;
          expect(checkPlacement(request, first.value)).toEqual([]);
        } else {
          expect(first.error.length).toBeGreaterThan(0);
          for (const refusal of first.error)
            expect(refusalText(refusal)).not.toMatch(/undefined|NaN/);
        }
      }),
      { numRuns: 600 },
    );
    // A generator that hardly ever fits would prove nothing.
    expect(placed).toBeGreaterThan(60);
  });

  test("refuses the machines of a small design only when no way of placing them exists", () => {
    const outcomes = { placed: 0, refused: 0 };
    fc.assert(
      fc.property(requestsWith(true), (request) => {
        fc.pre(machinesOf(request).length * Math.log(request.pool.resources.hosts.length) < 9);
        const found = place(request);
        const onlyHosts = found.ok || found.error.every(({ code }) => HOST_CODES.has(code));
        if (!onlyHosts) return;
        outcomes[found.ok ? "placed" : "refused"] += 1;
        expect(found.ok).toBe(existsPlacement(request));
      }),
      { numRuns: 600 },
    );
    expect(outcomes.placed).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
  });
});

describe("place, where the machines fill the hosts to the last core", () => {
  /** Hosts, each as a list of machines that fill it. */
  const fillings = fc.array(
    fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
    {
      minLength: 2,
      maxLength: 4,
    },
  );

  test("finds the way that there is", () => {
    fc.assert(
      fc.property(fillings, (filling) => {
        const hosts = filling.map((cores, index) => ({
          id: `h${index}`,
          name: `h${index}`,
          architecture: "amd64" as const,
          cores: cores.reduce((sum, one) => sum + one, 0),
          memoryMiB: 1_048_576,
          diskGiB: 1000,
        }));
        const machines = filling
          .flat()
          .map((cores, index): [string, SketchNode] => [
            `m${index}`,
            { kind: "machine", machineType: "virtual", cores, memoryMiB: 64, diskGiB: 1 },
          ]);
        const design = sketch("Full", Object.fromEntries(machines));
        const request = { design, catalogue, pool: poolOf({ hosts }), window, held: [] };
        const found = place(request);
        expect(found.ok).toBe(true);
        if (found.ok) expect(checkPlacement(request, found.value)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("checkPlacement", () => {
  test("finds a machine that was moved, dropped or claimed wrong", () => {
    const catalogue = starterCatalogue();
    const design = sketch("Two", { web: { kind: "machine", count: 2, cores: 3 } });
    const pool = poolOf({
      hosts: ["h1", "h2"].map((id) => {
        return { id, name: id, architecture: "amd64", cores: 4, memoryMiB: 65_536, diskGiB: 500 };
      }),
    });
    const request = { design, catalogue, pool, window, held: [] };
    const found = place(request);
    expect(found.ok).toBe(true);
    if (!found.ok) return;
    const codes = (change: Partial<Placement>): readonly string[] =>
      checkPlacement(request, { ...found.value, ...change }).map(({ code }) => code);
    expect(codes({})).toEqual([]);
    expect(codes({ hosts: { "web.1": "h1" } })).toContain("unplaced");
    expect(codes({ hosts: { ...found.value.hosts, "web.3": "h1" } })).toContain("not-in-design");
    expect(codes({ hosts: { "web.1": "h1", "web.2": "h1" } })).toContain("claims-differ");
    const doubled = found.value.claims.map(({ resource, quantity }) => {
      return { resource, quantity: quantity * 2 };
    });
    expect(codes({ claims: doubled })).toContain("over-capacity");
    expect(codes({ vlans: { web: 7 } })).toContain("not-in-pool");
  });
});

const HOST_CODES: ReadonlySet<string> = new Set([
  "no-host-of-architecture",
  "instance-too-large",
  "not-enough-cores",
  "not-enough-memory",
  "not-enough-disk",
  "not-enough-whole-hosts",
  "hosts-fragmented",
  "not-enough-bandwidth",
  "no-host-with-features",
  "cable-too-narrow",
  "not-enough-places-apart",
  "no-place-together",
]);

function machinesOf({ design }: PlacementRequest): readonly string[] {
  return [...resolveNodes(design, catalogue).values()]
    .filter(({ demand }) => demand.compute !== undefined)
    .flatMap(({ id, count }) => Array.from({ length: count }, (_, index) => `${id}.${index + 1}`));
}

/** Tries every host for every machine, by the checker's own reckoning. */
function existsPlacement(request: PlacementRequest): boolean {
  const machines = machinesOf(request);
  const { hosts } = request.pool.resources;
  const total = hosts.length ** machines.length;
  for (let way = 0; way < total; way++) {
    let rest = way;
    const chosen = machines.map((instance) => {
      const host = hosts[rest % hosts.length]!.id;
      rest = Math.floor(rest / hosts.length);
      return [instance, host] as const;
    });
    if (isPossible(request, Object.fromEntries(chosen))) return true;
  }
  return false;
}

function isPossible(request: PlacementRequest, hosts: Placement["hosts"]): boolean {
  const used = new Map<string, number>();
  let good = true;
  const inspection = {
    request,
    placement: {
      pool: "lab",
      hosts,
      switches: {},
      storage: {},
      vlans: {},
      outsideAddresses: {},
      claims: [],
    },
    nodes: [...resolveNodes(request.design, catalogue).values()],
    report: () => {
      good = false;
    },
    use: (resource: string, quantity: number) => {
      used.set(resource, (used.get(resource) ?? 0) + quantity);
    },
  };
  checkHosts(inspection);
  if (good) checkStanding(inspection);
  if (good) checkBandwidth(inspection);
  if (!good) return false;
  const free = new Map(capacities(request.pool).map((one) => [one.resource, one.capacity]));
  const instants = [window.start, ...request.held.map((one) => one.window.start)];
  return [...used].every(([resource, quantity]) =>
    instants
      .filter((at) => at >= window.start && at < window.end)
      .every((at) => {
        const others = request.held
          .filter(
            (one) => one.resource === resource && one.window.start <= at && one.window.end > at,
          )
          .reduce((sum, one) => sum + one.quantity, 0);
        return (
          Math.ceil(quantity - 1e-5) === 0 ||
          Math.ceil(quantity - 1e-5) + others <= free.get(resource)!
        );
      }),
  );
}

/** The same request as other objects, so that nothing remembered by identity helps. */
function structuredCloneOf(request: PlacementRequest): PlacementRequest {
  const { catalogue: same, ...rest } = request;
  return { ...structuredClone(rest), catalogue: same };
}
