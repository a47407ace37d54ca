import { join } from "node:path";
import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { mergeResources } from "../../../shared/pool/merge.ts";
import { hostChanges, type HostChange } from "../../../shared/pool/host-changes.ts";
import type { PoolChangeBody, ThingChange } from "../../../shared/pool/change.ts";
import type { Connection, SimulatedFaults } from "../../../shared/protocol/connection.ts";
import type { Driver, DriverContext } from "../drivers/driver.ts";
import type { Log } from "../log.ts";
import type { PoolRecord, Store } from "../store/store.ts";
import { capacitiesAt } from "./pool-view.ts";

/** The labs this daemon knows, each with its driver. */
export interface Pools {
  list(): Promise<readonly PoolRecord[]>;
  find(id: string): Promise<Result<PoolRecord>>;
  driver(id: string): Promise<Result<Driver>>;
  add(name: string, connection: Connection): Promise<Result<PoolRecord>>;
  /** Asks the lab anew what it has. A lab that does not answer keeps what was known of it and goes offline. */
  refresh(id: string): Promise<Result<PoolRecord>>;
  remove(id: string): Promise<Result<void>>;
  /** Keeps what lab admins wrote down or took out of use, and looks at the lab with it anew. */
  keep(id: string, change: Kept): Promise<Result<PoolRecord>>;
  setFaults(id: string, faults: SimulatedFaults): Promise<Result<void>>;
  close(): Promise<void>;
}

type Kept = Partial<Pick<PoolRecord, "written" | "conditions">>;

export interface PoolsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly dataDirectory: string;
  readonly openDriver: (connection: Connection, context: DriverContext) => Driver;
}

/** A lab that takes longer to say what it has counts as away. */
const DISCOVERY_TIMEOUT = 30_000;

/** Of many hosts the first are told. */
const MOST_TOLD = 100;
/** Who did what nobody did. */
const ITSELF = "the lab itself";

/** As lines of the same sort as what people change. */
function hostHistory(
  { resources }: PoolRecord,
  all: readonly HostChange[],
  told: readonly HostChange[],
): PoolChangeBody {
  const states = new Map(resources.hosts.map(({ id, state }) => [id, state]));
  const things = told.map(({ host, change }): ThingChange => {
    const common = { sort: "host", id: host } as const;
    if (change === "appeared") return { ...common, change: "added", differences: [] };
    if (change === "vanished") return { ...common, change: "removed", differences: [] };
    const differences = [{ field: "state", before: states.get(host), after: STATES[change] }];
    return { ...common, change: "changed", differences };
  });
  return { type: "inventory", total: all.length, things };
}

const STATES = { failed: "down", drained: "drained", returned: "up" } as const;

