import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { withDownSince } from "../../../shared/pool/down-since.ts";
import { believedOf, mergeResources } from "../../../shared/pool/merge.ts";
import type { PoolChangeBody } from "../../../shared/pool/change.ts";
import type { PoolResources } from "../../../shared/pool/pool.ts";
import type {
  ChangedConnection,
  Connection,
  SimulatedFaults,
} from "../../../shared/protocol/connection.ts";
import type { Driver, DriverContext } from "../drivers/driver.ts";
import type { Log } from "../log.ts";
import type { PoolHistory, PoolRecord, Store } from "../store/store.ts";
import { changedConnection, connectionHistory, otherServer, placeOf } from "./connection-change.ts";
import { createOpenedDrivers } from "./opened-drivers.ts";
import { createPoolNews } from "./pool-news.ts";
import { createPoolRecords } from "./pool-records.ts";
import { capacitiesAt } from "./pool-view.ts";

/** The labs this daemon knows, each with its driver. */
export interface Pools {
  list(): Promise<readonly PoolRecord[]>;
  find(id: string): Promise<Result<PoolRecord>>;
  driver(id: string): Promise<Result<Driver>>;
  add(name: string, connection: Connection): Promise<Result<PoolRecord>>;
  /** Asks the lab anew what it has. A lab that does not answer keeps what was known of it and goes offline. */
  refresh(id: string, signal?: AbortSignal): Promise<Result<PoolRecord>>;
  /** Somebody found the lab away: looks at it soon, once, however many say so. */
  doubt(id: string): void;
  /** Those that did not answer when they were last asked. */
  away(): readonly string[];
  /** Another name or way to the server; what it was before goes into the history. */
  change(id: string, change: PoolChangeRequest): Promise<Result<ConnectionChange>>;
  remove(id: string): Promise<Result<void>>;
  /** Keeps what lab admins wrote down or took out of use, and looks at the lab with it anew. */
  keep(
    id: string,
    change: Kept | ((known: PoolRecord) => Kept | Promise<Kept>),
  ): Promise<Result<PoolRecord>>;
  faults(id: string): Promise<Result<SimulatedFaults>>;
  setFaults(id: string, faults: SimulatedFaults): Promise<Result<void>>;
  close(): Promise<void>;
}

export interface PoolChangeRequest {
  readonly name?: string;
  readonly connection?: ChangedConnection;
  /** By another server: what ran on the one before is made anew. */
  readonly replaced: boolean;
}

export interface ConnectionChange {
  readonly pool: PoolRecord;
  /** Null: all of it was so already. */
  readonly change: PoolChangeBody | null;
}

type Kept = Partial<Pick<PoolRecord, "written" | "conditions">> & {
  /** What stands of it in the pool's history. */
  readonly history?: PoolHistory;
};

export interface PoolsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly dataDirectory: string;
  /** See DriverContext. */
  readonly operationMinutes?: number;
  readonly openDriver: (connection: Connection, context: DriverContext) => Driver;
}

interface Connected {
  readonly connection: Connection;
  readonly driver: Driver;
  readonly resources: PoolResources;
}

/** A lab that takes longer to say what it has counts as away. */
const DISCOVERY_TIMEOUT = 30_000;

