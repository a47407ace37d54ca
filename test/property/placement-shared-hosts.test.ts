import { expect, test } from "vitest";
import { sketch } from "../../shared/design/sketch.ts";
import { checkPlacement } from "../../shared/placement/check/check-placement.ts";
import { place } from "../../shared/placement/place.ts";
import { Random } from "../../shared/placement/solver/local-search/random.ts";
import { plainCatalogue, poolOf } from "../support/pools.ts";

const RACKS = 20;
const HOSTS = 8;
const CORES = 8;
const SLACK = 1.1;
const UPLINK_MBPS = 10_000;
const MOST_LINKS = 4;
const MBPS = [250, 500, 1000];

interface Hidden {
  readonly coresOf: readonly number[];
  readonly hostOf: readonly number[];
  readonly links: readonly { readonly a: number; readonly b: number; readonly mbps: number }[];
  /** A tenth more than the busiest trunk carries. */
  readonly trunkMbps: number;
}

/** Machines that stand somewhere already, and links between them of which most stay under one switch. */
function hidden(count: number, seed: number): Hidden {
  const random = new Random(seed * 7919 + count);
  const free = Array.from({ length: RACKS * HOSTS }, () => CORES);
  const coresOf = Array.from({ length: count }, () => 1 + random.below(4));
  const hostOf = coresOf.map((cores) => {
    let host = random.below(free.length);
    while ((free[host] ?? 0) < cores) host = (host + 1) % free.length;
    free[host] = (free[host] ?? 0) - cores;
    return host;
  });
  const rackOf = (machine: number): number => Math.floor((hostOf[machine] ?? 0) / HOSTS);
  const [uplinks, trunks] = [new Map<number, number>(), new Map<number, number>()];
  const degrees = coresOf.map(() => 0);
  const seen = new Set<string>();
  const links: Hidden["links"][number][] = [];
  const add = (loads: Map<number, number>, of: number, mbps: number): void => {
    loads.set(of, (loads.get(of) ?? 0) + mbps);
  };
  for (let attempt = 0; attempt < count * 40; attempt++) {
    const [a, b] = [random.below(count), random.below(count)].sort((x, y) => x - y);
    if (a === undefined || b === undefined || a === b || seen.has(`${a} ${b}`)) continue;
    if (rackOf(a) !== rackOf(b) && random.next() > 0.01) continue;
    if ([a, b].some((machine) => (degrees[machine] ?? 0) >= MOST_LINKS)) continue;
    const mbps = MBPS[random.below(MBPS.length)] ?? 0;
    const hosts = [a, b].map((machine) => hostOf[machine] ?? 0);
    const isApart = hosts[0] !== hosts[1];
    if (isApart && hosts.some((host) => (uplinks.get(host) ?? 0) + mbps > UPLINK_MBPS)) continue;
    seen.add(`${a} ${b}`);
    for (const machine of [a, b]) degrees[machine] = (degrees[machine] ?? 0) + 1;
    if (isApart) for (const host of hosts) add(uplinks, host, mbps);
    if (rackOf(a) !== rackOf(b)) for (const machine of [a, b]) add(trunks, rackOf(machine), mbps);
    links.push({ a, b, mbps });
  }
  return {
    coresOf,
    hostOf,
    links,
    trunkMbps: Math.round(SLACK * Math.max(1000, ...trunks.values())),
  };
}

/** The same without saying where they stand, on trunks that carry hardly more than the busiest of them has to. */
function asked({ coresOf, links, trunkMbps }: Hidden) {
  const racks = Array.from({ length: RACKS }, (_, rack) => `rack-${rack}`);
  const nodes = coresOf.map((cores, machine) => [
    `m${machine}`,
    { kind: "machine", cores, memoryMiB: 1024, diskGiB: 10 } as const,
  ]);
  return {
    design: sketch(
      "Shared",
      Object.fromEntries(nodes),
      links.map(({ a, b, mbps }) => `m${a}:nic m${b}:nic bandwidthMbps=${mbps}`),
    ),
    pool: poolOf({
      hosts: racks.flatMap((rack) =>
        Array.from({ length: HOSTS }, (_, host) => ({
          id: `${rack}-${host}`,
          name: `${rack}-${host}`,
          rack,
          switch: rack,
          architecture: "amd64" as const,
          cores: CORES,
          memoryMiB: 65_536,
          diskGiB: 1000,
          uplinkMbps: UPLINK_MBPS,
        })),
      ),
      switches: ["hub", ...racks].map((id) => ({ id, name: id, ports: 48, speedMbps: 100_000 })),
      trunks: racks.map((id) => ({
        id: `${id}-hub`,
        from: id,
        to: "hub",
        bandwidthMbps: trunkMbps,
      })),
    }),
    catalogue: plainCatalogue(),
    window: { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" },
    held: [],
  };
}

test.each([
  [100, 1],
  [100, 2],
  [200, 3],
  [200, 4],
  [300, 5],
  [300, 6],
  [400, 7],
  [400, 8],
])(
  "%i machines in links on shared hosts, seed %i: a way that was hidden is found",
  (count, seed) => {
    const request = asked(hidden(count, seed));
    const placed = place(request);
    expect(placed.ok).toBe(true);
    if (placed.ok) expect(checkPlacement(request, placed.value)).toEqual([]);
  },
);
