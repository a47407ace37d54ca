import type { MeterGap } from "./gap.ts";
import type { MeterEvent } from "./meter-event.ts";
import { gapAt, type MeterPiece, type MeterRun } from "./pieces.ts";
import type { PlacedEvent } from "./place.ts";
import { isOtherBoot, type Series } from "./series.ts";

/** What is held now. */
interface Held {
  /** The event that it began with. */
  readonly event: MeterEvent;
  readonly value: string;
  readonly start: number;
  /** The last event that told of it, and when. */
  last: MeterEvent;
  lastSign: number;
}

/**
 * Levels from their starts to their stops. One that never stopped ends one interval after its last sign. A pause in
 * which nothing was heard is counted when it went on afterwards, and marked as an estimate.
 */
export function runLevels(series: Series, until: number): MeterRun {
  const walk = new Walk(series);
  for (const placed of series.events) walk.see(placed);
  return walk.end(until);
}

class Walk {
  readonly #series: Series;
  readonly #pieces: MeterPiece[] = [];
  readonly #gaps: MeterGap[] = [];
  #held: Held | null = null;

  constructor(series: Series) {
    this.#series = series;
  }

  see({ event, time }: PlacedEvent): void {
    if (event.kind === "heartbeat" && this.#held === null)
      this.#gaps.push(gapAt(event, [time, time], "missing-start", "nothing"));
    this.#pause(event, time);
    const held = this.#held;
    if (event.kind === "stop" || (isLevel(event) && Number(event.value) === 0)) {
      this.#close(time);
    } else if (held !== null && (!isLevel(event) || event.value === held.value)) {
      held.last = event;
      held.lastSign = time;
    } else if (isLevel(event)) {
      this.#close(time);
      this.#held = { event, value: event.value, start: time, last: event, lastSign: time };
    }
  }

  end(until: number): MeterRun {
    const held = this.#held;
    if (held !== null) {
      const { interval, isWatched } = this.#series;
      this.#add(held, held.start, null, false);
      const known = held.lastSign + interval;
      if (!isWatched(held.lastSign, until))
        this.#gaps.push(gapAt(held.last, [known, until], "silent", "closed"));
    }
    return { pieces: this.#pieces, gaps: this.#gaps };
  }

  /** What is held when the next event comes, and nothing was heard of it for too long or it began anew. */
  #pause(event: MeterEvent, time: number): void {
    const held = this.#held;
    if (held === null) return;
    const { interval, isWatched } = this.#series;
    const known = Math.min(held.lastSign + interval, time);
    if (event.kind === "start" || isOtherBoot(held.last, event)) {
      this.#close(known, true);
      this.#gaps.push(gapAt(held.last, [known, time], "missing-stop", "closed"));
    } else if (!isWatched(held.lastSign, time)) {
      this.#close(known);
      this.#gaps.push(gapAt(held.last, [known, time], "silent", "continued"));
      this.#add(held, known, time, true);
      this.#held = { ...held, start: time, lastSign: time };
    }
  }

  #close(time: number, isEstimated = false): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null && time > held.start) this.#add(held, held.start, time, isEstimated);
  }

  #add(held: Held, start: number, end: number | null, isEstimated: boolean): void {
    const { event, value, lastSign } = held;
    const amount = { type: "level", value } as const;
    this.#pieces.push({ event, start, end, lastSign, isEstimated, amount });
  }
}

function isLevel({ kind }: MeterEvent): boolean {
  return kind === "start" || kind === "level" || kind === "qos";
}
