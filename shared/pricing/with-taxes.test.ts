import { expect, test } from "vitest";
import { Decimal } from "../base/money.ts";
import { bookSchema } from "./engine/book.ts";
import { contractSchema } from "./engine/contract.ts";
import { segmentSchema } from "./engine/segments.ts";
import { statement } from "./quote.ts";
import { unroundedGross, withTaxes } from "./with-taxes.ts";

test("each tax is on the amount, not on the others", () => {
  expect(withTaxes(new Decimal("0.001"), ["19", "2"]).toFixed()).toBe("0.00121");
  expect(withTaxes(new Decimal(7), []).toFixed()).toBe("7");
});

test("what rounds to nothing is told with its taxes, and so is what does not", () => {
  const price = { shape: "unit", price: "0.12" };
  const book = bookSchema.parse({
    id: "lab",
    currency: "EUR",
    settings: { taxes: { VAT: "19" } },
    rules: [{ id: "machine", title: "Machine", kind: "usage", meter: "instance", pricing: price }],
  });
  const contract = contractSchema.parse({ account: "acme", start: "2026-01-01T00:00:00Z" });
  const start = "2026-11-02T10:00:00.000Z";
  const used = segmentSchema.parse({ node: "web", meter: "instance", start, end: null });
  const after = (now: string) => statement({ terms: { book, contract }, segments: [used], now });
  const soon = after("2026-11-02T10:00:30.000Z");
  expect(soon.totals.gross).toBe("0.00");
  expect(unroundedGross(soon)).toBe("0.00119");
  expect(unroundedGross(after("2026-11-02T12:00:00.000Z"))).toBe("0.2856");
});
