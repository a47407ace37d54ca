import { defineScheme } from "./scheme.ts";

/** Each line when it falls due: usage when it was used, fees in advance when their time begins. */
export const payPerUse = defineScheme({
  id: "pay-per-use",
  title: "Pay per use",
  collect: (lines) =>
    lines.map(({ lineKey, due, rounded }) => ({
      lineKeys: [lineKey],
      scheme: "pay-per-use",
      at: Date.parse(due),
      amount: rounded,
      state: "due",
      explain: "as used",
    })),
});
