import { dateAt } from "../pricing/engine/local-days.ts";
import type { Bill } from "./bill.ts";

/** The day of an instant, as `2026-09-01`, where months end for whoever is billed; of bills that do not say where, in UTC. */
export function dayIn(instant: string, zone = "UTC"): string {
  return dateAt(Date.parse(instant), zone).toString();
}

/** The last day, as `2026-09-30`, of what ends at an instant: midnight belongs to the day before. */
export function lastDayIn(end: string, zone = "UTC"): string {
  return dateAt(Date.parse(end) - 1, zone).toString();
}

/** The first and the last day of what a bill was billed in, as `2026-09-01`; one day twice where it is no longer. */
export function billedDays({ period, zone }: Pick<Bill, "period" | "zone">): {
  readonly first: string;
  readonly last: string;
} {
  const first = dayIn(period.start, zone);
  const last = lastDayIn(period.end, zone);
  return { first, last: last < first ? first : last };
}
