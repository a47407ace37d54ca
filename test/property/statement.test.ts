import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NODE_SEAL } from "../../electron/node/statement-seal.ts";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import type { Calendar } from "../../shared/pricing/engine/calendar.ts";
import type { RatingInputs } from "../../shared/pricing/engine/variance.ts";
import { readStatement } from "../../shared/statements/read.ts";
import { checkSeal, printStatement } from "../../shared/statements/seal.ts";
import type { StatementFile } from "../../shared/statements/statement.ts";
import { verifyStatement } from "../../shared/statements/verify.ts";
import { books, contracts, inputsOf, segmentLists } from "../support/rating-inputs.ts";
import { courseParts, statementOf } from "../support/statement.ts";

const smallBook = bookSchema.parse({
  id: "small",
  currency: "EUR",
  rules: [
    { id: "machine", kind: "usage", meter: "instance", pricing: { shape: "unit", price: "1" } },
  ],
});

/** What a person's program does with bytes. */
async function isAccepted(bytes: Uint8Array): Promise<boolean> {
  const read = readStatement(new TextDecoder().decode(bytes));
  if (!read.ok) return false;
  const seal = await checkSeal(read.value, NODE_SEAL);
  return seal.unchanged && seal.signature === "valid";
}

/** Only what these few days need, so that all of the file can be gone through. */
function short({ calendar, ...inputs }: RatingInputs): RatingInputs {
  const { start, end } = calendar;
  const near = <T extends { start: number; end: number }>(list: readonly T[]): T[] =>
    list.filter((one) => one.end >= start && one.start <= end);
  const cut: Calendar = {
    ...calendar,
    days: calendar.days.filter((day) => day >= start && day <= end),
    months: near(calendar.months),
    quarters: near(calendar.quarters),
    years: near(calendar.years),
  };
  return { ...inputs, calendar: cut };
}

function read(file: StatementFile): StatementFile {
  const again = readStatement(printStatement(file));
  if (!again.ok) throw new Error(JSON.stringify(again.error));
  return again.value;
}

describe("a statement file", () => {
  test("with any bit of any byte changed is not accepted as it was", async () => {
    const { contract, segments } = courseParts.actual;
    const actual = short(inputsOf(smallBook, contract, segments.slice(0, 1)));
    const bytes = new TextEncoder().encode(
      printStatement(await statementOf({ ...courseParts, actual, projected: null })),
    );
    expect(await isAccepted(bytes)).toBe(true);
    const accepted: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const before = bytes[at]!;
      bytes[at] = before ^ (1 << (at % 8));
      if (await isAccepted(bytes)) accepted.push(at);
      bytes[at] = before;
    }
    expect(accepted).toEqual([]);
    expect(await isAccepted(bytes.subarray(0, -1))).toBe(false);
    expect(await isAccepted(Uint8Array.from([...bytes, 10]))).toBe(false);
  });

  test("gives the same digest when it is rated again, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(
        books,
        contracts,
        segmentLists,
        segmentLists,
        async (book, contract, metered, planned) => {
          const file = await statementOf({
            ...courseParts,
            actual: inputsOf(book, contract, metered),
            projected: inputsOf(book, contract, planned),
          });
          const checked = await verifyStatement(read(file), NODE_SEAL);
          expect(checked).toMatchObject({ holds: true, signature: "valid", unchanged: true });
          expect(checked.actual).toEqual({
            difference: null,
            digest: file.statement.actual.digests.lines,
          });
          expect(checked.projected?.difference).toBe(null);
        },
      ),
      { numRuns: 25 },
    );
  });
});
