import { fromInstant, toInstant } from "../../base/clock.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import { taskMinutes, type Session } from "../../schedule/session.ts";
import { slotsOf, type Expansion, type Slot } from "../../schedule/slots.ts";
import type { Window } from "../../schedule/window.ts";
import { windowRange } from "../cheapest-window.ts";
import type { Span } from "../engine/calendar.ts";
import type { Terms } from "../terms.ts";

/** One time at which a design runs. */
export interface SessionTime {
  readonly design: Design;
  readonly window: Window;
  /** Names the time within its session, as reservations do. */
  readonly key: string;
}

/** What may become of something: at the least, as is expected, at the most. */
export interface Cases<T> {
  readonly low: T;
  readonly expected: T;
  readonly high: T;
}

/** How far a session is followed, and what it is of. */
export interface SessionRequest {
  readonly session: Session;
  /** One; or those that take turns, or the one for office hours and the one for all other times. */
  readonly designs: readonly Design[];
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  readonly expansion: Pick<Expansion, "now" | "before" | "limit">;
}

/**
 * The times that a session may come to. Fixed ones are the same in all three cases; a task takes least, mostly or at
 * most so long; within a window it begins when it is cheapest or dearest, and as it is preferred, as if the lab were
 * free.
 */
export function sessionTimes(request: SessionRequest): Cases<readonly SessionTime[]> {
  const { session } = request;
  switch (session.type) {
    case "until-task": {
      const lasting = (atMostMinutes: number): readonly SessionTime[] =>
        timesOf(request, { ...session, atMostMinutes });
      const { low, expected, high } = taskMinutes(session);
      return { low: lasting(low), expected: lasting(expected), high: lasting(high) };
    }
    case "within":
      return placedTimes(request, session.prefer);
    case "now":
    case "from-to":
    case "duration":
    case "repeated":
    case "turns":
    case "office-hours": {
      const times = timesOf(request, session);
      return { low: times, expected: times, high: times };
    }
  }
}

function timesOf(request: SessionRequest, session: Session): readonly SessionTime[] {
  return slots(request, session).flatMap(({ variant, window, key }) => {
    const design = request.designs[variant];
    return design === undefined ? [] : [{ design, window, key }];
  });
}

function slots({ designs, expansion }: SessionRequest, session: Session): readonly Slot[] {
  return slotsOf(session, { ...expansion, designs: designs.length });
}

/** At the earliest, the cheapest and the dearest time of its window. */
function placedTimes(
  request: SessionRequest,
  prefer: "earliest" | "cheapest",
): Cases<readonly SessionTime[]> {
  const { catalogue, terms } = request;
  const [slot] = slots(request, request.session);
  const earliest = timesOf(request, request.session);
  const [time] = earliest;
  const all = { low: earliest, expected: earliest, high: earliest };
  if (time === undefined || slot === undefined || slot.movableUntil === null) return all;
  const free = [{ start: fromInstant(time.window.start), end: fromInstant(slot.movableUntil) }];
  const range = windowRange({ design: time.design, window: time.window, catalogue, terms }, free);
  if (range === null) return all;
  const at = ({ start, end }: Span): readonly SessionTime[] => [
    { ...time, window: { start: toInstant(start), end: toInstant(end) } },
  ];
  const low = at(range.cheapest);
  return { low, expected: prefer === "cheapest" ? low : earliest, high: at(range.dearest) };
}
