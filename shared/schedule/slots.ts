import { toInstant, type Instant } from "../base/clock.ts";
import { officeHours, type VariantSpan } from "./office-hours.ts";
import { ends, repeat, type Horizon, type Span } from "./repetition.ts";
import type { Session, SessionOf } from "./session.ts";
import { wallAt } from "./wall-clock.ts";
import type { Window } from "./window.ts";

/** One time at which something is wanted. */
export interface Slot {
  /** Names it within its session for good, whatever else the session comes to. */
  readonly key: string;
  /** What people call it within its session: its day, its turn; nothing where there is only one. */
  readonly label: string;
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
      return [fixed({ key: "1", label: "" }, spanOf(session), 0)];
    case "duration":
      return [single(Date.parse(session.start), session.minutes)];
    case "until-task":
      return [single(startOf(session.start, now), session.atMostMinutes)];
    case "within":
      return [{ ...single(startOf(session.from, now), session.minutes), movableUntil: session.to }];
    case "repeated":
      return repeat(session, horizonOf(session, expansion)).map((span) =>
        fixed({ key: span.day, label: span.day }, span, 0),
      );
    case "turns":
      return turns(session, expansion);
    case "office-hours":
      return officeHours(session)
        .map((span) => {
          const names = { key: toInstant(span.start), label: officeLabel(span, session.zone) };
          return fixed(names, span, Math.min(span.variant, designs - 1));
        })
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
      const label = within.type === "from-to" ? `turn ${index + 1}` : `${day}, turn ${index + 1}`;
      const names = { key: `${day}/${index + 1}`, label };
      const slot = fixed(names, span, index % expansion.designs);
      return { ...slot, marginsInside: true };
    }),
  );
  return slots.slice(0, expansion.limit);
}

function single(start: number, minutes: number): Slot {
  return fixed({ key: "1", label: "" }, { start, end: start + minutes * 60_000 }, 0);
}

function officeLabel({ start, variant }: VariantSpan, zone: string): string {
  const day = wallAt(start, zone).toPlainDate().toString();
  return `${day}, ${variant === 0 ? "office hours" : "off hours"}`;
}

function fixed(names: Pick<Slot, "key" | "label">, { start, end }: Span, variant: number): Slot {
  const window = { start: toInstant(start), end: toInstant(end) };
  return { ...names, window, variant, movableUntil: null, marginsInside: false };
}

function spanOf({ start, end }: Window): Span {
  return { start: Date.parse(start), end: Date.parse(end) };
}

function startOf(start: Instant | null, now: number): number {
  return start === null ? now : Math.max(now, Date.parse(start));
}
