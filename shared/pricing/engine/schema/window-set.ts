import { z } from "zod";
import { dateSchema, timeOfDaySchema, zoneSchema } from "../../../schedule/wall-clock.ts";
import { idSchema } from "./values.ts";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** What clocks in the tariff's zone show; half-open; `to` not after `from` is on the next day; `24:00` ends a day. */
const windowRuleSchema = z.strictObject({
  window: idSchema,
  days: z
    .array(z.enum(DAYS))
    .min(1)
    .default([...DAYS]),
  from: timeOfDaySchema.default("00:00"),
  to: z.union([timeOfDaySchema, z.literal("24:00")]).default("24:00"),
});

/** Peak and off-peak, or any other names. What no line names is `default`; holidays are `holiday` all day long. */
export const windowSetSchema = z
  .strictObject({
    id: idSchema,
    /** Whose clocks; the book's tariffZone when left out. */
    zone: zoneSchema.optional(),
    windows: z.array(windowRuleSchema).min(1),
    default: idSchema,
    holidays: z.array(dateSchema).max(2000).default([]),
    /** The window of a holiday; the default one when left out. */
    holiday: idSchema.optional(),
  })
  .transform((set) => ({ ...set, holiday: set.holiday ?? set.default }));
export type WindowSet = z.infer<typeof windowSetSchema>;
export type WindowRule = WindowSet["windows"][number];

/** Monday is 1, as Temporal counts. */
export function dayNumber(day: WindowRule["days"][number]): number {
  return DAYS.indexOf(day) + 1;
}
