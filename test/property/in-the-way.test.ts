import { expect, test } from "vitest";
import { placeCopies } from "../../electron/daemon/reservations/fit-slot.ts";
import { inTheWayOf } from "../../electron/daemon/reservations/in-the-way.ts";
import { allAtOnce } from "../../shared/base/steps.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Design } from "../../shared/design/design.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { place } from "../../shared/placement/place.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { claimsFor, ClaimIndex } from "../../shared/reservations/claim-index.ts";
import { poolOf } from "../support/pools.ts";
import { seeded } from "../support/seeded.ts";

// Small labs that are mostly full, and what is refused there: whoever is told to be in the way is, all of them
// together, and where nobody is told it would not fit without anybody either.

const MONDAY = "2026-11-23T";
const hour = (of: number): string => `${MONDAY}${String(of).padStart(2, "0")}:00:00Z`;
const TYPES = [
  "vm-small",
  "vm-small",
  "vm-small",
  "vm-small",
  "vm-small",
  "vm-medium",
  "vm-xlarge",
  "bare-metal-standard",
];
const catalogue = starterCatalogue();

type Random = (below: number) => number;

function randomPool(random: Random): Pool {
  const racks = 1 + random(2);
  const names = Array.from({ length: racks }, (_, rack) => `rack-${rack + 1}`);
  return poolOf({
    hosts: Array.from({ length: 2 + random(4) }, (_, index) => ({
      id: `host-${index + 1}`,
      name: `host-${index + 1}`,
      architecture: "amd64" as const,
      cores: [8, 16][random(2)]!,
      memoryMiB: [32_768, 131_072][random(2)]!,
      diskGiB: 4000,
      features: random(3) === 0 ? ["kvm", "gpu"] : ["kvm"],
      switch: names[random(racks)]!,
      uplinkMbps: [1000, 10_000][random(2)]!,
    })),
    switches: names.map((id) => ({ id, name: id, ports: 16 + random(24), speedMbps: 10_000 })),
    trunks: names.slice(1).map((id) => ({
      id: `${id}-up`,
      from: id,
      to: names[0]!,
      bandwidthMbps: [600, 1000][random(2)]!,
    })),
    storage: Array.from({ length: 1 + random(2) }, (_, index) => ({
      id: `array-${index + 1}`,
      name: `Array ${index + 1}`,
      capacityGiB: 300,
      bandwidthMbps: 20_000,
    })),
    vlans: [{ first: 100, last: 100 + [2, 40, 40][random(3)]! }],
    outsideAddresses: ["192.0.2.1", "192.0.2.2", "192.0.2.3"].slice(random(3)),
    seats: [{ product: "windows-11-pro", seats: 1 + random(4) }],
  });
}

function randomDesign(random: Random): Design {
  const count = 1 + random(3);
  const machines = Array.from({ length: count }, (_, index) => `m${index + 1}`);
  const machine = (): Parameters<typeof sketch>[1][string] => ({
    kind: "machine",
    machineType: TYPES[random(TYPES.length)]!,
    operatingSystem: "debian-13",
  });
  const promised = random(2) === 0 ? ` bandwidthMbps=${[200, 400, 900][random(3)]}` : "";
  const [wayOut, disk, hub, seats] = Array.from({ length: 4 }, () => random(3) === 0);
  return sketch(
    "Random",
    {
      lan: { kind: "subnet", cidr: "10.1.0.0/16" },
      ...Object.fromEntries(machines.map((name) => [name, machine()])),
      ...(wayOut && {
        exit: { kind: "router" },
        internet: { kind: "internet" },
      }),
      ...(disk && { volume: { kind: "storage", capacityGiB: 50 + random(200) } }),
      ...(hub && { hub: { kind: "switch", ports: 8 + random(16), speedMbps: 1000 } }),
      ...(seats && {
        seats: { kind: "licence", product: "windows-11-pro", seats: 1 + random(3) },
      }),
    },
    [
      ...machines.map((name) => `${name}:nic lan:net${promised}`),
      ...(wayOut ? ["exit:nic lan:net", "exit:nic internet:net"] : []),
      ...(disk ? ["m1:disk volume:attach"] : []),
      ...(hub ? ["hub:port lan:net"] : []),
    ],
  );
}

/** Others, one after the other, each where it has room. */
function fill(pool: Pool, index: ClaimIndex, random: Random): void {
  const others = 2 + random(20);
  for (let other = 0; other < others; other++) {
    const from = 8 + random(4);
    const window = { start: hour(from), end: hour(from + 1 + random(3)) };
    const held = index.held(window, 0);
    const placed = place({ design: randomDesign(random), catalogue, pool, window, held });
    if (placed.ok) index.set(`other ${other}`, claimsFor(placed.value.claims, window));
  }
}

// A seed that finds a fault is added here.
test.each([1, 20_261_123])("whoever is told to be in the way is (seed %i)", (seed) => {
  const next = seeded(seed);
  const random: Random = (below) => Math.floor(next() * below);
  const seen = new Map<string, number>();
  for (let round = 0; round < 150; round++) {
    const pool = randomPool(random);
    const index = new ClaimIndex();
    fill(pool, index, random);
    const hold = { start: hour(9), end: hour(10 + random(2)) };
    const design = randomDesign(random);
    const request = { index, catalogue, pool, design, hold, now: 0, copies: 1 + random(3) };
    const { placements: begun, refusals } = allAtOnce(placeCopies(request));
    if (refusals === null) continue;
    const refused = { design, refusals, begun, times: { hold } };
    const shortages = allAtOnce(inTheWayOf({ catalogue }, { index, pool, now: 0 }, refused));
    const fitsWithout = (holders: readonly string[]): boolean =>
      index.without(holders, () => {
        const own = begun.flatMap(({ claims }) =>
          claims.map((claim) => ({ ...claim, window: hold })),
        );
        return place({
          design,
          catalogue,
          pool,
          window: hold,
          held: [...index.held(hold, 0), ...own],
        }).ok;
      });
    const told = [...new Set(shortages.flatMap(({ holders }) => holders.map(([id]) => id)))];
    const of = shortages.map(({ resource }) => resource).join(" ");
    expect(fitsWithout(told), `round ${round}, without ${told.join(", ")}: ${of}`).toBe(
      shortages.length > 0,
    );
    if (shortages.length === 0) expect(fitsWithout(index.holders()), `round ${round}`).toBe(false);
    for (const { resource, held, capacity } of shortages) {
      expect(held, resource).toBeGreaterThan(0);
      expect(held, resource).toBeLessThanOrEqual(capacity);
      const sort = resource.split("/").slice(1).join("/").replace(/\d+/g, "n");
      seen.set(sort, (seen.get(sort) ?? 0) + 1);
    }
  }
  for (const sort of ["vlan/*", "address/*", "host/*", "seats/windows-n-pro", "storage/"])
    expect(
      [...seen.keys()].some((one) => one.startsWith(sort)),
      sort,
    ).toBe(true);
});
