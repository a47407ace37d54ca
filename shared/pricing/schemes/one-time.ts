import { Decimal, decimalText } from "../../base/money.ts";
import { defineScheme, type Slice } from "../scheme.ts";
import { describeOnce } from "../describe.ts";

/** So much for each unit once, however long and in however many pieces an instance held it. */
export const oneTime = defineScheme({
  id: "one-time",
  title: "Once",
  prices: (rate) => rate.per === "once",
  price: (usage) => {
    const levels = highestLevels(usage.slices);
    const quantity = levels.reduce((sum, level) => sum.plus(level), new Decimal(0));
    return [
      {
        part: "",
        quantity,
        unit: usage.meterUnit,
        unitPrice: usage.rate.price,
        describe: () => describeOnce(usage, levels.map(decimalText), quantity),
      },
    ];
  },
});

/** Per instance the most it ever held: ten seats that became twelve cost twelve. */
function highestLevels(slices: readonly Slice[]): readonly Decimal[] {
  const highest = new Map<string, Decimal>();
  for (const slice of slices) {
    const level = new Decimal(slice.level);
    const known = highest.get(slice.instance);
    if (known === undefined || level.greaterThan(known)) highest.set(slice.instance, level);
  }
  return [...highest.values()];
}
