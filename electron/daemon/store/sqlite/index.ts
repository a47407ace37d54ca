import { Worker } from "node:worker_threads";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import type { Call, Outcome } from "../calls.ts";
import { verbs } from "../facade.ts";
import { storeFailed } from "../group-commit.ts";
import type { Store } from "../store.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { nodeSqlite } from "./node-sqlite.ts";
import { workerLocation } from "./worker-location.ts";

/** Opens the embedded store in a directory, which is made when it is not there, and locks it. */
export async function openSqlite(directory: string): Promise<Result<Store>> {
  if (nodeSqlite() === undefined) return err(fault("sqlite-missing"));
  const thread = new Thread(directory);
  const opened = await thread.opened;
  return opened.ok ? ok(thread.store()) : opened;
}

interface Pending {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** The daemon's side of the worker. */
class Thread {
  readonly opened: Promise<Result<void>>;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #open = Promise.withResolvers<Result<void>>();
  readonly #closed = Promise.withResolvers<void>();
  #failure: FaultError | null = null;
  #listener: (sequence: number) => void = () => undefined;
  #lastId = 0;

  constructor(directory: string) {
    this.opened = this.#open.promise;
    // Flags of the parent (a test runner's loaders) are not the worker's.
    this.#worker = new Worker(workerLocation(), { workerData: { directory }, execArgv: [] });
    this.#worker.on("message", (message: FromWorker) => this.#receive(message));
    this.#worker.on("error", (error) => this.#fail(storeFailed(error)));
    this.#worker.on("exit", () => this.#fail(storeFailed(new Error("the store is closed"))));
  }

  store(): Store {
    return {
      ...verbs((call) => this.#send(call)),
      onEvents: (listener) => {
        this.#listener = listener;
      },
      acquireLeadership: () => Promise.resolve(true),
      close: () => this.#close(),
    };
  }

  #send(call: Call): Promise<Outcome> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    const id = ++this.#lastId;
    this.#post({ type: "call", id, call });
    this.#pending.set(id, { resolve, reject });
    return promise;
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case "opened":
        return this.#open.resolve(ok(undefined));
      case "refused":
        return this.#open.resolve(err(message.fault));
      case "outcome":
        this.#pending.get(message.id)?.resolve(message.outcome);
        this.#pending.delete(message.id);
        return;
      case "failed":
        return this.#fail(new FaultError(message.fault));
      case "sequence":
        return this.#listener(message.sequence);
      case "closed":
        return this.#closed.resolve();
    }
  }

  /** Nothing is believed any more: every call that waits, and every later one, is refused. */
  #fail(failure: FaultError): void {
    this.#failure ??= failure;
    this.#open.resolve(err(this.#failure.fault));
    for (const { reject } of this.#pending.values()) reject(this.#failure);
    this.#pending.clear();
    this.#closed.resolve();
  }

  async #close(): Promise<void> {
    if (this.#failure === null) this.#post({ type: "close" });
    await this.#closed.promise;
    await this.#worker.terminate();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
