import { Decimal } from "../../base/money.ts";
import { cutAtMonths, type BillingCalendar } from "../billing-calendar.ts";
import { defineScheme, type RatedUsage, type Slice } from "../scheme.ts";
import { levelTimes, timesLevels } from "../level-times.ts";
import { describeHeld } from "../describe.ts";

const QUANTITY_DECIMALS = 12;

/**
 * So much for each unit and calendar month. Part of a month counts its real length over the real length
 * of the whole month around it, so a month's parts always add up to one.
 */
export const monthly = defineScheme({
  id: "monthly",
  title: "By the month",
  prices: (rate) => rate.per === "month",
  price: (usage, calendar) => {
    const quantity = unitMonths(usage, calendar).toDecimalPlaces(QUANTITY_DECIMALS);
    const unit = `${usage.meterUnit}-month`;
    return [
      {
        part: "",
        quantity,
        unit,
        unitPrice: usage.rate.price,
        describe: () => describeHeld(usage, quantity, unit),
      },
    ];
  },
});

/** Sums whole milliseconds per month first, so that neither order nor cuts change a digit. */
function unitMonths(usage: RatedUsage, calendar: BillingCalendar): Decimal {
  const months = new Map<number, { length: number; slices: Slice[] }>();
  for (const slice of usage.slices)
    for (const { start, end, month } of cutAtMonths(slice, calendar)) {
      const entry = months.get(month.start) ?? { length: month.end - month.start, slices: [] };
      entry.slices.push({ ...slice, start, end });
      months.set(month.start, entry);
    }
  return [...months]
    .toSorted(([a], [b]) => a - b)
    .reduce(
      (sum, [, { length, slices }]) =>
        sum.plus(timesLevels(levelTimes(slices)).dividedBy(new Decimal(length))),
      new Decimal(0),
    );
}
