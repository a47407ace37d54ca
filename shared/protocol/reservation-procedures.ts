import { z } from "zod";
import { designSchema } from "../design/design.ts";
import { GROUPINGS } from "../reservations/calendar-rows.ts";
import { marginsSchema } from "../schedule/hold.ts";
import { windowSchema } from "../schedule/window.ts";
import { id, lab, nothing, own, procedure } from "./procedure.ts";
import {
  bookingPlanSchema,
  bookingRequestSchema,
  bookingSchema,
  calendarDaySchema,
  calendarEntrySchema,
  calendarRowSchema,
  changedQuotaSchema,
  quotaSchema,
  reservationSchema,
  reservationStateSchema,
  triedTimeSchema,
} from "./reservation.ts";

const everybody = own("architect", "lab-admin", "customer", "operator");
const users = own("architect", "operator");
const instant = z.iso.datetime();
const booked = z.object({ booking: bookingSchema, reservations: z.array(reservationSchema) });

/** The pool in time: what is planned, booked, moved, extended, waited for and taken back. */
export const reservationProcedures = {
  /** What would come of a request, slot by slot, with conflicts and what can be done instead. Holds nothing. */
  plan: procedure
    .meta(own("architect", "lab-admin"))
    .route({ method: "POST", path: "/reservations/plan" })
    .input(bookingRequestSchema)
    .output(bookingPlanSchema),
  /** Books each time with all its copies or not at all. The same key and request give the same booking. */
  create: procedure
    .meta(own("architect"))
    .route({ method: "POST", path: "/reservations" })
    .input(bookingRequestSchema.extend({ idempotencyKey: z.string().min(8).max(100) }))
    .output(booked),
  /** The tenant's, by the start of their time. */
  list: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/reservations" })
    .input(
      z.object({
        start: instant.optional(),
        end: instant.optional(),
        booking: z.string().optional(),
        states: z.array(reservationStateSchema).optional(),
      }),
    )
    .output(z.array(reservationSchema)),
  /** A booking, its designs and everything that came of it. */
  get: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/bookings/{id}" })
    .input(id)
    .output(booked.extend({ designs: z.array(designSchema) })),
  /** All that is held of a pool at some time in a window. Lab admins see whose it is. */
  calendar: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/calendar" })
    .input(id.and(windowSchema))
    .output(z.array(calendarEntrySchema)),
  /** The same day by day, for labs that hold thousands: how many, how much, and of each day the first few. */
  days: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "POST", path: "/pools/{id}/calendar/days" })
    .input(
      id.extend({
        /** When each begins, and when the last ends. */
        days: z.array(instant).min(2).max(64),
        counted: z.enum(["present", "month"]).default("present"),
        most: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ days: z.array(calendarDaySchema), entries: z.array(calendarEntrySchema) })),
  /** The same row by row, for a timeline of which only a part is in view. */
  rows: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/calendar/rows" })
    .input(
      id.extend({
        start: instant,
        end: instant,
        by: z.enum(GROUPINGS),
        from: z.coerce.number().int().min(0).default(0),
        count: z.coerce.number().int().min(1).max(200).default(50),
        /** So many entries of a row are named. */
        most: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ total: z.int(), rows: z.array(calendarRowSchema) })),
  /** When a design would fit for so many minutes between `from` and `to`: at the earliest, at the cheapest, and all times. */
  slots: procedure
    .meta(own("architect", "lab-admin"))
    .route({ method: "POST", path: "/reservations/slots" })
    .input(
      z.object({
        pool: z.string(),
        design: designSchema,
        minutes: z.int().min(1),
        from: instant,
        to: instant,
        margins: marginsSchema.prefault({}),
        /** So many of it at once. */
        copies: bookingRequestSchema.shape.copies,
      }),
    )
    .output(
      z.object({
        earliest: windowSchema.nullable(),
        cheapest: z.object({ window: windowSchema, cost: z.string() }).nullable(),
        /** Within each of these it fits at any time. */
        free: z.array(windowSchema),
      }),
    ),
  /** Makes it last until then, or up to the next conflict; the answer says until when. */
  extend: procedure
    .meta(users)
    .route({ method: "POST", path: "/reservations/{id}/extend" })
    .input(id.extend({ until: instant }))
    .output(
      // Why it does not last as long as was asked for, in words; null when it does.
      z.object({
        reservation: reservationSchema,
        limited: z.boolean(),
        why: z.string().nullable().default(null),
      }),
    ),
  /** To another time, of the same length when no end is given. What has started keeps its start. */
  move: procedure
    .meta(users)
    .route({ method: "POST", path: "/reservations/{id}/move" })
    .input(id.extend({ start: instant, end: instant.optional() }))
    .output(reservationSchema),
  /** What would come of moving it there, or of making it last so long. Changes nothing, and is asked while one drags. */
  tryTime: procedure
    .meta(users)
    .route({ method: "POST", path: "/reservations/{id}/try" })
    .input(id.and(windowSchema))
    .output(triedTimeSchema),
  /** This one, this and all later ones of its booking, or all of them; what runs is released. */
  cancel: procedure
    .meta(users)
    .route({ method: "POST", path: "/reservations/{id}/cancel" })
    .input(id.extend({ scope: z.enum(["one", "following", "all"]).default("one") }))
    .output(z.array(reservationSchema)),
  /** The task is done, or it is over for another reason: releases what runs at once, consoles too. */
  finish: procedure
    .meta(users)
    .route({ method: "POST", path: "/reservations/{id}/finish" })
    .input(id)
    .output(reservationSchema),
  /** Somebody is there. */
  heartbeat: procedure
    .meta(users)
    .route({ method: "POST", path: "/reservations/{id}/heartbeat" })
    .input(id)
    .output(nothing),
  /** Those that wait for room in a pool, in the order they are served in. */
  queue: procedure
    .meta(lab("architect", "lab-admin", "operator"))
    .route({ method: "GET", path: "/pools/{id}/queue" })
    .input(id)
    .output(z.array(calendarEntrySchema)),
  /** What waits for a lab admin's approval, of all tenants. */
  waiting: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/reservations/waiting" })
    .output(z.array(reservationSchema)),
  /** Approves or refuses a whole booking. */
  decide: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/bookings/{id}/decide" })
    .input(id.extend({ approved: z.boolean(), note: z.string().max(500).default("") }))
    .output(z.array(reservationSchema)),
  /** The lab wants its machines back: the reservation ends after the notice, at the latest. */
  pullBack: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/reservations/{id}/pull-back" })
    .input(
      id.extend({
        noticeMinutes: z.int().min(0).max(10_080).default(30),
        note: z.string().max(500).default(""),
      }),
    )
    .output(reservationSchema),
  /** The limits of the caller's tenant. */
  allowance: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/reservations/allowance" })
    .output(z.array(quotaSchema)),
  quotas: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/quotas" })
    .output(z.array(quotaSchema)),
  setQuota: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/quotas" })
    .input(changedQuotaSchema)
    .output(quotaSchema),
  /** The tenant's reservations as an iCalendar file. */
  ics: procedure
    .meta(everybody)
    .route({ method: "GET", path: "/reservations/calendar.ics" })
    .output(z.object({ text: z.string() })),
  /**
   * A new secret path at which calendar programs find that file; the user's one before it ends. `address`: where the
   * daemon listens, for those who came by its socket and not by a URL.
   */
  feed: procedure
    .meta(everybody)
    .route({ method: "POST", path: "/reservations/feed" })
    .output(z.object({ path: z.string(), address: z.url().nullable().default(null) })),
};
