import { setImmediate } from "node:timers/promises";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import type { BatchResult } from "./batch.ts";
import type { Call, Outcome } from "./calls.ts";

/** More than this in one transaction makes the first wait long without saving flushes worth the name. */
const LARGEST_BATCH = 256;

interface Waiting {
  readonly call: Call;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

interface Aside {
  readonly run: () => Promise<void>;
  readonly reject: (reason: unknown) => void;
}

/** What the daemon says, and stops for, when the database failed. */
export function storeFailed(error: unknown): FaultError {
  if (error instanceof FaultError) return error;
  return new FaultError(fault("store-failed", { detail: detailOf(error) }));
}

/** A connection refused on every address of a host has a code but no message. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ("code" in error ? String(error.code) : error.name);
}

/**
 * Gathers the calls that come while a batch is being written into the next one. After the first failure of a
 * whole batch nothing is accepted any more: what is on the disk is then unknown until the store is reopened.
 */
export class GroupCommit {
  readonly #run: (calls: readonly Call[]) => Promise<BatchResult>;
  readonly #onSequence: (sequence: number) => void;
  #waiting: Waiting[] = [];
  #asides: Aside[] = [];
  #draining: Promise<void> | null = null;
  #failure: FaultError | null = null;

  constructor(
    run: (calls: readonly Call[]) => Promise<BatchResult>,
    onSequence: (sequence: number) => void,
  ) {
    this.#run = run;
    this.#onSequence = onSequence;
  }

  submit(call: Call): Promise<Outcome> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    this.#waiting.push({ call, resolve, reject });
    this.#draining ??= this.#drain();
    return promise;
  }

  /**
   * Asks the database something aside from the calls, between two batches: nothing else runs on their connection
   * meanwhile, and a batch that fails does not take it along. Rejects as the store does when it fails.
   */
  aside<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#asides.push({ run: async () => resolve(await ask()), reject });
    this.#draining ??= this.#drain();
    return promise;
  }

  /** Refuses everything from now on. */
  fail(error: unknown): void {
    this.#failure ??= storeFailed(error);
    for (const { reject } of [...this.#asides.splice(0), ...this.#waiting.splice(0)])
      reject(this.#failure);
  }

  throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Resolves when everything that was submitted is answered. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#asides.length > 0 || this.#waiting.length > 0) {
      // Lets in what has already arrived.
      await setImmediate();
      for (const aside of this.#asides.splice(0)) await this.#runAside(aside);
      const batch = this.#waiting.splice(0, LARGEST_BATCH);
      if (batch.length > 0) await this.#answer(batch);
    }
    this.#draining = null;
  }

  async #runAside({ run, reject }: Aside): Promise<void> {
    try {
      this.throwIfFailed();
      await run();
    } catch (error) {
      this.fail(error);
      reject(this.#failure);
    }
  }

  async #answer(batch: readonly Waiting[]): Promise<void> {
    try {
      const { outcomes, sequence } = await this.#run(batch.map(({ call }) => call));
      for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome);
      if (sequence !== null) this.#onSequence(sequence);
    } catch (error) {
      this.fail(error);
      for (const { reject } of batch) reject(this.#failure);
    }
  }
}
