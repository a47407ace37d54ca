import { fromInstant } from "../../../shared/base/clock.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { windowOf } from "../../../shared/reservations/claim-index.ts";
import type { Margins } from "../../../shared/schedule/hold.ts";
import { timesOf, type Times } from "../../../shared/schedule/hold.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { fitCopies, type FitRequest } from "./fit-slot.ts";

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

/** The earliest time at which everything fits. Only where something was given back can it begin to. */
export function earliestTime(search: TimeSearch): FoundTime | null {
  return begins(search).reduce<FoundTime | null>(
    (found, begin) => found ?? fitAt(search, begin),
    null,
  );
}

/** The time of the lowest price among the possible begins and each full hour. */
export function cheapestTime(
  search: TimeSearch,
  priceOf: (window: Window) => number,
): FoundTime | null {
  const from = fromInstant(search.range.start);
  const hour = 3_600_000;
  const hours: number[] = [];
  for (let at = Math.ceil(from / hour) * hour; at <= latestBegin(search); at += hour)
    hours.push(at);
  const candidates = [...new Set([...begins(search), ...hours])]
    .map((begin) => ({ begin, price: priceOf(windowOf(begin, search.length)) }))
    .sort((a, b) => a.price - b.price || a.begin - b.begin)
    .slice(0, MOST_TRIES);
  return candidates.reduce<FoundTime | null>(
    (found, { begin }) => found ?? fitAt(search, begin),
    null,
  );
}

/** The times within the range at any of which it fits, seen at the instants at which something changes. */
export function freeTimes(search: TimeSearch): readonly Window[] {
  const free: Window[] = [];
  let since: number | null = null;
  const list = begins(search);
  for (const [position, begin] of list.entries()) {
    const found = fitAt(search, begin);
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

function fitAt(search: TimeSearch, begin: number): FoundTime | null {
  const slot = { window: windowOf(begin, search.length), marginsInside: false };
  const times = timesOf(slot, search.margins, search.now);
  if (times === null) return null;
  const placed = fitCopies({ ...search, hold: times.hold });
  return placed.ok ? { times, placements: placed.value } : null;
}

/** The range's begin, and each instant at which set-up could begin because something was given back. */
function begins(search: TimeSearch): readonly number[] {
  const { index, margins, range, now } = search;
  const from = Math.max(now, fromInstant(range.start));
  const latest = latestBegin(search);
  if (from > latest) return [];
  const setUp = margins.setUp * 60_000;
  const ends = index.endsBetween({ from: from - setUp, to: latest - setUp + 1 });
  return [from, ...ends.map((end) => end + setUp)].slice(0, MOST_TRIES);
}

function latestBegin({ range, length }: TimeSearch): number {
  return fromInstant(range.end) - length;
}