export function createPools(options: PoolsOptions): Pools {
  const { store, clock, random, log } = options;
  const drivers = new Map<string, Driver>();
  const written = new Map<string, PoolRecord["written"]>();
  const open = (id: string, connection: Connection): Driver => {
    const directory = join(options.dataDirectory, "pools", id);
    return options.openDriver(connection, {
      pool: id,
      clock,
      random,
      directory,
      written: () => written.get(id) ?? null,
    });
  };
  const driverOf = ({ id, connection, ...record }: PoolRecord): Driver => {
    if (!written.has(id)) written.set(id, record.written);
    const known = drivers.get(id);
    if (known !== undefined) return known;
    const driver = open(id, connection);
    drivers.set(id, driver);
    return driver;
  };
  const find = async (id: string): Promise<Result<PoolRecord>> => {
    const record = (await store.listPools()).find((pool) => pool.id === id);
    return record === undefined ? err(fault("not-found", { what: "pool", id })) : ok(record);
  };
  const put = async (record: PoolRecord): Promise<void> =>
    store.putPool(record, capacitiesAt(record, clock.now()));
  const tell = async (pool: string, state: "online" | "offline" | "removed"): Promise<void> => {
    log.info({ pool, state }, "pool");
    const at = toInstant(clock.now());
    await store.appendEvent(null, null, at, { type: "pool", pool, state });
  };

  /** Hosts that came, went, failed or returned by themselves are told, and go into the pool's history. */
  const tellHosts = async (before: PoolRecord, { resources }: PoolRecord): Promise<void> => {
    const changes = hostChanges(before.resources, resources);
    if (changes.length === 0) return;
    const { id } = before;
    const at = toInstant(clock.now());
    const hosts = changes.slice(0, MOST_TOLD);
    await store.appendPoolChange(id, ITSELF, at, hostHistory(before, changes, hosts));
    const body = { type: "pool-hosts", pool: id, total: changes.length, hosts } as const;
    await store.appendEvent(null, null, at, body);
  };

  /** Every window that shows the lab has to know at once. */
  const tellKept = async (pool: string, { conditions, written }: Kept): Promise<void> => {
    const at = toInstant(clock.now());
    if (conditions !== undefined) {
      const all = [...conditions];
      await store.appendEvent(null, null, at, { type: "pool-conditions", pool, conditions: all });
    }
    if (written !== undefined)
      await store.appendEvent(null, null, at, { type: "pool-inventory", pool });
  };

  const refresh = async (
    known: PoolRecord,
    compared: "compared" | "written",
  ): Promise<Result<PoolRecord>> => {
    const discovered = await driverOf(known).discover(AbortSignal.timeout(DISCOVERY_TIMEOUT));
    const state = discovered.ok ? "online" : "offline";
    const record: PoolRecord = discovered.ok
      ? {
          ...known,
          state,
          resources: mergeResources(discovered.value, known.written),
          refreshedAt: toInstant(clock.now()),
        }
      : { ...known, state };
    await put(record);
    if (state !== known.state) await tell(known.id, state);
    // What somebody has just written down has its own line in the history.
    if (compared === "compared") await tellHosts(known, record);
    return discovered.ok ? ok(record) : discovered;
  };

  return {
    list: () => store.listPools(),
    find,
    async driver(id) {
      const known = drivers.get(id);
      if (known !== undefined) return ok(known);
      const record = await find(id);
      return record.ok ? ok(driverOf(record.value)) : record;
    },
    async add(name, connection) {
      if ((await store.listPools()).some((pool) => pool.name === name))
        return err(fault("already-exists", { what: "pool", id: name }));
      const id = `pool-${random.hex(6)}`;
      const driver = open(id, connection);
      const resources = await driver.discover(AbortSignal.timeout(DISCOVERY_TIMEOUT));
      if (!resources.ok) {
        await driver.close();
        return resources;
      }
      const refreshedAt = toInstant(clock.now());
      const record: PoolRecord = {
        id,
        name,
        connection,
        state: "online",
        resources: resources.value,
        refreshedAt,
        written: null,
        conditions: [],
      };
      await put(record);
      drivers.set(id, driver);
      await tell(id, "online");
      return ok(record);
    },
    async refresh(id) {
      const known = await find(id);
      return known.ok ? refresh(known.value, "compared") : known;
    },
    async keep(id, change) {
      const known = await find(id);
      if (!known.ok) return known;
      const record = { ...known.value, ...change };
      written.set(id, record.written);
      await put(record);
      const refreshed = await refresh(
        record,
        change.written === undefined ? "compared" : "written",
      );
      await tellKept(id, change);
      // A lab that does not answer is believed to have what it had; what was written counts when it is back.
      return refreshed.ok ? refreshed : find(id);
    },
    async remove(id) {
      const found = await find(id);
      if (!found.ok) return found;
      if (!(await store.removePool(id)))
        return err(fault("pool-in-use", { pool: found.value.name }));
      await drivers.get(id)?.close();
      drivers.delete(id);
      await tell(id, "removed");
      return ok(undefined);
    },
    async setFaults(id, faults) {
      const found = await find(id);
      if (!found.ok) return found;
      const driver = driverOf(found.value);
      if (driver.setFaults === undefined)
        return err(fault("not-supported", { pool: found.value.name, what: "faults" }));
      return driver.setFaults(faults);
    },
    async close() {
      await Promise.all([...drivers.values()].map((driver) => driver.close()));
    },
  };
}
