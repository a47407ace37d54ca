import type { MoneyDocument } from "../document.ts";
import type { FocusRow } from "./columns.ts";

/** As FOCUS writes times: whole seconds, UTC. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** The month that something is billed in: the one that it names, else the one in which it begins. */
export function periodOf(
  { months, at }: MoneyDocument,
  { billedIn, start }: { readonly billedIn: string; readonly start: string },
): FocusRow {
  const begin = Date.parse(start);
  const month =
    months.find(({ label }) => label === billedIn) ??
    months.find((one) => one.start <= begin && begin < one.end) ??
    months.at(-1);
  // Without a line there is no month: the document's own instant is all there is.
  const instant = Date.parse(at);
  return {
    BillingPeriodStart: timeText(month?.start ?? instant),
    BillingPeriodEnd: timeText(month?.end ?? instant + 1000),
  };
}

export function chargePeriod({
  start,
  end,
}: {
  readonly start: string;
  readonly end: string;
}): FocusRow {
  const [from, to] = [Date.parse(start), Date.parse(end)];
  return {
    ChargePeriodStart: timeText(from),
    // Periods end after they begin, also of what happened at one instant.
    ChargePeriodEnd: timeText(Math.max(to, from + 1000)),
  };
}
