import { ended, faultReason, faultText } from "../../shared/base/fault.ts";
import type { WireFault } from "../../shared/base/wire-fault.ts";
import { causeParts } from "../../shared/pool/out-of-use.ts";
import { fromWireFault } from "../../shared/protocol/errors.ts";
import type { EventBody } from "../../shared/protocol/event.ts";
import { withoutCopy } from "../../shared/reservations/shared-name.ts";
import { shownName } from "./words.ts";

/** One of somebody's, whose machines went out of use or failed, and what became of it. */
export interface Displaced {
  readonly id: string;
  readonly name: string;
  readonly fate: Fate;
  readonly reason: WireFault;
}

const FATES = {
  moved: { one: "moved to other machines", more: "moved to other machines" },
  waits: { one: "waits for room", more: "wait for room" },
  stays: { one: "stays where it is", more: "stay where they are" },
  warned: { one: "its machines go out of use", more: "their machines go out of use" },
} as const;
type Fate = keyof typeof FATES;

/** Null where that is no news of this kind, or of somebody else's. */
export function displacedBy(
  body: EventBody,
  person: string,
  ownerOf: (environment: string) => string | undefined,
): Displaced | null {
  if (body.type === "affected") {
    const { environment: id, name, outcome, reason } = body;
    const isTold = outcome !== "over" && reason !== null && ownerOf(id) === person;
    return isTold ? { id, name, fate: outcome, reason } : null;
  }
  if (body.type !== "reservation" || body.reservation.owner !== person) return null;
  const { id, name, reason } = body.reservation;
  if (reason === null) return null;
  if (body.notice === "replanned") return { id, name, fate: "moved", reason };
  // Whoever has just asked to wait knows it; whoever has lost machines does not.
  const isLost = body.notice === "queued" && reason.code !== "no-room-then";
  return isLost ? { id, name, fate: "waits", reason } : null;
}

/** What became of all of them in one message, however many they are; of each the last that was told counts. */
export function displacedWords(told: readonly Displaced[]): string | null {
  const all = [...new Map(told.map((one) => [one.id, one])).values()];
  const [first, ...others] = all;
  if (first === undefined) return null;
  const isOne = others.length === 0;
  const why = isOne ? faultReason(fromWireFault(first.reason)) : causesOf(all);
  const fates = [...Map.groupBy(all, ({ name }) => nameOf(name))].map(([name, some]) => ({
    name,
    some,
  }));
  const what =
    fates.length > MOST_NAMED
      ? `${firstOf(fates.map(({ name }) => name))} (${COUNT.format(all.length)} in all): ${fateWords(all)}`
      : fates.map(({ name, some }) => `${name}${many(some)}: ${fateWords(some)}`).join("; ");
  return [`${what}.`, why, remedyOf(all)].filter((text) => text !== "").join(" ");
}

const MOST_NAMED = 3;
const COUNT = new Intl.NumberFormat("en-GB");
const LIST = new Intl.ListFormat("en-GB");

function nameOf(name: string): string {
  return withoutCopy(shownName(name));
}

/** ` (60 copies)`, ` (5 times)`; nothing of one. */
function many(some: readonly Displaced[]): string {
  if (some.length < 2) return "";
  const areCopies = some.every(({ name }) => withoutCopy(name) !== name);
  return ` (${COUNT.format(some.length)} ${areCopies ? "copies" : "times"})`;
}

/** `40 moved to other machines, 20 wait for room`; the number only where they differ. */
function fateWords(some: readonly Displaced[]): string {
  const fates = [...Map.groupBy(some, ({ fate }) => fate)];
  return fates
    .map(([fate, { length }]) => {
      const words = FATES[fate][length === 1 ? "one" : "more"];
      return fates.length === 1 ? words : `${COUNT.format(length)} ${words}`;
    })
    .join(", ");
}

/** `R1-1, R1-4, R1-8 and 17 more: emptied from … New floor.`; what has the same cause stands once. */
function causesOf(all: readonly Displaced[]): string {
  const causes = Map.groupBy(all, ({ reason }) => {
    const fault = fromWireFault(reason);
    return causeParts(fault)?.cause ?? faultReason(fault);
  });
  return [...causes]
    .slice(0, MOST_NAMED)
    .map(([cause, some]) => {
      const things = some.flatMap(({ reason }) => causeParts(fromWireFault(reason))?.things ?? []);
      const named = firstOf([...new Set(things)]);
      return ended(named === "" ? cause : `${named}: ${cause}`);
    })
    .join(" ");
}

function firstOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  // One more is named rather than counted.
  return LIST.format(rest > 1 ? [...names.slice(0, MOST_NAMED), `${rest} more`] : names);
}

/** What its people can do about what runs or has nowhere to go; what was moved, or waits, needs nothing. */
function remedyOf(all: readonly Displaced[]): string {
  const needing = all.filter(({ fate }) => fate === "warned" || fate === "stays");
  return [...new Set(needing.map(({ reason }) => faultText(fromWireFault(reason)).remedy))].join(
    " ",
  );
}
