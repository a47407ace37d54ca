import { z } from "zod";
import { poolSchema } from "../../shared/pool/pool.ts";
import { poolTimelineSchema } from "../../shared/pool/timeline.ts";
import { knownChargesSchema } from "../../shared/pricing/charges.ts";
import { termsSchema } from "../../shared/pricing/terms.ts";
import { environmentSchema, environmentSummarySchema } from "../../shared/protocol/environment.ts";
import { roleSchema } from "../../shared/protocol/roles.ts";
import { idle } from "../store/after-paint.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { lastHeard, useLive, type Live } from "./state.ts";

const KEY = "live";
const WRITE_AFTER = 2000;

const cacheSchema = z.object({
  pools: z.array(poolSchema).default([]),
  timelines: z.record(z.string(), poolTimelineSchema).default({}),
  summaries: z.record(z.string(), environmentSummarySchema).default({}),
  views: z.record(z.string(), environmentSchema).default({}),
  terms: z.record(z.string(), termsSchema).default({}),
  charges: z.record(z.string(), knownChargesSchema).default({}),
  roles: z.array(roleSchema).nullable().default(null),
  heardAt: z.number().nullable().default(null),
});

/** What is kept, each under a name of its own: a lab of thousands is not written again for a charge. */
const PARTS = ["pools", "timelines", "summaries", "views", "terms", "charges", "roles"] as const;
type Kept = Pick<Live, (typeof PARTS)[number]>;

/**
 * Keeps what the daemon last said, so that "does it fit?" and charges can be looked at without it; shown
 * greyed until the daemon answers. Returns how to stop.
 */
export function keepCache(shelf: Shelf = browserShelf()): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: Partial<Kept> = {};
  void restore(shelf);
  const write = async (): Promise<void> => {
    await idle();
    timer = undefined;
    const live = useLive.getState();
    const news = PARTS.filter((part) => isNews(part, live, written));
    written = live;
    try {
      // To copy a large lab takes a frame: never two of them at once.
      for (const part of news) {
        await shelf.put([[nameOf(part), live[part]]]);
        await idle();
      }
      await shelf.put([[nameOf("heardAt"), lastHeard(live)]]);
    } catch {
      // A full or forbidden store only costs the offline view; the page itself goes on.
      written = {};
    }
  };
  const unsubscribe = useLive.subscribe((live, before) => {
    const isNew = PARTS.some((part) => live[part] !== before[part]);
    if (isNew) timer ??= setTimeout(() => void write(), WRITE_AFTER);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

function isNews(part: (typeof PARTS)[number], live: Kept, written: Partial<Kept>): boolean {
  if (live[part] === written[part]) return false;
  if (part !== "timelines" || written.timelines === undefined) return true;
  // They are learnt again twice a minute, and mostly nothing in them is new but when that was.
  const before = written.timelines;
  const pools = Object.entries(live.timelines);
  return (
    pools.length !== Object.keys(before).length ||
    pools.some(([pool, { held }]) => before[pool]?.held !== held)
  );
}

function nameOf(part: string): string {
  return `${KEY}/${part}`;
}

async function readParts(shelf: Shelf): Promise<unknown> {
  const names = [...PARTS, "heardAt"];
  const values = await Promise.all(names.map((name) => shelf.get(nameOf(name))));
  const parts = names.map((name, index) => [name, values[index]] as const);
  // Before they had names of their own, all was kept as one.
  if (values.every((value) => value === undefined)) return shelf.get(KEY);
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

/** Only into an empty state: whatever the daemon said meanwhile is newer. */
async function restore(shelf: Shelf): Promise<void> {
  const read = cacheSchema.safeParse(await readParts(shelf).catch(() => undefined));
  const { pools, summaries, roles } = useLive.getState();
  if (!read.success || pools.length > 0 || Object.keys(summaries).length > 0) return;
  // The daemon may have said it before this was read.
  useLive.setState({ ...read.data, roles: roles ?? read.data.roles });
  // It may have been told before this was read that there is no daemon.
  const { connection } = useLive.getState();
  if (connection.status === "offline" && connection.since === null)
    useLive.setState({ connection: { ...connection, since: read.data.heardAt } });
}
