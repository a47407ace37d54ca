import { moment } from "../../../shared/base/clock.ts";
import { fromWireFault } from "../../../shared/protocol/errors.ts";
import { faultReason, faultText } from "../../../shared/base/fault.ts";
import { foldRefusals } from "../../../shared/placement/refusals/fold-refusals.ts";
import { refusalText } from "../../../shared/placement/refusals/refusal-text.ts";
import type {
  BookingPlan,
  CalendarEntry,
  Conflict,
  Offer,
  PlannedSlot,
  Reservation,
} from "../../../shared/protocol/reservation.ts";
import { becameWords, endedOf } from "../../../shared/reservations/ended.ts";
import { QOS_PROMISES } from "../../../shared/reservations/qos-class.ts";
import { withoutCopy } from "../../../shared/reservations/shared-name.ts";
import { heldWords } from "../../../shared/reservations/resource-words.ts";
import { table } from "./table.ts";
import type { Names } from "../find.ts";

/** What somebody is called, by id. */
type NameOf = (id: string) => string;

/** Reservations, one a line. */
export function reservationLines(list: readonly Reservation[]): readonly string[] {
  if (list.length === 0) return ["There are no reservations."];
  return table(
    ["NAME", "STATE", "START", "END", "MACHINES", "ID", "WHY"],
    list.map(({ name, state, window, machines, id, ...became }) => [
      name,
      state,
      moment(window.start),
      moment(window.end),
      String(machines),
      id,
      whyWords({
        state,
        reason: became.reason ?? undefined,
        ended: endedOf({ state, window, ...became }) ?? undefined,
      }),
    ]),
  );
}

/** When and why it ended; why it is not, or no longer, what was asked for, or where it was. */
function whyWords(entry: Pick<CalendarEntry, "state" | "reason" | "ended">): string {
  return becameWords(entry, { time: moment, reason: faultReason });
}

/** What is held of a pool, one a line; of other tenants only when. */
export function calendarLines(list: readonly CalendarEntry[], nameOf: NameOf): readonly string[] {
  if (list.length === 0) return ["Nothing is held then."];
  return table(
    ["WHAT", "WHO", "STATE", "START", "END", "CORES", "HOSTS", "WHY"],
    list.map((entry) => {
      const { name, owner, state, window, cores, hosts } = entry;
      return [
        name ?? "taken",
        owner === null ? "" : nameOf(owner),
        state,
        moment(window.start),
        moment(window.end),
        String(cores ?? ""),
        hosts.length === 0 ? "" : String(hosts.length),
        whyWords(entry),
      ];
    }),
  );
}

/** What would come of a request, time by time, with what is in the way and what can be done instead. */
export function planLines(plan: BookingPlan, names: Names): string[] {
  const { total, cases, classes, currency, quota, needsApproval } = plan;
  const differs = new Set(classes.map((one) => one.total)).size > 1;
  return [
    ...slotsLines(plan, names),
    cases === null
      ? `Together ${total} ${currency}.`
      : `Together ${cases.low} to ${total} ${currency}, as expected ${cases.expected}.`,
    ...(differs ? classes.map((one) => classLine(one, currency)) : []),
    ...(quota === null ? [] : [`${faultText(fromWireFault(quota)).what}.`]),
    ...(needsApproval ? ["A lab admin has to approve it."] : []),
  ];
}

/** Each of its times: whether it fits, who is in the way, and what can be done instead. */
export function slotsLines({ slots }: Pick<BookingPlan, "slots">, names: Names): string[] {
  return slots.flatMap((slot) => slotLines(slot, names));
}

function classLine({ qosClass, total }: BookingPlan["classes"][number], currency: string): string {
  return `  ${qosClass}: ${total} ${currency}. ${QOS_PROMISES[qosClass]}`;
}

function slotLines(slot: PlannedSlot, names: Names): string[] {
  const { window, fits, never, machines, refusals, conflicts, offers } = slot;
  const when = `${moment(window.start)} to ${moment(window.end)}`;
  const size = `${machines} ${machines === 1 ? "machine" : "machines"}`;
  if (fits) return [`${when}: fits, ${size}`, ...slot.givesWay.map(givesWayLine(names.person))];
  return [
    `${when}: ${never ? "never fits, even if nobody else used the lab" : "does not fit"}`,
    ...(conflicts.length === 0
      ? foldRefusals(refusals).map((refusal) => `  ${refusalText(refusal)}`)
      : []),
    ...conflicts.flatMap((conflict) => conflictLines(conflict, names)),
    ...offers.map((offer) => `  instead: ${offerText(offer)}`),
  ];
}

type Holder = Conflict["holders"][number];

function conflictLines(conflict: Conflict, { person, product }: Names): string[] {
  const who = conflict.holders.map(
    (holder) => `    by ${holderWords(holder, person)} until ${moment(holder.window.end)}`,
  );
  const others = conflict.others === 0 ? [] : [`    and ${conflict.others} more`];
  return [`  ${heldWords(conflict, product)}`, ...new Set(who), ...others];
}

/** Somebody who is taken back, or ends sooner, for something more urgent. */
function givesWayLine(nameOf: NameOf): (holder: Holder) => string {
  return (holder) =>
    `  gives way: ${holderWords(holder, nameOf)}, ${moment(holder.window.start)} to ${moment(holder.window.end)}`;
}

function holderWords({ name, owner }: Holder, nameOf: NameOf): string {
  return `${withoutCopy(name) ?? "another tenant"}${owner === null ? "" : ` (${nameOf(owner)})`}`;
}

function offerText(offer: Offer): string {
  switch (offer.type) {
    case "slot":
      return `${moment(offer.window.start)} to ${moment(offer.window.end)}`;
    case "hardware":
      return `in ${offer.name} (--pool ${offer.pool})`;
    case "queue":
      return `wait, with ${offer.ahead} before it (--when-taken queue)`;
    case "copies":
      return `${offer.copies} ${offer.copies === 1 ? "copy" : "copies"} (--copies ${offer.copies})`;
    case "change":
      return `with the design changed: ${offer.title}`;
  }
}
