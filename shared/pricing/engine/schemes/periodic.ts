import { periodAt } from "../calendar.ts";
import { periodsOf } from "../steps/terms.ts";
import { sumText } from "./sum.ts";
import { defineScheme } from "./scheme.ts";

const DAY = 86_400_000;

/** All that falls due within a month, quarter or year, at its end. */
export const periodic = defineScheme({
  id: "periodic",
  title: "Periodic",
  collect: (lines, { cadence, payWithinDays }, { book, calendar }) => {
    const periods = periodsOf(calendar, cadence);
    // What falls due just when a period ends belongs to it.
    const periodOf = (due: string) => periodAt(periods, Date.parse(due) - 1);
    const groups = Map.groupBy(lines, ({ due }) => periodOf(due));
    return [...groups]
      .toSorted(([a], [b]) => a.start - b.start)
      .map(([period, own]) => ({
        lineKeys: own.map(({ lineKey }) => lineKey),
        scheme: "periodic",
        at: period.end + payWithinDays * DAY,
        amount: sumText(own, book.currency),
        state: "due",
        explain: `${own.length} ${own.length === 1 ? "line" : "lines"} of ${period.label}`,
      }));
  },
});
