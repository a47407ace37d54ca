import { toInstant } from "../../../shared/base/clock.ts";
import { capacityIn } from "../../../shared/pool/capacity-in.ts";
import type { Claim, Pool, ResourceId } from "../../../shared/pool/pool.ts";
import type { Conflict } from "../../../shared/protocol/reservation.ts";
import type { ClaimIndex, Time } from "../../../shared/reservations/claim-index.ts";
import { withoutCopy } from "../../../shared/reservations/shared-name.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { KnownHolder } from "./known-holders.ts";
import { maySee, melted, type Asker } from "./shown.ts";

const MOST_SHORTAGES = 5;
const MOST_HOLDERS = 5;

/** A pool as it is in a time, and what is held of it then. */
export interface Holdings {
  readonly index: ClaimIndex;
  readonly pool: Pool;
  readonly now: number;
  readonly hold: Window;
}

/** Things that would do as well as each other, with what they are called together. */
export interface Contested {
  readonly resource: string;
  /** Each by its resources. */
  readonly things: readonly (readonly ResourceId[])[];
  /** They are counted, and not what there is of them. */
  readonly whole?: boolean;
}

/** Something of which too little is free, and who has how much of it, by id. */
export interface Shortage {
  readonly resource: string;
  readonly of: number;
  readonly capacity: number;
  readonly held: number;
  readonly holders: readonly (readonly [string, Window])[];
}

/** How much of each is held all in all, and by whom: who has most of it first. */
export function shortagesIn(
  holdings: Holdings,
  contested: readonly Contested[],
): readonly Shortage[] {
  const { index, pool, now, hold } = holdings;
  const capacityOf = capacityIn(pool);
  const time = { from: Date.parse(hold.start), to: Date.parse(hold.end) };
  return contested.map(({ resource, things, whole = false }) => {
    const held = things.map((parts) => {
      const sum = sumOf(parts.map((part) => index.peak(part, time, now)));
      return whole ? Math.min(1, sum) : sum;
    });
    return {
      resource,
      of: things.length,
      capacity: whole ? things.length : sumOf(things.flat().map(capacityOf)),
      held: sumOf(held),
      holders: holdersOf(index, things.flat(), time, now),
    };
  });
}

/** Of which of the claims too little is free in a time, the worst first. */
export function shortagesOf(holdings: Holdings, claims: readonly Claim[]): readonly Shortage[] {
  const contested = claims.map(({ resource }) => ({ resource, things: [[resource]] }));
  return shortagesIn(holdings, contested)
    .map((shortage, index) => ({
      shortage,
      over: shortage.held + (claims[index]?.quantity ?? 0) - shortage.capacity,
    }))
    .filter(({ over }) => over > 0)
    .toSorted((a, b) => b.over - a.over || (a.shortage.resource < b.shortage.resource ? -1 : 1))
    .slice(0, MOST_SHORTAGES)
    .map(({ shortage }) => shortage);
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function holdersOf(
  index: ClaimIndex,
  resources: readonly ResourceId[],
  { from, to }: Time,
  now: number,
): Shortage["holders"] {
  const found = new Map<string, { quantity: number; start: number; end: number }>();
  // What was to be given back by now and was not is held still.
  const time = { from: from <= now ? -Infinity : from, to };
  for (const resource of resources)
    for (const [holder, { quantity, start, end }] of index.holdersOf(resource, time)) {
      const before = found.get(holder) ?? { quantity: 0, start, end };
      found.set(holder, {
        quantity: before.quantity + quantity,
        start: Math.min(before.start, start),
        end: Math.max(before.end, end),
      });
    }
  return [...found]
    .toSorted(
      ([a, one], [b, other]) =>
        other.quantity - one.quantity || one.start - other.start || (a < b ? -1 : 1),
    )
    .map(([holder, { start, end }]) => [holder, { start: toInstant(start), end: toInstant(end) }]);
}

/** To whom something is told, and whose it is. */
interface Whose {
  /** Who holds something of the pool, by id. */
  readonly known: ReadonlyMap<string, KnownHolder>;
  readonly asker: Asker;
}

/**
 * The same with their names, as far as the asker may know them: the first few, copies as one, and how many others there
 * are. Times of those that may not be named are melted, so that it cannot be told how many they are.
 */
export function named(shortages: readonly Shortage[], whose: Whose): Conflict[] {
  return shortages.map(({ holders, ...shortage }) => {
    const all = holders.map(([holder, window]) => holderOf(holder, window, whose));
    const strangers = melted(all.filter(({ name }) => name === null).map(({ window }) => window));
    const own = Map.groupBy(
      all.filter(({ name }) => name !== null),
      ({ name, owner, window }) => JSON.stringify([withoutCopy(name), owner, window]),
    );
    const groups = [
      ...[...own.values()].map((copies) => copies.toSorted(byName)),
      ...strangers.map((window) => [holderOf(NOBODY_KNOWN, window, whose)]),
    ];
    const others = Math.max(0, groups.length - MOST_HOLDERS);
    return Object.assign(shortage, { holders: groups.slice(0, MOST_HOLDERS).flat(), others });
  });
}

const NAMES = new Intl.Collator("en", { numeric: true });

/** Copies in their order. */
function byName(a: { readonly name: string | null }, b: typeof a): number {
  return NAMES.compare(a.name ?? "", b.name ?? "");
}

/** The id of nobody. */
const NOBODY_KNOWN = "";

/** Who has something, as far as the asker may know. */
export function holderOf(
  id: string,
  window: Conflict["holders"][number]["window"],
  { known, asker }: Whose,
): Conflict["holders"][number] {
  const record = known.get(id);
  if (record === undefined || !maySee(asker, record))
    return { reservation: null, name: null, owner: null, window, preemptible: null };
  const { reservation, name, owner, preemptible } = record;
  return { reservation, name, owner, window, preemptible };
}
