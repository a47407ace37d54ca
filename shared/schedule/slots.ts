import { toInstant, type Instant } from "../base/clock.ts";
import { officeHours } from "./office-hours.ts";
import { ends, repeat, type Horizon, type Span } from "./repetition.ts";
import type { Session, SessionOf } from "./session.ts";
import type { Window } from "./window.ts";

/** One time at which something is wanted. */
export interface Slot {
  /** Names it within its session for good, whatever else the session comes to. */
  readonly key: string;
  readonly window: Window;
  /** Which of the designs. */
  readonly variant: number;
  /** It may be any as long a time from the window's start up to here; null: exactly then. */
  readonly movableUntil: Instant | null;
  /** Set-up, grace and wipe are within the window, because the next slot has the same machines at its end. */
  readonly marginsInside: boolean;
}

export interface Expansion {
  readonly now: number;
  /** How many designs there are to choose from. */
  readonly designs: number;
  /** What repeats for ever is followed up to here. */
  readonly before: number;
  readonly limit: number;
  /** Only what begins from here on; left out: from now on. */
  readonly after?: number;
}

/** Later than anything that ends by itself is followed. */
const FAR = Date.UTC(9000, 0, 1);

/** What a session comes to, in order of time. What has begun before `after` is left out. */
export function slotsOf(session: Session, expansion: Expansion): readonly Slot[] {
  const { now, designs } = expansion;
  switch (session.type) {
    case "now":
      return [single(now, session.minutes)];
    case "from-to":
      return [fixed("1", spanOf(session), 0)];
    case "duration":
      return [single(Date.parse(session.start), session.minutes)];
    case "until-task":
      return [single(startOf(session.start, now), session.atMostMinutes)];
    case "within":
      return [{ ...single(startOf(session.from, now), session.minutes), movableUntil: session.to }];
    case "repeated":
      return repeat(session, horizonOf(session, expansion)).map((span) => fixed(span.day, span, 0));
    case "turns":
      return turns(session, expansion);
    case "office-hours":
      return officeHours(session)
        .map((span) => fixed(toInstant(span.start), span, Math.min(span.variant, designs - 1)))
        .slice(0, expansion.limit);
  }
}

/** True when the session goes on for ever. */
export function isEndless(session: Session): boolean {
  const repetition = session.type === "turns" ? session.within : session;
  return repetition.type === "repeated" && !ends(repetition);
}

function horizonOf(session: SessionOf<"repeated">, expansion: Expansion): Horizon {
  const { now, after = now, before, limit } = expansion;
  return { after, before: ends(session) ? FAR : before, limit };
}

function turns(session: SessionOf<"turns">, expansion: Expansion): readonly Slot[] {
  const { within, slotMinutes } = session;
  const length = slotMinutes * 60_000;
  const spans =
    within.type === "from-to"
      ? [{ day: "1", ...spanOf(within) }]
      : repeat(within, horizonOf(within, expansion));
  const slots = spans.flatMap(({ day, start, end }) =>
    Array.from({ length: Math.floor((end - start) / length) }, (_, index) => {
      const begin = start + index * length;
      const span = { start: begin, end: begin + length };
      const slot = fixed(`${day}/${index + 1}`, span, index % expansion.designs);
      return { ...slot, marginsInside: true };
    }),
  );
  return slots.slice(0, expansion.limit);
}

function single(start: number, minutes: number): Slot {
  return fixed("1", { start, end: start + minutes * 60_000 }, 0);
}

function fixed(key: string, { start, end }: Span, variant: number): Slot {
  const window = { start: toInstant(start), end: toInstant(end) };
  return { key, window, variant, movableUntil: null, marginsInside: false };
}

function spanOf({ start, end }: Window): Span {
  return { start: Date.parse(start), end: Date.parse(end) };
}

function startOf(start: Instant | null, now: number): number {
  return start === null ? now : Math.max(now, Date.parse(start));
}
