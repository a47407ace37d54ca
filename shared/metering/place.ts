import type { MeterEvent } from "./meter-event.ts";

/** An event and when it really was, in milliseconds. */
export interface PlacedEvent {
  readonly event: MeterEvent;
  readonly time: number;
  /** Its own clock said something else. */
  readonly isMoved: boolean;
}

/** Two clocks that go apart by no more than this between two events are still the same. */
const TOLERANCE = 5_000;

/**
 * Puts events where they belong in time. Of one boot, the monotonic clock says how far they lie apart; a wall clock
 * that leapt or went back meanwhile is found out by it, and the daemon's clock at arrival says which of its settings
 * was right. Nothing was before it arrived.
 */
export function placeEvents(events: readonly MeterEvent[]): readonly PlacedEvent[] {
  const plain: MeterEvent[] = [];
  const boots = new Map<string, TickingEvent[]>();
  for (const event of events) {
    if (!isTicking(event)) {
      plain.push(event);
      continue;
    }
    const key = JSON.stringify([event.producerId, event.bootId]);
    const known = boots.get(key);
    if (known === undefined) boots.set(key, [event]);
    else known.push(event);
  }
  return [...plain.map(placePlain), ...[...boots.values()].flatMap(placeBoot)];
}

interface TickingEvent extends MeterEvent {
  readonly monotonic: number;
}

function isTicking(event: MeterEvent): event is TickingEvent {
  return event.bootId !== "" && event.monotonic !== null;
}

function placePlain(event: MeterEvent): PlacedEvent {
  const [at, received] = [Date.parse(event.at), Date.parse(event.receivedAt)];
  return at > received + TOLERANCE
    ? { event, time: received, isMoved: true }
    : { event, time: at, isMoved: false };
}

/** Events between which the wall clock was not set. */
interface Setting {
  readonly events: TickingEvent[];
  /** The shortest time that one of them took to arrive; below zero where its clock is ahead. */
  lag: number;
  /** What the wall clock showed when the monotonic one was at zero, by the last of them. */
  offset: number;
}

function placeBoot(events: readonly TickingEvent[]): readonly PlacedEvent[] {
  const settings = settingsOf(events);
  const [first, ...others] = settings;
  if (first === undefined) return [];
  const right = others.reduce((best, one) => (isTruer(one, best) ? one : best), first);
  // A clock that is ahead even where it is best is put back as far as is certain.
  const base = right.lag < -TOLERANCE ? right.offset + right.lag : right.offset;
  return settings.flatMap((setting) => {
    const isRight = Math.abs(setting.offset - base) <= TOLERANCE;
    return setting.events.map((event): PlacedEvent => {
      const time = isRight ? Date.parse(event.at) : base + event.monotonic;
      return { event, time, isMoved: !isRight };
    });
  });
}

function settingsOf(events: readonly TickingEvent[]): readonly Setting[] {
  const sorted = events.toSorted(
    (a, b) =>
      a.monotonic - b.monotonic ||
      a.seq - b.seq ||
      (a.eventId < b.eventId ? -1 : Number(a.eventId > b.eventId)),
  );
  const settings: Setting[] = [];
  for (const event of sorted) {
    const at = Date.parse(event.at);
    const offset = at - event.monotonic;
    const lag = Date.parse(event.receivedAt) - at;
    const last = settings.at(-1);
    if (last !== undefined && Math.abs(offset - last.offset) <= TOLERANCE) {
      last.events.push(event);
      last.lag = Math.min(last.lag, lag);
      last.offset = offset;
    } else settings.push({ events: [event], lag, offset });
  }
  return settings;
}

/**
 * What arrived soonest after it was says best when that was; what arrived before it was cannot be true. Of two that are
 * as good, where the daemon's own clock was set, the later is right: clocks are set to mend them.
 */
function isTruer(one: Setting, earlier: Setting): boolean {
  const [a, b] = [one.lag >= -TOLERANCE, earlier.lag >= -TOLERANCE];
  if (a !== b) return a;
  return a ? one.lag <= earlier.lag + TOLERANCE : one.lag > earlier.lag;
}
