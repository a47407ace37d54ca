import { z } from "zod";
import { repetitionSchema } from "./repetition.ts";
import { dateSchema, timeOfDaySchema, zoneSchema } from "./wall-clock.ts";

const minutesSchema = z
  .int()
  .min(1)
  .max(366 * 24 * 60);
const instantSchema = z.iso.datetime();
/** Sunday is 0. */
const weekdaysSchema = z.array(z.int().min(0).max(6)).min(1).max(7);

const fromToSchema = z
  .object({ type: z.literal("from-to"), start: instantSchema, end: instantSchema })
  .refine(({ start, end }) => Date.parse(start) < Date.parse(end), {
    message: "it must end after it starts",
    path: ["end"],
  });

const repeatedSchema = repetitionSchema.extend({ type: z.literal("repeated") });

/**
 * When something is wanted. One-off times are instants; what repeats is what clocks in a zone show, and becomes
 * instants only when it is expanded, so that both changes of the clocks come out right.
 */
export const sessionSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("now"), minutes: minutesSchema }),
  fromToSchema,
  z.object({ type: z.literal("duration"), start: instantSchema, minutes: minutesSchema }),
  /** Ends when somebody says that the task is done; the resources are held for the longest it may take. */
  z
    .object({
      type: z.literal("until-task"),
      /** null: now. */
      start: instantSchema.nullable(),
      task: z.string().min(1).max(200),
      atMostMinutes: minutesSchema,
      /** How long it takes when all goes well, and mostly, where that is known. They only change what it may cost. */
      leastMinutes: minutesSchema.optional(),
      expectedMinutes: minutesSchema.optional(),
    })
    .refine(
      ({ leastMinutes = 1, atMostMinutes, expectedMinutes = atMostMinutes }) =>
        leastMinutes <= expectedMinutes && expectedMinutes <= atMostMinutes,
      { message: "least, expected and most must be in that order", path: ["expectedMinutes"] },
    ),
  /** Any `minutes` within the window: "two hours in the next twelve". */
  z
    .object({
      type: z.literal("within"),
      /** null: now. */
      from: instantSchema.nullable(),
      to: instantSchema,
      minutes: minutesSchema,
      prefer: z.enum(["earliest", "cheapest"]).default("earliest"),
    })
    .refine(
      ({ from, to, minutes }) =>
        from === null || Date.parse(to) - Date.parse(from) >= minutes * 60_000,
      { message: "the window is shorter than what is wanted in it", path: ["minutes"] },
    ),
  repeatedSchema,
  /** The designs take turns on the same machines, slot after slot, within each time of `within`. */
  z.object({
    type: z.literal("turns"),
    within: z.discriminatedUnion("type", [fromToSchema, repeatedSchema]),
    slotMinutes: minutesSchema,
  }),
  /** The first design in office hours, the second at all other times, without a gap. */
  z
    .object({
      type: z.literal("office-hours"),
      start: instantSchema,
      end: instantSchema,
      zone: zoneSchema,
      days: weekdaysSchema,
      from: timeOfDaySchema,
      to: timeOfDaySchema,
      holidays: z.array(dateSchema).max(366).default([]),
    })
    .refine(({ start, end }) => Date.parse(start) < Date.parse(end), {
      message: "it must end after it starts",
      path: ["end"],
    })
    .refine(({ from, to }) => from < to, {
      message: "office hours end on the day they begin",
      path: ["to"],
    }),
]);

export type Session = z.infer<typeof sessionSchema>;
export type SessionOf<Type extends Session["type"]> = Extract<Session, { type: Type }>;

/** How long a task takes at the least, mostly and at the most. What is not known is as long as it may be. */
export function taskMinutes({
  atMostMinutes: high,
  expectedMinutes: expected = high,
  leastMinutes: low = expected,
}: Pick<SessionOf<"until-task">, "atMostMinutes" | "expectedMinutes" | "leastMinutes">): {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
} {
  return { low, expected, high };
}

/** The zone that a session is written in; one-off times are instants and have none of their own. */
export function zoneOf(session: Session): string | null {
  if (session.type === "turns") return zoneOf(session.within);
  return "zone" in session ? session.zone : null;
}
