import { expect, test } from "vitest";
import { Decimal } from "../base/money.ts";
import { starterCatalogue, starterTerms } from "../catalogue/starter.ts";
import { exampleDesigns } from "../design/examples.ts";
import { quote } from "./quote.ts";
import { runRate } from "./run-rate.ts";

const catalogue = starterCatalogue();
const terms = starterTerms();

test.each(exampleDesigns())("of $id is what an hour and a month are quoted at", ({ design }) => {
  const at = "2026-11-21T08:00:00.000Z";
  const once = new Set(
    terms.book.rules.flatMap((rule) => ("per" in rule && rule.per === "once" ? [rule.id] : [])),
  );
  const quoted = (start: string, end: string, isOnce: boolean): Decimal =>
    quote({ design, catalogue, terms, window: { start, end } })
      .lines.filter(({ rule }) => once.has(rule.id) === isOnce)
      .reduce((sum, { net }) => sum.plus(net), new Decimal(0));
  const rate = runRate({ design, catalogue, terms, at });
  const differences = [
    quoted(at, "2026-11-21T09:00:00.000Z", false).minus(rate.hour),
    quoted("2026-10-31T23:00:00.000Z", "2026-11-30T23:00:00.000Z", false).minus(rate.month),
    quoted(at, "2026-11-21T09:00:00.000Z", true).minus(rate.once),
  ];
  // Amounts are kept with 24 decimals, line by line.
  for (const difference of differences)
    expect(difference.abs().lessThan("1e-20"), difference.toFixed()).toBe(true);
});
