import { toInstant } from "../../base/clock.ts";
import type { PriceBook } from "../engine/book.ts";
import type { Segment } from "../engine/segments.ts";
import type { Span } from "../engine/calendar.ts";
import { segmentKey } from "./node-usage.ts";
import { asksForPresence, withPresence } from "./presence.ts";

/** All usage of one meter of one node, as far as presence depends on it. */
interface Place {
  readonly like: Segment;
  /** The times in which anything of it was used and has ended, in their order, none touching the next. */
  readonly ended: Span[];
  /** When what goes on began, by instance, item, whose doing it is, and beginning. */
  readonly going: Map<string, number>;
  /** The least of these; undefined where it has to be looked for. */
  least: number | undefined;
}

/** What `withPresence` finds in all usage, while usage is told bit by bit: what has ended is kept as few spans. */
export class OpenPresence {
  readonly #places = new Map<string, Place>();

  /** Takes usage, and once more what has ended since. */
  add(segment: Segment): void {
    const place = this.#place(segment);
    const { ended, going } = place;
    const key = segmentKey(segment);
    const start = Date.parse(segment.start);
    if (typeof segment.end !== "string") {
      going.set(key, start);
      if (place.least !== undefined) place.least = Math.min(place.least, start);
      return;
    }
    if (going.delete(key) && start === place.least) place.least = undefined;
    join(ended, { start, end: Date.parse(segment.end) });
  }

  at(book: PriceBook, until: number): readonly Segment[] {
    if (!asksForPresence(book)) return [];
    const usage: Segment[] = [];
    for (const place of this.#places.values()) {
      const { like, ended, going } = place;
      for (const { start, end } of ended) usage.push(segmentOf(like, start, end));
      if (going.size === 0) continue;
      place.least ??= leastOf(going.values());
      usage.push(segmentOf(like, place.least, null));
    }
    return withPresence(book, usage, until).slice(usage.length);
  }

  #place(segment: Segment): Place {
    const { source, account, environment, user, node, meter, kind, component, groups } = segment;
    const whose = [source, account, environment, user];
    const key = JSON.stringify([...whose, node, meter, kind, component, groups]);
    let place = this.#places.get(key);
    if (place === undefined)
      this.#places.set(
        key,
        (place = { like: segment, ended: [], going: new Map(), least: undefined }),
      );
    return place;
  }
}

function leastOf(values: Iterable<number>): number {
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  return least;
}

function segmentOf(like: Segment, start: number, end: number | null): Segment {
  return { ...like, start: toInstant(start), end: end === null ? null : toInstant(end) };
}

/** Puts a span among others; what touches becomes one. Mostly it comes last. */
function join(spans: Span[], { start, end }: Span): void {
  const after = spans.findLastIndex((one) => one.start <= end) + 1;
  const before = spans.findLastIndex((one) => one.end < start) + 1;
  const touched = spans.slice(before, after);
  const whole = {
    start: Math.min(start, ...touched.map((one) => one.start)),
    end: Math.max(end, ...touched.map((one) => one.end)),
  };
  spans.splice(before, after - before, whole);
}
