import { z } from "zod";
import { designSchema } from "../design/design.ts";
import { refusalSchema } from "../placement/placement.ts";
import { decimalSchema } from "../base/money.ts";
import { marginsSchema } from "../schedule/hold.ts";
import { qosClassSchema } from "../reservations/qos-class.ts";
import { sessionSchema } from "../schedule/session.ts";
import { windowSchema } from "../schedule/window.ts";
import { faultSchema } from "./environment.ts";

/**
 * asked → booked → running → ending → done; queued before it is booked. Each one is for one environment, whose id
 * is the reservation's own.
 */
export const RESERVATION_STATES = [
  /** Holds its resources and waits for approval. */
  "asked",
  /** Holds nothing and waits for room. */
  "queued",
  /** Holds its resources for its time. */
  "booked",
  /** Its environment is there, or being made. */
  "running",
  /** Its environment is being removed; what it holds is not free yet. */
  "ending",
  "done",
  "cancelled",
  /** A lab admin did not approve it. */
  "refused",
  /** Nobody decided, or there was no room, in time. */
  "expired",
  /** Nobody came. */
  "no-show",
  /** The lab took its machines back. */
  "pulled-back",
] as const;
export const reservationStateSchema = z.enum(RESERVATION_STATES);
export type ReservationState = z.infer<typeof reservationStateSchema>;

const instant = z.iso.datetime();

/** One environment at one time. */
export const reservationSchema = z.object({
  id: z.string(),
  /** What it was booked with; all of a series have the same. */
  booking: z.string(),
  /** Which time of the session it is: a day, a day and its slot, or "1". */
  key: z.string(),
  name: z.string(),
  tenant: z.string(),
  owner: z.string(),
  pool: z.string(),
  state: reservationStateSchema,
  /** While it can be used. */
  window: windowSchema,
  /** While its resources are held: with set-up, grace and wipe. */
  hold: windowSchema,
  /** Which of the booking's designs. */
  variant: z.int(),
  /** Which copy, from 1. */
  copy: z.int(),
  /** 0 to 9; 9 is served first. */
  priority: z.int(),
  /** Gives way to a more urgent one, with notice. */
  preemptible: z.boolean(),
  machines: z.int(),
  cores: z.int(),
  /** The hosts that it is on. */
  hosts: z.array(z.string()),
  /** Its environment, which has the same id, has been made. */
  started: z.boolean(),
  /** Why it is not, or no longer, what was asked for, or where it was. */
  reason: faultSchema.nullable(),
  updatedAt: instant,
});
export type Reservation = z.infer<typeof reservationSchema>;

/** What is told beside a reservation's new state. */
export const noticeSchema = z.enum([
  "booked",
  "queued",
  /** It waited, and now it is booked. */
  "served",
  "approval-needed",
  "approved",
  "refused",
  "started",
  "ends-soon",
  "in-grace",
  "ended",
  "extended",
  "moved",
  "cancelled",
  "expired",
  "no-show",
  "pulled-back",
  "replanned",
  "delayed",
]);
export type Notice = z.infer<typeof noticeSchema>;

/** Everything that can be said when something is booked. */
export const bookingRequestSchema = z.object({
  name: z.string().min(1).max(200),
  pool: z.string(),
  /** One; or those that take turns; or the one for office hours and the one for all other times. */
  designs: z.array(designSchema).min(1).max(24),
  session: sessionSchema,
  margins: marginsSchema.prefault({}),
  /** So many environments at each time, each isolated from the others. */
  copies: z.int().min(1).max(200).default(1),
  priority: z.int().min(0).max(9).default(5),
  preemptible: z.boolean().default(false),
  /** What is to be promised, which also says whether it gives way; left out: nothing but what is said beside it. */
  qosClass: qosClassSchema.optional(),
  /** What becomes of a time that does not fit: nothing is booked at all, that time is left out, or it queues. */
  whenTaken: z.enum(["refuse", "skip", "queue"]).default("refuse"),
  /** Released when nobody has come so long after its start; null: never. */
  noShowMinutes: z.int().min(1).max(1440).nullable().default(null),
  /** Released when nothing was heard of its user for so long; null: never. */
  heartbeatMinutes: z.int().min(1).max(1440).nullable().default(null),
});
export type BookingRequest = z.infer<typeof bookingRequestSchema>;

