import type { HeldOf } from "../../../shared/pool/held-of.ts";
import type { Affected, AffectedPage, Holder, HolderPage } from "../../../shared/pool/outlook.ts";
import { fromInstant } from "../../../shared/base/clock.ts";
import type { Asker } from "../reservations/shown.ts";
import type { PoolRecord } from "../store/store.ts";
import {
  hitsOf,
  named,
  strangersOf,
  WAITING,
  type Hit,
  type HoldersContext,
  type Time,
} from "./holders.ts";

interface Asked extends Time {
  readonly from: number;
  readonly count: number;
}

/** Some of those who hold something of any of these, and how many they are; of the others nothing more is read. */
export async function affectedPage(
  context: HoldersContext,
  pool: PoolRecord,
  { of, ...asked }: Asked & { readonly of: readonly HeldOf[] },
): Promise<AffectedPage> {
  const hits = await hitsOf(context, pool, of, asked);
  const rows = await rowsOf(context, hits.map(placed), asked);
  return { total: hits.length, running: await countRunning(context, pool, hits), rows };
}

/** The same, as far as an asker may know. */
export async function holdersPage(
  context: HoldersContext,
  pool: PoolRecord,
  { of, ...asked }: Asked & { readonly of: readonly HeldOf[] },
  asker: Asker,
): Promise<HolderPage> {
  const hits = await hitsOf(context, pool, of, asked);
  const isOwn = asker.seesAll ? () => true : await ownOf(context, hits, asker);
  const own = hits.filter(isOwn);
  const strangers = strangersOf(hits.filter((hit) => !isOwn(hit)));
  const told = strangers.map((holder) => ({ at: fromInstant(holder.window.start), holder }));
  const rows = await rowsOf(context, [...told, ...own.map(placed)], asked);
  return {
    total: own.length + strangers.length,
    known: own.length,
    running: await countRunning(context, pool, own),
    others: strangers.length > 0,
    rows,
  };
}

/** Which of them are of an asker's own tenant. */
async function ownOf(
  { store }: HoldersContext,
  hits: readonly Hit[],
  { tenant }: Asker,
): Promise<(hit: Hit) => boolean> {
  const ids = hits.map(({ id }) => id);
  const reservations = await store.reservations({ tenant, ids });
  const open = await store.openEnvironments();
  const environments = open.filter((one) => one.tenant === tenant);
  const own = new Set([...reservations, ...environments].map(({ id }) => id));
  return ({ id }) => own.has(id);
}

/** How many of them are there already. */
async function countRunning(
  { store }: HoldersContext,
  pool: PoolRecord,
  hits: readonly Hit[],
): Promise<number> {
  if (hits.length === 0) return 0;
  const begun = await store.reservations({ pool: pool.id, states: ["running"] });
  const there = new Set(begun.filter(({ started }) => started).map(({ id }) => id));
  for (const { id, state } of await store.openEnvironments())
    if (!WAITING.has(state)) there.add(id);
  return hits.reduce((sum, { id }) => sum + (there.has(id) ? 1 : 0), 0);
}

/** One row to be: somebody whose name is still to be read, or a stranger, who has none. */
type Placed<Told> = { readonly at: number } & ({ readonly hit: Hit } | { readonly holder: Told });

function placed(hit: Hit): Placed<never> {
  return { at: hit.claim.start, hit };
}

/**
 * The soonest first, by name those who begin together. Only who begins together with the first or the last of a page is
 * read beside it.
 */
async function rowsOf<Told extends Holder = never>(
  context: HoldersContext,
  all: readonly Placed<Told>[],
  { from, count }: Pick<Asked, "from" | "count">,
): Promise<(Affected | Told)[]> {
  const sorted = all.toSorted((a, b) => a.at - b.at);
  const [first, last] = [sorted[from]?.at, sorted.slice(from, from + count).at(-1)?.at];
  if (first === undefined || last === undefined) return [];
  const begin = sorted.findIndex(({ at }) => at === first);
  const end = sorted.findLastIndex(({ at }) => at === last) + 1;
  const near = sorted.slice(begin, end);
  const known = await named(
    context,
    near.flatMap((one) => ("hit" in one ? [one.hit] : [])),
  );
  const strangers = near.flatMap((one) => ("holder" in one ? [one.holder] : []));
  const rows = [...strangers, ...known].toSorted(bySoonest);
  return rows.slice(from - begin, from - begin + count);
}

const NAMES = new Intl.Collator("en", { numeric: true });

/** Copies, which are there at the same time, in their order. */
function bySoonest(a: Holder, b: Holder): number {
  if (a.window.start !== b.window.start) return a.window.start < b.window.start ? -1 : 1;
  return NAMES.compare(a.name ?? "", b.name ?? "");
}
