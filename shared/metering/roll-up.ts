import { Decimal, decimalText } from "../base/money.ts";
import type { Heartbeats, MeterEvent } from "./meter-event.ts";
import type { PlacedEvent } from "./place.ts";
import { beganAnew } from "./run-counter.ts";
import { isOtherBoot, seriesOf, type Series } from "./series.ts";

export interface RollUp {
  readonly heartbeats: Heartbeats;
  /** Which events are rolled up. The others are only looked at. */
  readonly isOld: (event: MeterEvent) => boolean;
  /** The stretch of time that an instant is in, by a number: what is priced differently must be in different ones. */
  readonly stretchOf: (time: number) => number;
}

/**
 * Fewer events that come to the same as the old ones: of a counter the readings at the ends of each
 * stretch, of levels where they change, of quantities their sum in each stretch. Events that come late are rolled up
 * together with what was before.
 */
export function rollUp(events: readonly MeterEvent[], options: RollUp): readonly MeterEvent[] {
  return seriesOf(events, options.heartbeats).flatMap((series) => {
    if (series.sort === "delta")
      return addUp(
        series.events.filter(({ event }) => options.isOld(event)),
        options,
      );
    return thin(series, options);
  });
}

/** As it was placed: the events of its boot by which it was placed may not be kept. */
function settled({ event, time, isMoved }: PlacedEvent): MeterEvent {
  return isMoved && event.bootId !== "" ? { ...event, at: new Date(time).toISOString() } : event;
}

/** The first of each stretch with the sum of all that arrived in the same stretch, so that what is late stays so. */
function addUp(events: readonly PlacedEvent[], { stretchOf }: RollUp): readonly MeterEvent[] {
  const groups = Map.groupBy(events, ({ event, time, isMoved }) =>
    JSON.stringify([
      stretchOf(time),
      stretchOf(Date.parse(event.receivedAt)),
      event.unit,
      isMoved,
      event.supersedes,
    ]),
  );
  return [...groups.values()].flatMap((own) => {
    const [first, ...others] = own;
    if (first === undefined) return [];
    const value = own.reduce((sum, { event }) => sum.plus(event.value), new Decimal(0));
    return [
      others.length === 0 ? settled(first) : { ...settled(first), value: decimalText(value) },
    ];
  });
}

/** Leaves out what lies between two others that say the same without it. */
function thin(series: Series, { stretchOf, isOld }: RollUp): readonly MeterEvent[] {
  const kept: MeterEvent[] = [];
  let watchedSince: number | null = null;
  for (const [at, placed] of series.events.entries()) {
    if (!isOld(placed.event)) continue;
    const [before, next] = [series.events[at - 1], series.events[at + 1]];
    if (before !== undefined && next !== undefined && isSpare(series, before, placed, next)) {
      const isFree = series.sort === "level" || isInOne([before, placed, next], stretchOf);
      if (isFree && isOld(before.event) && isOld(next.event)) {
        watchedSince ??= before.time;
        continue;
      }
    }
    const event = settled(placed);
    kept.push(
      watchedSince === null ? event : { ...event, watchedSince: earlier(event, watchedSince) },
    );
    watchedSince = null;
  }
  return kept;
}

function isInOne(events: readonly PlacedEvent[], stretchOf: RollUp["stretchOf"]): boolean {
  return new Set(events.map(({ time }) => stretchOf(time))).size === 1;
}

function earlier({ watchedSince }: MeterEvent, since: number): string {
  const known = watchedSince === undefined ? since : Math.min(since, Date.parse(watchedSince));
  return new Date(known).toISOString();
}

function isSpare(
  { sort, isWatched }: Series,
  before: PlacedEvent,
  placed: PlacedEvent,
  next: PlacedEvent,
): boolean {
  // What it replaces may come yet.
  if (placed.event.supersedes !== "") return false;
  if (!isWatched(before.time, placed.time) || !isWatched(placed.time, next.time)) return false;
  if (isOtherBoot(before.event, placed.event) || isOtherBoot(placed.event, next.event))
    return false;
  if (sort === "counter") return !beganAnew(before, placed) && !beganAnew(placed, next);
  return isSign(before, placed) && next.event.kind !== "start";
}

/** Whether it only says that what was goes on. */
function isSign({ event: before }: PlacedEvent, { event }: PlacedEvent): boolean {
  if (before.kind === "stop") return false;
  if (event.kind === "heartbeat") return true;
  return event.kind === before.kind && event.kind !== "start" && event.value === before.value;
}
