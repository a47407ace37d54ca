import type { Kysely } from "kysely";
import type pg from "pg";
import { ok, err, type Result } from "../../../../shared/base/result.ts";
import { runBatch, runRead, type BatchResult, type Engine } from "../batch.ts";
import type { Call, Outcome } from "../calls.ts";
import { verbs } from "../facade.ts";
import { GroupCommit, storeFailed } from "../group-commit.ts";
import { OPERATIONS } from "../operations/index.ts";
import type { Tables } from "../schema/tables.ts";
import type { Store } from "../store.ts";
import { connect, kyselyOverPool } from "./connect.ts";
import { EVENTS_CHANNEL, isFatal, isRetried, postgresEngine } from "./engine.ts";
import { tryLockForSession } from "./locks.ts";
import { migrate } from "./schema.ts";

const ATTEMPTS = 5;

/** Opens the store in a PostgreSQL database, which several daemons may share. */
export async function openPostgres(url: string): Promise<Result<Store>> {
  const server = new Server(url);
  try {
    const opened = await server.open();
    if (!opened.ok) await server.close();
    return opened.ok ? ok(server.store()) : opened;
  } catch (error) {
    await server.close();
    return err(storeFailed(error).fault);
  }
}

/** One connection that writes, one that listens, a few that read. */
class Server {
  readonly #url: string;
  readonly #group = new GroupCommit(
    (calls) => this.#write(calls),
    // Told by the listening connection, in the same way as other daemons' events.
    () => undefined,
  );
  readonly #readers: Kysely<Tables>;
  #writer: pg.Client | null = null;
  #events: pg.Client | null = null;
  #engine: Engine | null = null;
  #leads = false;
  #leading: Promise<boolean> | null = null;
  readonly #reading = new Set<Promise<Outcome>>();
  #listener: (sequence: number) => void = () => undefined;

  constructor(url: string) {
    this.#url = url;
    this.#readers = kyselyOverPool(url, this.#fail);
  }

  async open(): Promise<Result<void>> {
    this.#writer = await connect(this.#url, this.#fail);
    const migrated = await migrate(this.#writer);
    if (!migrated.ok) return migrated;
    this.#engine = postgresEngine(this.#writer);
    this.#events = await connect(this.#url, this.#fail);
    this.#events.on("notification", ({ payload }) => this.#listener(Number(payload)));
    await this.#events.query(`LISTEN ${EVENTS_CHANNEL}`);
    return ok(undefined);
  }

  store(): Store {
    return {
      ...verbs((call) => this.#send(call)),
      onEvents: (listener) => {
        this.#listener = listener;
      },
      acquireLeadership: () => this.#lead(),
      close: () => this.close(),
    };
  }

  async close(): Promise<void> {
    await this.#group.idle();
    this.#group.fail(new Error("the store is closed"));
    // A pool that ends never answers who still waits for one of its connections.
    await Promise.allSettled(this.#reading);
    await Promise.all([this.#writer?.end(), this.#events?.end(), this.#readers.destroy()]);
  }

  /** A lost connection may hide whether its last commit was made: stop, and let the restart find out. */
  readonly #fail = (error: Error): void => this.#group.fail(error);

  #send(call: Call): Promise<Outcome> {
    if (OPERATIONS[call.name].writes) return this.#group.submit(call);
    const reading = this.#read(call);
    this.#reading.add(reading);
    const read = (): void => void this.#reading.delete(reading);
    reading.then(read, read);
    return reading;
  }

  /** All of a call's statements see the database at one moment. */
  async #read(call: Call): Promise<Outcome> {
    this.#group.throwIfFailed();
    try {
      if (OPERATIONS[call.name].single)
        return await runRead({ connection: this.#readers, isFatal }, call);
      return await this.#readers
        .transaction()
        .setIsolationLevel("repeatable read")
        .setAccessMode("read only")
        .execute((connection) => runRead({ connection, isFatal }, call));
    } catch (error) {
      this.#group.fail(error);
      throw storeFailed(error);
    }
  }

  async #write(calls: readonly Call[]): Promise<BatchResult> {
    if (this.#engine === null) throw new Error("the store is not open");
    for (let attempt = 1; ; attempt++) {
      try {
        return await runBatch(this.#engine, calls);
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetried(error)) throw error;
      }
    }
  }

  /** Once for all that ask meanwhile: the parts of a daemon ask at about the same time, and before every round. */
  #lead(): Promise<boolean> {
    this.#leading ??= this.#group
      .aside(() => this.#tryToLead())
      .finally(() => {
        this.#leading = null;
      });
    return this.#leading;
  }

  async #tryToLead(): Promise<boolean> {
    if (this.#leads || this.#writer === null) return this.#leads;
    const { rows } = await this.#writer.query<{ held: boolean }>(tryLockForSession("leader"));
    this.#leads = rows[0]?.held === true;
    return this.#leads;
  }
}
