import { useEffect } from "react";
import { create } from "zustand";
import type { Fault } from "../../shared/base/fault.ts";
import type { CalendarEntry, TriedTime } from "../../shared/protocol/reservation.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { ask } from "../live/actions.ts";
import { inTheWay } from "./tried-words.ts";

/** The lab is asked where the hand rests, and not on its way there. */
const PAUSE_MS = 120;

interface Trying {
  /** What the lab says of where something is held over the calendar now; null: it has not yet. */
  readonly told: TriedTime | Fault | null;
  /** Whose reservations are in the way there. */
  readonly others: ReadonlySet<string>;
}

const NOTHING: Trying = { told: null, others: new Set() };

export const useTrying = create<Trying>()(() => NOTHING);

/** True for what the lab said, and not why it said nothing. */
export function isTold(told: Trying["told"]): told is TriedTime {
  return told !== null && "verdict" in told;
}

/** Asks the lab about each time at which something that is moved comes to rest. Changes nothing there. */
export function useAskingWhileMoved(entry: CalendarEntry | undefined, wanted: Window | null): void {
  const id = entry?.reservation ?? null;
  const { start, end } = wanted ?? {};
  const isWhereItWas = start === entry?.window.start && end === entry?.window.end;
  useEffect(() => {
    useTrying.setState(NOTHING);
    if (id === null || start === undefined || end === undefined || isWhereItWas) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void ask((client) => client.reservations.tryTime({ id, start, end })).then((answer) => {
        if (!current) return;
        useTrying.setState(
          answer.ok
            ? { told: answer.value, others: inTheWay(answer.value.conflicts) }
            : { told: answer.error, others: NOTHING.others },
        );
      });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [id, start, end, isWhereItWas]);
}