export function createPools(options: PoolsOptions): Pools {
  const { store, clock, random, log } = options;
  const drivers = createOpenedDrivers(options);
  const news = createPoolNews(options);
  const find = createPoolRecords(store);
  const turns = new Map<string, Promise<unknown>>();
  const doubted = new Set<string>();
  const away = new Set<string>();
  /** Those of which somebody wrote something down that no look has taken over yet. */
  const unseen = new Set<string>();

  /** A pool is read, changed and stored by one at a time, or the later would undo what the earlier did. */
  const inTurn = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(id) ?? Promise.resolve()).catch(() => undefined).then(work);
    turns.set(id, turn);
    try {
      return await turn;
    } finally {
      if (turns.get(id) === turn) turns.delete(id);
    }
  };
  /** False where another daemon's people have changed it since it was read. */
  const put = async (
    record: PoolRecord,
    read?: PoolRecord,
    history?: PoolHistory,
  ): Promise<boolean> => {
    const capacities = capacitiesAt(record, clock.now());
    if (!(await store.putPool(record, capacities, read, history))) return false;
    if (record.state === "offline") away.add(record.id);
    else away.delete(record.id);
    return true;
  };
  /** How a lab stands that has just said what it has. */
  const seen = (discovered: PoolResources, { resources, written }: PoolRecord) => {
    const refreshedAt = toInstant(clock.now());
    const merged = withDownSince(mergeResources(discovered, written), resources, refreshedAt);
    return { state: "online", away: null, resources: merged, refreshedAt } as const;
  };
  /** What a lab said of itself, or why it said nothing, taken over into what is known of it by now. */
  const takeOver = async (
    asked: PoolRecord,
    discovered: Result<PoolResources>,
    compared: "compared" | "written",
  ): Promise<Result<PoolRecord>> => {
    const found = await find(asked.id);
    if (!found.ok) return found;
    const known = found.value;
    // Somebody gave it another server while the one before was asked: its answer says nothing any more.
    if (!isSame(known.connection, asked.connection)) return found;
    const record: PoolRecord = discovered.ok
      ? { ...known, ...seen(discovered.value, known) }
      : { ...known, state: "offline", away: discovered.error, resources: believedOf(known) };
    if (!(await put(record, known))) return takeOver(asked, discovered, compared);
    await news.sight(known, record);
    // What somebody has just written down has its own line in the history, whichever look finds it first.
    if (compared === "compared" && !unseen.has(known.id)) await news.hosts(known, record);
    return discovered.ok ? ok(record) : discovered;
  };

  const refresh = async (
    id: string,
    compared: "compared" | "written",
    signal?: AbortSignal,
  ): Promise<Result<PoolRecord>> => {
    const asked = await find(id);
    if (!asked.ok) return asked;
    const patience = AbortSignal.timeout(DISCOVERY_TIMEOUT);
    const discovered = await drivers
      .of(asked.value)
      .discover(signal === undefined ? patience : AbortSignal.any([patience, signal]));
    // Whoever stops listening learns nothing about the lab.
    if (signal?.aborted === true) return asked;
    return inTurn(id, () => takeOver(asked.value, discovered, compared));
  };

  /** The server that a lab admin gave, once it has answered and is the one it should be; null: it is the same. */
  const connectTo = async (
    known: PoolRecord,
    { connection: wanted, replaced }: PoolChangeRequest,
  ): Promise<Result<Connected | null>> => {
    const made = wanted === undefined ? ok(known.connection) : changedConnection(known, wanted);
    if (!made.ok || isSame(made.value, known.connection)) return made.ok ? ok(null) : made;
    const driver = drivers.tried(known.id, made.value);
    const discovered = await driver.discover(AbortSignal.timeout(DISCOVERY_TIMEOUT));
    const refused = discovered.ok
      ? replaced
        ? null
        : await otherServer(store, known, driver, placeOf(made.value))
      : discovered.error;
    if (discovered.ok && refused === null)
      return ok({ connection: made.value, driver, resources: discovered.value });
    await driver.close();
    return refused === null ? ok(null) : err(refused);
  };

  const change = async (
    id: string,
    request: PoolChangeRequest,
  ): Promise<Result<ConnectionChange>> => {
    const all = await store.listPools();
    const known = all.find((pool) => pool.id === id);
    if (known === undefined) return err(fault("not-found", { what: "pool", id }));
    const { name = known.name } = request;
    if (all.some((pool) => pool.id !== id && pool.name === name))
      return err(fault("already-exists", { what: "pool", id: name }));
    const connected = await connectTo(known, request);
    if (!connected.ok) return connected;
    const record: PoolRecord = { ...known, ...seenBy(connected.value, known), name };
    const body = connectionHistory(known, record, request.replaced);
    if (body === null) return ok({ pool: known, change: null });
    if (!(await put(record, known))) {
      await connected.value?.driver.close();
      return change(id, request);
    }
    if (connected.value !== null) await drivers.keep(id, record.connection, connected.value.driver);
    if (record.state === known.state) await news.state(id, record.state, record.away);
    else await news.sight(known, record);
    await news.hosts(known, record);
    return ok({ pool: record, change: body });
  };
  const seenBy = (connected: Connected | null, known: PoolRecord): Partial<PoolRecord> =>
    connected === null
      ? {}
      : {
          connection: connected.connection,
          ...seen(connected.resources, known),
        };

  return {
    list: () => store.listPools(),
    find,
    away: () => [...away],
    async driver(id) {
      const known = drivers.known(id);
      if (known !== undefined) return ok(known);
      const record = await find(id);
      return record.ok ? ok(drivers.of(record.value)) : record;
    },
    async add(name, connection) {
      if ((await store.listPools()).some((pool) => pool.name === name))
        return err(fault("already-exists", { what: "pool", id: name }));
      const id = `pool-${random.hex(6)}`;
      const driver = drivers.tried(id, connection);
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
        away: null,
        resources: resources.value,
        refreshedAt,
        written: null,
        conditions: [],
      };
      await put(record);
      await drivers.keep(id, connection, driver);
      await news.state(id, "online");
      return ok(record);
    },
    refresh: (id, signal) => refresh(id, "compared", signal),
    doubt(id) {
      if (doubted.has(id) || away.has(id)) return;
      doubted.add(id);
      refresh(id, "compared")
        .catch((error: unknown) => log.error({ error, pool: id }, "pool"))
        .finally(() => doubted.delete(id));
    },
    change: (id, request) => inTurn(id, () => change(id, request)),
    // Whoever writes next sees what the one before wrote as the lab then is.
    keep: (id, wanted) =>
      inTurn(`keep ${id}`, async () => {
        const write = async (): Promise<Result<Kept>> => {
          const known = await find(id);
          if (!known.ok) return known;
          const { history, ...kept } =
            typeof wanted === "function" ? await wanted(known.value) : wanted;
          const record = { ...known.value, ...kept };
          if (!(await put(record, known.value, history))) return write();
          drivers.setWritten(id, record.written);
          if (kept.written !== undefined) unseen.add(id);
          return ok(kept);
        };
        const kept = await inTurn(id, write);
        if (!kept.ok) return kept;
        const isWritten = kept.value.written !== undefined;
        const look = refresh(id, isWritten ? "written" : "compared");
        const refreshed = await look.finally(() => unseen.delete(id));
        await news.kept(id, kept.value);
        // A lab that does not answer is believed to have what was written; what counts is told when it is back.
        return refreshed.ok ? refreshed : find(id);
      }),
    remove: (id) =>
      inTurn(id, async () => {
        const found = await find(id);
        if (!found.ok) return found;
        if (!(await store.removePool(id)))
          return err(fault("pool-in-use", { pool: found.value.name }));
        await drivers.close(id);
        away.delete(id);
        await news.state(id, "removed");
        return ok(undefined);
      }),
    async faults(id) {
      const found = await find(id);
      if (!found.ok) return found;
      const faults = drivers.of(found.value).faults?.();
      return faults === undefined ? noFaults(found.value) : ok(faults);
    },
    async setFaults(id, faults) {
      const found = await find(id);
      if (!found.ok) return found;
      const driver = drivers.of(found.value);
      return driver.setFaults === undefined ? noFaults(found.value) : driver.setFaults(faults);
    },
    close: () => drivers.closeAll(),
  };
}

/** A real lab has its faults by itself. */
function noFaults({ name }: PoolRecord): Result<never> {
  return err(fault("not-supported", { pool: name, what: "faults" }));
}

function isSame(one: Connection, other: Connection): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