/** What was booked at once: one time or a series. */
export const bookingSchema = bookingRequestSchema.omit({ designs: true }).extend({
  id: z.string(),
  tenant: z.string(),
  owner: z.string(),
  /** The names of its designs. */
  designs: z.array(z.string()),
  /** The session goes on for ever: it is booked ahead as time passes. */
  endless: z.boolean(),
  createdAt: instant,
});
export type Booking = z.infer<typeof bookingSchema>;

/** Who holds what somebody else wants, as far as the asker may know: of other tenants only that it is taken. */
export const holderSchema = z.object({
  reservation: z.string().nullable(),
  name: z.string().nullable(),
  owner: z.string().nullable(),
  window: windowSchema,
  preemptible: z.boolean().nullable(),
});

export const conflictSchema = z.object({
  /** A resource; `*` for the name where several would do as well: `lab/host/*` with or without what of them. */
  resource: z.string(),
  /** So many would do as well. */
  of: z.int().default(1),
  /** Of all of them; of hosts as a whole, how many they are. */
  capacity: z.int(),
  /** The most that is held at one instant of the wanted time, of each. */
  held: z.int(),
  /** Who has most of it first; all copies of one that is named. */
  holders: z.array(holderSchema),
  /** So many more that are not named, copies counted as one. */
  others: z.int().default(0),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** What would come of giving a reservation another time; nothing is changed by asking. */
export const triedTimeSchema = z.object({
  /**
   * It fits where it is; only on other machines; only up to the end of `window`; it goes on waiting in the queue
   * for then; not at all.
   */
  verdict: z.enum(["fits", "elsewhere", "shorter", "queued", "refused"]),
  /** The time that it would have; where it is refused, the one that was asked for. */
  window: windowSchema,
  /** Why it is refused. */
  why: faultSchema.nullable(),
  /** Why it would not last as long as asked for, in words. */
  limit: z.string().nullable(),
  /** Who has its machines then. */
  conflicts: z.array(conflictSchema),
});
export type TriedTime = z.infer<typeof triedTimeSchema>;

/** What can be done instead. */
export const offerSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("slot"), window: windowSchema }),
  /** It fits then in this other pool. */
  z.object({ type: z.literal("hardware"), pool: z.string(), name: z.string() }),
  /** So many wait before it. Not offered to what an empty lab could not hold either. */
  z.object({ type: z.literal("queue"), ahead: z.int() }),
  /** So many copies fit into an empty lab. */
  z.object({ type: z.literal("copies"), copies: z.int() }),
  /** Changed like this, in words, the design fits into an empty lab. */
  z.object({ type: z.literal("change"), title: z.string() }),
]);
export type Offer = z.infer<typeof offerSchema>;

export const plannedSlotSchema = z.object({
  key: z.string(),
  variant: z.int(),
  window: windowSchema,
  hold: windowSchema,
  /** All of its copies fit. */
  fits: z.boolean(),
  /** An empty lab does not hold it either: there is nothing to wait for. */
  never: z.boolean().default(false),
  machines: z.int(),
  cores: z.int(),
  refusals: z.array(refusalSchema),
  conflicts: z.array(conflictSchema),
  offers: z.array(offerSchema),
  /** Less urgent ones that were booked on that condition, and would be taken back or end sooner for it. */
  givesWay: z.array(holderSchema).default([]),
  /** What its copies would cost together. */
  cost: z.string(),
});
export type PlannedSlot = z.infer<typeof plannedSlotSchema>;

