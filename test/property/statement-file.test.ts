import { describe, expect, test } from "vitest";
import { bookFor } from "../../shared/pricing/engine/book-for.ts";
import { readStatement } from "../../shared/statements/read.ts";
import { printStatement, sealedText } from "../../shared/statements/seal.ts";
import type { StatementFile } from "../../shared/statements/statement.ts";
import { verifyStatement } from "../../shared/statements/verify.ts";
import { inputsOf } from "../support/rating-inputs.ts";
import { courseParts, labKey, statementOf } from "../support/statement.ts";
import { newSigningKey, NODE_SEAL, signWith } from "../../electron/node/statement-seal.ts";

const file = await statementOf(courseParts);

/** As somebody would forge it: digests made anew, the signature left as it was. */
async function forged(change: (statement: StatementFile["statement"]) => void) {
  const statement = structuredClone(file.statement);
  change(statement);
  const digest = await NODE_SEAL.sha256(sealedText(statement));
  return { ...file, statement, digest };
}

describe("a statement file", () => {
  test("is read as it was written, and holds", async () => {
    const read = readStatement(printStatement(file));
    expect(read).toEqual({ ok: true, value: file });
    expect(await verifyStatement(file, NODE_SEAL)).toMatchObject({
      holds: true,
      signature: "valid",
      fingerprint: expect.stringMatching(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/),
    });
    expect(file.statement.actual.totals.taxes.map(({ id }) => id)).toEqual(["VAT", "City"]);
  });

  test("of a time in which prices changed is read, and holds", async () => {
    const { book, contract, segments } = courseParts.actual;
    const rules = book.rules.map((rule) => ({ ...rule, cost: "0.03" }));
    const newer = { ...book, rules, revision: 2, effectiveFrom: "2026-11-03T00:00:00.000Z" };
    const joined = bookFor([book, newer], contract);
    if (!joined.ok) throw new Error(JSON.stringify(joined.error));
    const actual = inputsOf(joined.value, contract, segments);
    const both = await statementOf({ ...courseParts, actual });
    expect(readStatement(printStatement(both))).toEqual({ ok: true, value: both });
    expect(await verifyStatement(both, NODE_SEAL)).toMatchObject({ holds: true });
  });

  test("names the line that was changed, though every digest was made anew", async () => {
    const cheap = await forged(({ actual }) => {
      actual.lines[1]!.rounded = "0.01";
    });
    const checked = await verifyStatement(cheap, NODE_SEAL);
    const [, line] = file.statement.actual.lines;
    expect(checked).toMatchObject({ holds: false, unchanged: true, signature: "invalid" });
    expect(checked.actual.difference).toEqual({
      kind: "line",
      lineKey: line!.lineKey,
      title: line!.title,
      period: line!.period,
      field: "rounded",
      stated: "0.01",
      rated: line!.rounded,
    });
  });

  test("says which line is missing, which one was put in, and which total is another", async () => {
    const without = await forged(({ actual }) => void actual.lines.shift());
    const more = await forged(({ actual }) => {
      actual.lines.push({ ...actual.lines[0]!, lineKey: "made up" });
    });
    const less = await forged(({ actual }) => {
      actual.totals.gross = "1.00";
    });
    const differences = await Promise.all(
      [without, more, less].map(async (one) => (await verifyStatement(one, NODE_SEAL)).actual),
    );
    expect(differences.map(({ difference }) => difference)).toMatchObject([
      { kind: "missing", lineKey: file.statement.actual.lines[0]!.lineKey },
      { kind: "added", lineKey: "made up" },
      { kind: "totals", field: "gross", stated: "1.00" },
    ]);
  });

  test("that somebody else signed anew is rated the same, under another fingerprint", async () => {
    const sign = signWith(newSigningKey());
    const other = { ...file, signature: await sign(sealedText(file.statement)) };
    const [own, theirs] = [
      await verifyStatement(file, NODE_SEAL),
      await verifyStatement(other, NODE_SEAL),
    ];
    expect(theirs).toMatchObject({ holds: true, signature: "valid" });
    expect(theirs.fingerprint).not.toBe(own.fingerprint);
    const under = { ...other, signature: { ...other.signature, publicKey: labKey.publicKey } };
    expect(await verifyStatement(under, NODE_SEAL)).toMatchObject({
      holds: false,
      signature: "invalid",
    });
  });

  test("is refused with the reason when it is none, newer, or could not be rated", async () => {
    const lines = ["{}", "nothing", '{"format":"labwright-statement","version":2}'];
    const backwards = await forged(({ actual }) => void actual.calendar.days.reverse());
    const broken = await forged(({ actual }) => void actual.calendar.months.splice(3, 1));
    const spaced = JSON.stringify(file, null, 2);
    const more = JSON.stringify({ ...file, colour: "red" });
    const refused = [...lines, printStatement(backwards), printStatement(broken), spaced, more];
    expect(
      refused.map((text) => {
        const read = readStatement(text);
        return read.ok ? "read" : [read.error.code, read.error.parameters["detail"] ?? ""];
      }),
    ).toEqual([
      ["statement-damaged", expect.stringContaining("Invalid")],
      ["statement-damaged", "It starts like plain text."],
      ["statement-from-future", ""],
      ["statement-damaged", "Its days do not rise."],
      ["statement-damaged", "Its months do not touch."],
      ["statement-damaged", "Its text was written by another program."],
      ["statement-damaged", expect.stringContaining("colour")],
    ]);
  });

  test("that would keep the computer busy is not rated", async () => {
    const crafted = await forged(({ actual }) => {
      const [month] = actual.calendar.months;
      const first = actual.segments[0]!;
      const spans = Array.from({ length: 6000 }, (_, at) => ({
        start: month!.start - (6000 - at) * 1000,
        end: month!.start - (5999 - at) * 1000,
        label: "x",
      }));
      actual.calendar.months.unshift(...spans);
      actual.segments = Array.from({ length: 2000 }, (_, at) => ({
        ...first,
        instance: `web.${at}`,
        start: new Date(month!.start - 6_000_000).toISOString(),
      }));
    });
    const checked = await verifyStatement(crafted, NODE_SEAL);
    expect(checked.actual.difference).toEqual({
      kind: "unratable",
      detail: "It would take too long.",
    });
  });
});
