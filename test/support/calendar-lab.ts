import { rmSync, mkdtempSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHeld } from "../../electron/daemon/reservations/held.ts";
import type { ReservationsContext } from "../../electron/daemon/reservations/context.ts";
import { openStore } from "../../electron/daemon/store/index.ts";
import type { PoolRecord, Store } from "../../electron/daemon/store/store.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { fault } from "../../shared/base/fault.ts";
import { err, ok } from "../../shared/base/result.ts";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { sketch } from "../../shared/design/sketch.ts";
import type { Design } from "../../shared/design/design.ts";
import type { Condition } from "../../shared/pool/condition.ts";
import { poolResourcesSchema } from "../../shared/pool/pool.ts";
import { capacitiesAt } from "../../electron/daemon/pool/pool-view.ts";
import { valueOf } from "./store-fixtures.ts";
import { flatBook } from "./flat-book.ts";

/** A lab whose time passes only when it is told to, with the daemon's own booking over a real store. */
export interface CalendarLab {
  readonly store: Store;
  readonly pool: string;
  now(): number;
  /** Moves the clock; never back. */
  advanceTo(at: number): void;
  context(): ReservationsContext;
  /** As after a restart: nothing is remembered but what is stored. */
  restart(): void;
  /** Takes a host away, or brings it back. */
  setHost(host: string, state: "up" | "down"): Promise<void>;
  /** Gives it other seats, addresses or whatever is named. */
  setResources(changed: Partial<PoolRecord["resources"]>): Promise<void>;
  /** Takes things out of use for a time, instead of those that were. */
  setConditions(conditions: readonly Condition[]): Promise<void>;
  close(): Promise<void>;
}

export const MONDAY = Date.parse("2026-11-23T00:00:00Z");

export async function openCalendarLab(
  hosts: number,
  options: { readonly store?: Store; readonly prepare?: boolean } = {},
): Promise<CalendarLab> {
  // In memory where there is such a folder: what is tested is not the disk.
  const shm = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  const directory = mkdtempSync(join(shm, "labwright-calendar-"));
  const store = options.store ?? valueOf(await openStore({ dataDirectory: directory }));
  const catalogue = starterCatalogue();
  let now = MONDAY;
  const names = Array.from({ length: hosts }, (_, index) => `host-${index + 1}`);
  let pool: PoolRecord = {
    id: "lab",
    name: "Lab",
    connection: { driver: "simulated", hosts, speed: 1, seed: 1 },
    state: "online",
    away: null,
    refreshedAt: toInstant(MONDAY),
    conditions: [],
    written: null,
    resources: poolResourcesSchema.parse({
      hosts: names.map((id) => ({
        id,
        name: id,
        architecture: "amd64",
        cores: 8,
        memoryMiB: 40_000,
        diskGiB: 2000,
        features: ["kvm"],
      })),
      vlans: [{ first: 100, last: 2000 }],
      outsideAddresses: null,
    }),
  };
  const put = (): Promise<boolean> => store.putPool(pool, capacitiesAt(pool, now));
  if (options.prepare !== false) {
    for (const id of ["acme", "other"]) await store.putTenant({ id, name: id });
    await store.putPriceBook({ ...flatBook(), effectiveFrom: "2020-01-01T00:00:00.000Z" });
    await put();
  }
  const make = (): ReservationsContext => ({
    store,
    catalogue,
    clock: { now: () => now, sleep: () => Promise.reject(new Error("nobody waits here")) },
    random: seededRandom(now % 2 ** 31),
    identity: "1a2b3c4d",
    pools: {
      list: () => Promise.resolve([pool]),
      find: (id) =>
        Promise.resolve(id === pool.id ? ok(pool) : err(fault("not-found", { what: "pool", id }))),
    },
    held: createHeld(store),
    told: new Map(),
    levels: new Map(),
    wake: () => undefined,
  });
  let context = make();
  return {
    store,
    pool: pool.id,
    now: () => now,
    advanceTo: (at) => {
      now = Math.max(now, at);
    },
    context: () => context,
    restart: () => {
      context = make();
    },
    async setHost(host, state) {
      const changed = pool.resources.hosts.map((one) =>
        one.id === host ? { ...one, state } : one,
      );
      pool = { ...pool, resources: { ...pool.resources, hosts: changed } };
      await put();
    },
    async setResources(changed) {
      pool = { ...pool, resources: { ...pool.resources, ...changed } };
      await put();
    },
    async setConditions(conditions) {
      pool = { ...pool, conditions };
      await put();
    },
    async close() {
      if (options.store === undefined) await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** So many virtual machines on a network of their own. */
export function machines(count: number, machineType = "vm-medium"): Design {
  const names = Array.from({ length: count }, (_, index) => `m${index + 1}`);
  const machine = { kind: "machine", machineType, operatingSystem: "debian-13" };
  return sketch(
    `${count} machines`,
    {
      lan: { kind: "subnet", cidr: "10.1.0.0/16" },
      ...Object.fromEntries(names.map((name) => [name, machine])),
    },
    names.map((name) => `${name}:nic lan:net`),
  );
}

/** Machines each of which takes all cores of a host. */
export function wholeHosts(count: number): Design {
  return machines(count, "vm-xlarge");
}
