import type { LabwrightEvent } from "../../../shared/protocol/event.ts";
import type { Store } from "../store/store.ts";

/** Events kept in memory for those who are up to date, which is nearly everybody. */
const KEPT = 5000;
const READ = 1000;

/** The newest events of one tenant, read from the store once for all its subscribers. */
export interface Tail {
  /** The tenant's events after a sequence that the store has by `upTo`, at most `limit`, oldest first. */
  after(sequence: number, upTo: number, limit: number): Promise<readonly LabwrightEvent[]>;
}

export function createTail(store: Store, tenant: string, from: number): Tail {
  /** All events after `start` up to `end` are in `events`. */
  const kept = { start: from, end: from, events: [] as LabwrightEvent[] };
  let reading: Promise<void> | null = null;

  const read = async (upTo: number): Promise<void> => {
    const found = await store.eventsAfter(tenant, kept.end, READ);
    kept.events.push(...found);
    const newest = found.at(-1)?.sequence ?? kept.end;
    kept.end = found.length < READ ? Math.max(newest, upTo) : newest;
    if (kept.events.length <= KEPT) return;
    kept.events = kept.events.slice(-KEPT);
    kept.start = (kept.events[0]?.sequence ?? 1) - 1;
  };
  const readUpTo = async (upTo: number): Promise<void> => {
    while (kept.end < upTo) {
      reading ??= read(upTo).finally(() => (reading = null));
      await reading;
    }
  };
  return {
    async after(sequence, upTo, limit) {
      await readUpTo(upTo);
      if (sequence < kept.start) return store.eventsAfter(tenant, sequence, limit);
      const index = kept.events.findLastIndex((event) => event.sequence <= sequence) + 1;
      return kept.events.slice(index, index + limit);
    },
  };
}
