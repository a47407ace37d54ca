import { expect, test } from "vitest";
import { starterPriceBook } from "../catalogue/starter.ts";
import { labPriceBook } from "../prices/lab-book.ts";
import { contradictionIn } from "../pricing/engine/book-check.ts";
import { declaredFee } from "./declared-fee.ts";
import { someBook } from "./sketch-account.ts";

const TIERS = [
  {
    meter: "instance",
    counts: "machine-hours a month",
    bands: [{ upTo: "100", fee: "10" }, { upTo: "1000", fee: "50.50" }, { fee: "200" }],
  },
  { meter: "storage", counts: "GiB", bands: [{ upTo: "500", fee: "0" }, { fee: "5" }] },
];

const book = (bandBound: "inclusive" | "exclusive" = "inclusive") =>
  someBook({ declaredFee: { cadence: "quarterly", tiers: TIERS }, settings: { bandBound } });

function fee(of: Readonly<Record<string, number>>, bound?: "inclusive" | "exclusive") {
  const expected = Object.entries(of).map(([meter, quantity]) => ({ meter, quantity, note: "" }));
  return declaredFee(book(bound), expected).fee?.amount;
}

test("the fee is that of the band which the declared use is in; of several uses it is added up", () => {
  expect(fee({ instance: 0 })).toBe("10");
  expect(fee({ instance: 100 })).toBe("10");
  expect(fee({ instance: 100 }, "exclusive")).toBe("50.5");
  expect(fee({ instance: 100.5 })).toBe("50.5");
  expect(fee({ instance: 9999, storage: 501 })).toBe("205");
  expect(fee({ storage: 1 })).toBe("0");
});

test("who declares nothing that the book asks for gets no fee by it, but is told what is asked", () => {
  expect(fee({ other: 5 })).toBeUndefined();
  expect(declaredFee(book(), []).asks.map(({ counts }) => counts)).toEqual([
    "machine-hours a month",
    "GiB",
  ]);
  expect(declaredFee(someBook(), [])).toEqual({ currency: "EUR", asks: [], fee: null, parts: [] });
});

test("it says what each part follows from", () => {
  const { parts, fee: agreed } = declaredFee(book(), [
    { meter: "instance", quantity: 400, note: "" },
  ]);
  expect(parts).toMatchObject([
    { meter: "instance", quantity: 400, band: "more than 100, up to 1000", amount: "50.50" },
  ]);
  expect(agreed).toEqual({
    amount: "50.5",
    cadence: "quarterly",
    due: "advance",
    basis: "account",
  });
});

test("bands that do not rise are refused with the book", () => {
  const bands = [{ upTo: "100", fee: "10" }, { upTo: "100", fee: "50" }, { fee: "200" }];
  const tiers = [{ meter: "instance", counts: "hours", bands }];
  expect(contradictionIn(someBook({ declaredFee: { tiers } }))).toMatchObject({
    code: "price-book-invalid",
    where: "declaredFee.tiers.0.bands.1.upTo",
  });
});

test.each([starterPriceBook(), labPriceBook()])(
  "the books that come along ask for it: $id",
  (own) => {
    const declared = [
      { meter: "instance", quantity: 400, note: "" },
      { meter: "storage", quantity: 800, note: "" },
    ];
    expect(declaredFee(own, declared).fee?.amount).toBe("35");
    expect(declaredFee(own, []).fee).toBeNull();
  },
);
