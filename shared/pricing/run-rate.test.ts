import { expect, test } from "vitest";
import { Decimal } from "../base/money.ts";
import { starterCatalogue, starterRateCard } from "../catalogue/starter.ts";
import { exampleDesigns } from "../design/examples.ts";
import { quote } from "./bill.ts";
import { runRate } from "./run-rate.ts";

const catalogue = starterCatalogue();
const card = starterRateCard();

test.each(exampleDesigns())("of $id is what an hour and a month are quoted at", ({ design }) => {
  const at = "2026-11-21T08:00:00.000Z";
  const quoted = (start: string, end: string, once: boolean): Decimal =>
    quote({ design, catalogue, card, window: { start, end } })
      .charges.filter(({ rate }) => {
        const { per } = card.rates.find(({ id }) => id === rate.id) ?? {};
        return (per === "once") === once;
      })
      .reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
  const rate = runRate({ design, catalogue, card, at });
  const differences = [
    quoted(at, "2026-11-21T09:00:00.000Z", false).minus(rate.hour),
    quoted("2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z", false).minus(rate.month),
    quoted(at, "2026-11-21T09:00:00.000Z", true).minus(rate.once),
  ];
  // The quote's quantities are cut off at twelve decimals line by line.
  for (const difference of differences)
    expect(difference.abs().lessThan("1e-9"), difference.toFixed()).toBe(true);
});
