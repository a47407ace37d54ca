import { Decimal } from "../../base/money.ts";
import { defineScheme } from "../scheme.ts";
import { levelTimes, timesLevels } from "../level-times.ts";
import { describeHeld } from "../describe.ts";

const HOUR = 3_600_000;
const QUANTITY_DECIMALS = 12;

/** So much for each unit and hour of its real length; no rounding up of started hours. */
export const hourly = defineScheme({
  id: "hourly",
  title: "By the hour",
  prices: (rate) => rate.per === "hour",
  price: (usage) => {
    const quantity = timesLevels(levelTimes(usage.slices))
      .dividedBy(new Decimal(HOUR))
      .toDecimalPlaces(QUANTITY_DECIMALS);
    const unit = `${usage.meterUnit}-hour`;
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
