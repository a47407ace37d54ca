import type { Conflict, TriedTime } from "../../shared/protocol/reservation.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import { faultWords } from "../ui/fault-words.ts";
import { withLocalTimes } from "../ui/told-times.ts";
import { shownName, windowWords } from "./words.ts";

/** More are counted. */
const NAMED = 3;

/** What the lab says of a time at which something is held over the calendar, in a line. */
export function triedWords({ verdict, window, why, limit, conflicts }: TriedTime, zone: string) {
  const others = othersWords(conflicts);
  switch (verdict) {
    case "fits":
      return "it fits";
    case "queued":
      return "it goes on waiting, for then";
    case "elsewhere":
      return `it fits on other machines${others === "" ? "" : `; its own have ${others}`}`;
    case "shorter":
      return `only ${windowWords(window, zone)}${others === "" ? "" : `; after it ${others}`}. ${withLocalTimes(limit ?? "", zone)}`.trim();
    case "refused":
      return `it does not fit${others === "" ? "" : `; in the way: ${others}`}. ${reasonOf(why, zone)}`.trim();
  }
}

/** The detail, where there is one: it says more than the sentence of its sort. */
function reasonOf(why: TriedTime["why"], zone: string): string {
  if (why === null) return "";
  const text = faultWords(fromWireFault(why), zone);
  return text.why ?? `${text.what}.`;
}

/** `Course, Lecture and 2 more`; those that may not be named are somebody. */
function othersWords(conflicts: readonly Conflict[]): string {
  const holders = conflicts.flatMap((conflict) => conflict.holders);
  // What was sent at once has a name and no reservation.
  const names = new Map(
    holders.flatMap(({ reservation, name }) =>
      name === null ? [] : [[reservation ?? name, shownName(name)] as const],
    ),
  );
  const known = [...names.values()];
  const shown = [
    ...known.slice(0, NAMED),
    ...(holders.some(({ name }) => name === null) ? ["somebody else"] : []),
    ...(known.length > NAMED ? [`${known.length - NAMED} more`] : []),
  ];
  return new Intl.ListFormat("en").format(shown);
}

/** Whose reservations are in the way, as far as they may be known. */
export function inTheWay(conflicts: readonly Conflict[]): ReadonlySet<string> {
  return new Set(
    conflicts.flatMap(({ holders }) => holders.flatMap(({ reservation }) => reservation ?? [])),
  );
}
