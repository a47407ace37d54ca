import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import type { LabwrightEvent } from "../../../shared/protocol/event.ts";
import type { Store } from "../store/store.ts";
import { orAborted } from "./or-aborted.ts";
import { createTail, type Tail } from "./tail.ts";

/** Events read at once; a subscriber takes them one by one, as fast as its connection carries them. */
const BATCH = 200;

/** Every tenant's events, to any number of subscribers at their own pace. */
export interface EventFeed {
  latest(): number;
  /** Resolves when there are further ones, of whichever tenant. */
  next(): Promise<void>;
  /**
   * Events after a sequence, for ever, until the signal aborts. Nothing is kept for a subscriber but its
   * place; one too far behind, or from another database, gets one `resynchronise` and goes on from now.
   */
  subscribe(
    tenant: string,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<LabwrightEvent, void, void>;
}

interface FeedOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly eventsBehind: number;
}

export async function createEventFeed(options: FeedOptions): Promise<EventFeed> {
  const { store, clock, eventsBehind } = options;
  const tails = new Map<string, Tail>();
  let latest = await store.latestSequence();
  let news = Promise.withResolvers<void>();
  store.onEvents((sequence) => {
    latest = Math.max(latest, sequence);
    news.resolve();
    news = Promise.withResolvers<void>();
  });
  const tailOf = (tenant: string): Tail => {
    const known = tails.get(tenant);
    if (known !== undefined) return known;
    const tail = createTail(store, tenant, latest);
    tails.set(tenant, tail);
    return tail;
  };
  return {
    latest: () => latest,
    next: () => news.promise,
    async *subscribe(tenant, after, signal) {
      const tail = tailOf(tenant);
      let place = after;
      while (!signal.aborted) {
        const upTo = latest;
        const { promise: more } = news;
        if (place > upTo || upTo - place > eventsBehind) {
          place = upTo;
          yield { sequence: upTo, at: toInstant(clock.now()), body: { type: "resynchronise" } };
          continue;
        }
        const events = await tail.after(place, upTo, BATCH);
        for (const event of events) {
          if (signal.aborted) return;
          yield event;
          place = event.sequence;
        }
        if (events.length < BATCH) {
          place = Math.max(place, upTo);
          if (latest === upTo) await orAborted(more, signal);
        }
      }
    },
  };
}
