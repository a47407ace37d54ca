import { z } from "zod";
import { poolSchema } from "../../shared/pool/pool.ts";
import { poolTimelineSchema } from "../../shared/pool/timeline.ts";
import { termsSchema } from "../../shared/pricing/terms.ts";
import { environmentSchema, environmentSummarySchema } from "../../shared/protocol/environment.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { lastHeard, useLive, type Live } from "./state.ts";

const KEY = "live";
const WRITE_AFTER = 2000;

const cacheSchema = z.object({
  pools: z.array(poolSchema),
  timelines: z.record(z.string(), poolTimelineSchema).default({}),
  summaries: z.record(z.string(), environmentSummarySchema),
  views: z.record(z.string(), environmentSchema),
  terms: z.record(z.string(), termsSchema),
  heardAt: z.number().nullable().default(null),
});

/**
 * Keeps what the daemon last said, so that "does it fit?" and charges can be looked at without it; shown
 * greyed until the daemon answers. Returns how to stop.
 */
export function keepCache(shelf: Shelf = browserShelf()): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  void restore(shelf);
  const unsubscribe = useLive.subscribe((live, before) => {
    if (!changed(live, before) || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void store(shelf);
    }, WRITE_AFTER);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

function changed(live: Live, before: Live): boolean {
  return (
    live.pools !== before.pools ||
    live.timelines !== before.timelines ||
    live.summaries !== before.summaries ||
    live.views !== before.views ||
    live.terms !== before.terms
  );
}

async function store(shelf: Shelf): Promise<void> {
  const live = useLive.getState();
  const { pools, timelines, summaries, views, terms } = live;
  // A full or forbidden store only costs the offline view; the page itself goes on.
  await shelf
    .put([[KEY, { pools, timelines, summaries, views, terms, heardAt: lastHeard(live) }]])
    .catch(() => undefined);
}

/** Only into an empty state: whatever the daemon said meanwhile is newer. */
async function restore(shelf: Shelf): Promise<void> {
  const read = cacheSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  const { pools, summaries } = useLive.getState();
  if (!read.success || pools.length > 0 || Object.keys(summaries).length > 0) return;
  useLive.setState(read.data);
  // It may have been told before this was read that there is no daemon.
  const { connection } = useLive.getState();
  if (connection.status === "offline" && connection.since === null)
    useLive.setState({ connection: { ...connection, since: read.data.heardAt } });
}
