import { fromInstant } from "../../../shared/base/clock.ts";
import type { Steps } from "../../../shared/base/steps.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { capacityIn } from "../../../shared/pool/capacity-in.ts";
import { windowOf } from "../../../shared/reservations/claim-index.ts";
import type { Margins } from "../../../shared/schedule/hold.ts";
import { timesOf, type Times } from "../../../shared/schedule/hold.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { emptied, fitCopies, type FitRequest } from "./fit-slot.ts";

export interface TimeSearch extends Omit<FitRequest, "hold"> {
  readonly margins: Margins;
  /** The first possible begin, and by when it must be over. */
  readonly range: Window;
  readonly length: number;
}

export interface FoundTime {
  readonly times: Times;
  readonly placements: readonly Placement[];
}

/** So many begins are tried; each costs a placement. */
const MOST_TRIES = 200;

/**
 * The earliest time at which everything fits. Only where something was given back can it begin to, and it needs
 * to wait no longer than for the very machines that it would have in an empty lab. Each placement is a step.
 */
export function* earliestTime(search: TimeSearch): Steps<FoundTime | null> {
  const alone = yield* fitCopies({ ...emptied(search), hold: search.range });
  // What an empty lab cannot hold, a lab that others use cannot either.
  if (!alone.ok) return null;
  const free = whenFree(search, alone.value);
  const all = begins(search);
  const from = (least: number, end: number): readonly number[] =>
    all.filter((begin) => begin >= least && begin < end);
  const list = free === null ? all : [...from(0, free), free, ...from(free + 1, Infinity)];
  return yield* firstFit(search, list);
}

/** From when on these places are all free together for as long as they are held; null: not in time. */
function whenFree(search: TimeSearch, placements: readonly Placement[]): number | null {
  const { index, pool, margins, range, length, now } = search;
  const wanted = new Map<string, number>();
  for (const { resource, quantity } of placements.flatMap(({ claims }) => claims))
    wanted.set(resource, (wanted.get(resource) ?? 0) + quantity);
  const setUp = margins.setUp * 60_000;
  const start = index.earliest(
    [...wanted].map(([resource, quantity]) => ({ resource, quantity })),
    {
      from: Math.max(now, fromInstant(range.start) - setUp),
      latest: latestBegin(search) - setUp,
      length: setUp + length + (margins.grace + margins.wipe) * 60_000,
    },
    capacityIn(pool),
  );
  return start === null ? null : Math.max(start + setUp, fromInstant(range.start));
}

/**
 * The time of the lowest price among the possible begins, each full hour, and the times that begin or end where
 * prices change (`edges`).
 */
export function* cheapestTime(
  search: TimeSearch,
  priceOf: (window: Window) => number,
  edges: readonly number[] = [],
): Steps<FoundTime | null> {
  const from = fromInstant(search.range.start);
  const hour = 3_600_000;
  const hours: number[] = [];
  for (let at = Math.ceil(from / hour) * hour; at <= latestBegin(search); at += hour)
    hours.push(at);
  const met = edges
    .flatMap((at) => [at, at - search.length])
    .filter((at) => at >= Math.max(from, search.now) && at <= latestBegin(search));
  const candidates = [...new Set([...begins(search), ...hours, ...met])]
    .map((begin) => ({ begin, price: priceOf(windowOf(begin, search.length)) }))
    .sort((a, b) => a.price - b.price || a.begin - b.begin)
    .slice(0, MOST_TRIES);
  return yield* firstFit(
    search,
    candidates.map(({ begin }) => begin),
  );
}

/** The times within the range at any of which it fits, seen at the instants at which something changes. */
export function* freeTimes(search: TimeSearch): Steps<readonly Window[]> {
  const free: Window[] = [];
  let since: number | null = null;
  const list = begins(search);
  for (const [position, begin] of list.entries()) {
    const found = yield* fitAt(search, begin);
    if (found === null) {
      since = null;
      continue;
    }
    since ??= begin;
    const next = list[position + 1] ?? latestBegin(search);
    const last = free.at(-1);
    const window = windowOf(since, Math.max(begin, next) - since + search.length);
    if (last?.start === window.start) free[free.length - 1] = window;
    else free.push(window);
  }
  return free;
}

function* firstFit(search: TimeSearch, list: readonly number[]): Steps<FoundTime | null> {
  for (const begin of list) {
    const found = yield* fitAt(search, begin);
    if (found !== null) return found;
  }
  return null;
}

function* fitAt(search: TimeSearch, begin: number): Steps<FoundTime | null> {
  yield;
  const slot = { window: windowOf(begin, search.length), marginsInside: false };
  const times = timesOf(slot, search.margins, search.now);
  if (times === null) return null;
  const placed = yield* fitCopies({ ...search, hold: times.hold });
  return placed.ok ? { times, placements: placed.value } : null;
}

/** The range's begin, and each instant at which set-up could begin because something was given back, or is mended. */
function begins(search: TimeSearch): readonly number[] {
  const { index, margins, range, now, pool } = search;
  const from = Math.max(now, fromInstant(range.start));
  const latest = latestBegin(search);
  if (from > latest) return [];
  const setUp = margins.setUp * 60_000;
  const mended = pool.conditions
    .flatMap(({ end }) => end ?? [])
    .map(fromInstant)
    .filter((end) => end > from - setUp && end <= latest - setUp);
  const ends = [...index.endsBetween({ from: from - setUp, to: latest - setUp + 1 }), ...mended];
  const changes = [...new Set(ends)].sort((a, b) => a - b);
  return [from, ...changes.map((end) => end + setUp)].slice(0, MOST_TRIES);
}

function latestBegin({ range, length }: TimeSearch): number {
  return fromInstant(range.end) - length;
}
