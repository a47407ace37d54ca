import { toInstant } from "../../../shared/base/clock.ts";
import {
  chargesNews,
  finalCharges,
  heardCharges,
  runningCharges,
  type Charges,
  type ChargesNews,
} from "../../../shared/pricing/charges.ts";
import type { EventFeed } from "../monitoring/event-feed.ts";
import { orAborted } from "../monitoring/or-aborted.ts";
import type { EnvironmentRecord } from "../store/store.ts";
import type { AccountContext } from "./account.ts";
import { ReadCharges } from "./read-charges.ts";

/** Nothing is told less often, so that whoever listens knows that it is true still. */
const LOOK = 15_000;
/** What happens within a moment is told together; a longer one where there is more to look through. */
const TOGETHER = 500;
const TOGETHER_PER_NODE = 0.2;

interface ChargeContext extends AccountContext {
  readonly feed: Pick<EventFeed, "next">;
}

/** Charges of environments as they come. */
export interface ChargeFeed {
  /** Until the signal aborts, or the environment is over. Throws where it has no price or is not there. */
  watch(
    environment: Pick<EnvironmentRecord, "id" | "tenant">,
    signal: AbortSignal,
  ): AsyncGenerator<ChargesNews, void, void>;
}

/**
 * All who watch one environment share what is kept open of it; where nobody does nothing is kept. Each is told what has
 * changed since it was told last, when it is ready to hear: nothing piles up for a slow one.
 */
export function createChargeFeed(context: ChargeContext): ChargeFeed {
  const watched = new Map<string, WatchedCharges>();
  const join = (whose: Pick<EnvironmentRecord, "id" | "tenant">): WatchedCharges => {
    const key = JSON.stringify([whose.tenant, whose.id]);
    let own = watched.get(key);
    if (own === undefined || own.isOver) {
      const made = new WatchedCharges(context, whose, () => {
        if (watched.get(key) === made) watched.delete(key);
      });
      watched.set(key, (own = made));
    }
    own.join();
    return own;
  };
  return {
    async *watch(whose, signal) {
      const own = join(whose);
      try {
        let told: Charges | undefined;
        for (let heard: Charges | undefined; !signal.aborted;) {
          const { next, latest } = own;
          if (latest === undefined || latest === heard) {
            await orAborted(next, signal);
            continue;
          }
          heard = latest;
          const news = chargesNews(told ?? null, latest);
          told = heardCharges(told, news);
          yield news;
          if (latest.isFinal) return;
        }
      } finally {
        own.leave();
      }
    },
  };
}

/** One environment's charges while anybody watches. */
class WatchedCharges {
  readonly #context: ChargeContext;
  readonly #onEmpty: () => void;
  readonly #stop = new AbortController();
  #watching = 0;
  #latest: Charges | undefined;
  #failure: unknown;
  #news = Promise.withResolvers<void>();
  isOver = false;

  constructor(
    context: ChargeContext,
    whose: Pick<EnvironmentRecord, "id" | "tenant">,
    onEmpty: () => void,
  ) {
    this.#context = context;
    this.#onEmpty = onEmpty;
    void this.#run(whose).catch((error: unknown) => {
      this.#failure = error;
      this.#end();
    });
  }

  join(): void {
    this.#watching += 1;
  }

  leave(): void {
    this.#watching -= 1;
    if (this.#watching > 0) return;
    this.#stop.abort();
    this.#onEmpty();
  }

  /** Resolves when there is something else to tell. */
  get next(): Promise<void> {
    return this.#news.promise;
  }

  get latest(): Charges | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#latest;
  }

  #end(): void {
    this.isOver = true;
    this.#news.resolve();
  }

  #tell(charges: Charges): void {
    this.#latest = charges;
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async #run(whose: Pick<EnvironmentRecord, "id" | "tenant">): Promise<void> {
    const { clock } = this.#context;
    while (!this.#stop.signal.aborted) {
      const read = await ReadCharges.of(this.#context, whose);
      const { statement } = read.record;
      if (statement !== null) {
        this.#tell(finalCharges(statement, toInstant(clock.now())));
        this.isOver = true;
        return;
      }
      await this.#follow(read);
    }
  }

  /** Until it has to be read anew. */
  async #follow(read: ReadCharges): Promise<void> {
    const { clock, feed } = this.#context;
    const { signal } = this.#stop;
    const { book } = read.terms;
    for (let due = 0; !signal.aborted;) {
      const news = feed.next();
      const caught = await read.catchUp();
      if (caught === "anew") return;
      const now = clock.now();
      if (caught === "more" || now >= due) {
        this.#tell(runningCharges(read.statement, book, now));
        // A moment after prices change, so that the new ones have been at work.
        due = Math.min(now + LOOK, read.statement.nextEdge(now) + TOGETHER);
      }
      const early = new AbortController();
      const either = AbortSignal.any([early.signal, signal]);
      await Promise.race([news, clock.sleep(due - now, either).catch(() => undefined)]);
      early.abort();
      const nodes = Object.keys(this.#latest?.nodes ?? {}).length;
      await clock.sleep(TOGETHER + nodes * TOGETHER_PER_NODE, signal).catch(() => undefined);
    }
  }
}