/** What would come of a request. Nothing is held by it. */
export const bookingPlanSchema = z.object({
  slots: z.array(plannedSlotSchema),
  /** All of it, at the most. */
  total: z.string(),
  /** What a task costs that takes the least time, or as long as mostly; null: always the total. */
  cases: z.object({ low: z.string(), expected: z.string() }).nullable().default(null),
  currency: z.string(),
  /** What all of it would cost at the most, by what is promised. */
  classes: z.array(z.object({ qosClass: qosClassSchema, total: z.string() })).default([]),
  /** A limit that it would break. */
  quota: faultSchema.nullable(),
  needsApproval: z.boolean(),
});
export type BookingPlan = z.infer<typeof bookingPlanSchema>;

const limits = z.object({
  /** At any one time. */
  machines: z.int().min(0).nullable(),
  cores: z.int().min(0).nullable(),
  /** Machines times hours, in each calendar month (UTC). */
  machineHours: z.int().min(0).nullable(),
  /** What all in a calendar month (UTC) is projected to cost, in the currency of the price book. */
  money: decimalSchema
    .refine((amount) => !amount.startsWith("-"), { message: "a limit is not below zero" })
    .nullable(),
  /** Requests that are more urgent are made this urgent. */
  highestPriority: z.int().min(0).max(9),
  /** A request of more machines than this, all its copies together, needs a lab admin's approval. */
  approvalAboveMachines: z.int().min(0).nullable(),
});
const { machines, cores, machineHours, money, highestPriority, approvalAboveMachines } =
  limits.shape;

/** What a tenant, or one user of it, may hold; null: no limit. */
export const quotaSchema = z.object({
  tenant: z.string(),
  /** null: the whole tenant together. */
  user: z.string().nullable(),
  machines: machines.default(null),
  cores: cores.default(null),
  machineHours: machineHours.default(null),
  money: money.default(null),
  highestPriority: highestPriority.default(5),
  approvalAboveMachines: approvalAboveMachines.default(null),
});
/** Other limits for them; those that are left out stay. The user by id, or by name. */
export const changedQuotaSchema = quotaSchema
  .pick({ tenant: true, user: true })
  .extend(limits.partial().shape);
export type Quota = z.infer<typeof quotaSchema>;

/** When something ended, or was off before it began, and why; null: its time was over, or its own people cancelled it. */
export const endedSchema = z.object({ at: instant, reason: faultSchema.nullable() });
export type Ended = z.infer<typeof endedSchema>;

/**
 * A line of the pool's calendar. Of their own tenant people see all of it, and lab admins of everybody; of others'
 * only the time in which something is held. Where it is told host by host or site by site, as in the timeline, those
 * times are melted together: of how many bookings they are, and which hosts belong to one, cannot be told from them.
 */
export const calendarEntrySchema = z.object({
  reservation: z.string().nullable(),
  /** Of an environment that was sent without being booked: its id. */
  environment: z.string().optional(),
  booking: z.string().nullable(),
  name: z.string().nullable(),
  tenant: z.string().nullable(),
  owner: z.string().nullable(),
  state: reservationStateSchema,
  window: windowSchema,
  hold: windowSchema,
  machines: z.int().nullable(),
  cores: z.int().nullable(),
  hosts: z.array(z.string()),
  priority: z.int().nullable(),
  preemptible: z.boolean().nullable(),
  /** Why it is not, or no longer, what was asked for, or where it was; left out where there is nothing to tell. */
  reason: faultSchema.optional(),
  /** Left out while it has not ended. */
  ended: endedSchema.optional(),
});
export type CalendarEntry = z.infer<typeof calendarEntrySchema>;

/** A day of the calendar: how many are on it, and the most cores that they hold in each half hour (its 48th part). */
export const calendarDaySchema = z.object({ total: z.int(), busy: z.array(z.number()) });
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/** A row of the timeline; where it holds very many, the first of them. */
export const calendarRowSchema = z.object({
  id: z.string(),
  title: z.string(),
  total: z.int(),
  entries: z.array(calendarEntrySchema),
});
export type CalendarRow = z.infer<typeof calendarRowSchema>;
