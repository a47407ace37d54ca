import type { Heartbeats, MeterEvent, MeterEventKind } from "./meter-event.ts";
import { placeEvents, type PlacedEvent } from "./place.ts";

/** All that one producer says of one meter of one thing, in the order in which it was. */
export interface Series {
  readonly key: string;
  readonly sort: "level" | "counter" | "delta";
  readonly events: readonly PlacedEvent[];
  /** In milliseconds; 0 when its producer only speaks of changes. */
  readonly interval: number;
  /** Whether the meter was watched from one instant to a later one. */
  readonly isWatched: (from: number, to: number) => boolean;
}

const SORTS = {
  start: "level",
  stop: "level",
  level: "level",
  heartbeat: "level",
  qos: "level",
  delta: "delta",
  counter: "counter",
} as const satisfies Record<MeterEventKind, Series["sort"]>;

/**
 * Sorts events into series: repetitions and what was replaced are left out, and each event is where it was in time.
 * Neither the order nor the number of times an event is given makes a difference.
 */
export function seriesOf(events: readonly MeterEvent[], heartbeats: Heartbeats): readonly Series[] {
  const groups = new Map<string, PlacedEvent[]>();
  for (const placed of placeEvents(valid(events))) {
    const key = keyOf(placed.event);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [placed]);
    else known.push(placed);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, own]) => seriesIn(key, own, heartbeats));
}

function seriesIn(key: string, placed: PlacedEvent[], heartbeats: Heartbeats): readonly Series[] {
  const [first] = placed;
  if (first === undefined) return [];
  const events = placed.sort(inTime);
  const { producerId, kind } = first.event;
  const interval = heartbeats(producerId) * 1000;
  return [{ key, sort: SORTS[kind], events, interval, isWatched: watcher(events, interval) }];
}

function keyOf(event: MeterEvent): string {
  const { producerId, managementId, instance, meterId, item, kind, usedBy } = event;
  const key = [managementId, instance, meterId, item, producerId, SORTS[kind]];
  return JSON.stringify(usedBy === undefined ? key : [...key, usedBy]);
}

/** One of each event, without those that another one replaces. */
function valid(events: readonly MeterEvent[]): readonly MeterEvent[] {
  const byId = new Map<string, MeterEvent>();
  const replaced = new Set<string>();
  for (const event of events) {
    const id = `${event.producerId}\n${event.eventId}`;
    const known = byId.get(id);
    // The one that came first counts; the daemon keeps another one of the same id aside.
    if (known === undefined || isBefore(event, known)) byId.set(id, event);
    if (event.supersedes !== "") replaced.add(`${event.producerId}\n${event.supersedes}`);
  }
  return [...byId].filter(([id]) => !replaced.has(id)).map(([, event]) => event);
}

function isBefore(a: MeterEvent, b: MeterEvent): boolean {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt;
  return JSON.stringify(a) < JSON.stringify(b);
}

function inTime(a: PlacedEvent, b: PlacedEvent): number {
  return (
    a.time - b.time ||
    a.event.seq - b.event.seq ||
    (a.event.eventId < b.event.eventId ? -1 : Number(a.event.eventId > b.event.eventId))
  );
}

/** No longer without a sign than twice the interval, or known to have been watched when it was rolled up. */
function watcher(events: readonly PlacedEvent[], interval: number): Series["isWatched"] {
  const covered = events.flatMap(({ event: { watchedSince }, time }) =>
    watchedSince === undefined ? [] : [{ from: Date.parse(watchedSince), to: time }],
  );
  return (from, to) =>
    interval === 0 ||
    to - from <= 2 * interval ||
    covered.some((span) => span.from <= from && to <= span.to);
}

/** Whether what counted had begun anew between two events. */
export function isOtherBoot(a: MeterEvent, b: MeterEvent): boolean {
  return a.bootId !== b.bootId && a.bootId !== "" && b.bootId !== "";
}
