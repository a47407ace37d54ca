import { fromWireFault } from "../../../shared/protocol/errors.ts";
import { faultText } from "../../../shared/base/fault.ts";
import { refusalText } from "../../../shared/placement/refusal-text.ts";
import type {
  BookingPlan,
  CalendarEntry,
  Conflict,
  Offer,
  PlannedSlot,
  Reservation,
} from "../../../shared/protocol/reservation.ts";
import { QOS_PROMISES } from "../../../shared/reservations/qos-class.ts";
import { moment } from "./moment.ts";
import { table } from "./table.ts";

/** Reservations, one a line. */
export function reservationLines(list: readonly Reservation[]): readonly string[] {
  if (list.length === 0) return ["There are no reservations."];
  return table(
    ["NAME", "STATE", "START", "END", "MACHINES", "ID"],
    list.map(({ name, state, reason, window, machines, id }) => [
      name,
      reason === null ? state : `${state}: ${faultText(fromWireFault(reason)).what}`,
      moment(window.start),
      moment(window.end),
      String(machines),
      id,
    ]),
  );
}

/** What is held of a pool, one a line; of other tenants only when. */
export function calendarLines(list: readonly CalendarEntry[]): readonly string[] {
  if (list.length === 0) return ["Nothing is held then."];
  return table(
    ["WHAT", "WHO", "STATE", "START", "END", "CORES", "HOSTS"],
    list.map(({ name, owner, state, window, cores, hosts }) => [
      name ?? "taken",
      owner ?? "",
      state,
      moment(window.start),
      moment(window.end),
      String(cores ?? ""),
      hosts.length === 0 ? "" : String(hosts.length),
    ]),
  );
}

/** What would come of a request, time by time, with what is in the way and what can be done instead. */
export function planLines(plan: BookingPlan): string[] {
  const { slots, total, cases, classes, currency, quota, needsApproval } = plan;
  const differs = new Set(classes.map((one) => one.total)).size > 1;
  return [
    ...slots.flatMap(slotLines),
    cases === null
      ? `Together ${total} ${currency}.`
      : `Together ${cases.low} to ${total} ${currency}, as expected ${cases.expected}.`,
    ...(differs ? classes.map((one) => classLine(one, currency)) : []),
    ...(quota === null ? [] : [`${faultText(fromWireFault(quota)).what}.`]),
    ...(needsApproval ? ["A lab admin has to approve it."] : []),
  ];
}

function classLine({ qosClass, total }: BookingPlan["classes"][number], currency: string): string {
  return `  ${qosClass}: ${total} ${currency}. ${QOS_PROMISES[qosClass]}`;
}

function slotLines(slot: PlannedSlot): string[] {
  const { window, fits, never, machines, refusals, conflicts, offers } = slot;
  const when = `${moment(window.start)} to ${moment(window.end)}`;
  if (fits) return [`${when}: fits, ${machines} machines`];
  return [
    `${when}: ${never ? "never fits, even if nobody else used the lab" : "does not fit"}`,
    ...(conflicts.length === 0 ? refusals.map((refusal) => `  ${refusalText(refusal)}`) : []),
    ...conflicts.flatMap(conflictLines),
    ...offers.map((offer) => `  instead: ${offerText(offer)}`),
  ];
}

function conflictLines({ resource, held, capacity, holders }: Conflict): string[] {
  const who = holders.map(
    ({ name, owner, window }) =>
      `    by ${name ?? "another tenant"}${owner === null ? "" : ` (${owner})`} until ${moment(window.end)}`,
  );
  return [`  ${held} of ${capacity} ${resource} is held`, ...who];
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
