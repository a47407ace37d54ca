import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { billText } from "../../../shared/billing/bill-text.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { creditNote, voidingNote } from "../../../shared/billing/correct.ts";
import { customerContractSchema } from "../../../shared/billing/customer-contract.ts";
import { SketchAccount } from "../../../shared/billing/sketch-account.ts";
import { readYaml } from "../../../shared/formats/yaml.ts";
import { bookSchema } from "../../../shared/pricing/engine/book.ts";
import { segmentSchema } from "../../../shared/pricing/engine/segments.ts";
import { valueOf } from "../../support/store-fixtures.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const CASES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What happens to a customer's account, and the hand-computed gross amounts of what is issued then. */
const caseSchema = z.strictObject({
  title: z.string(),
  how: z.string(),
  book: bookSchema,
  contract: customerContractSchema,
  segments: z.array(segmentSchema),
  steps: z.array(
    z.strictObject({
      at: z.string(),
      do: z.enum(["periods", "on-demand", "void", "credit", "pay"]),
      /** Of a bill. */
      number: z.string().optional(),
      reason: z.string().default(""),
      amount: z.string().default("0"),
      /** What became known before. */
      segments: z.array(segmentSchema).default([]),
      end: z.string().optional(),
      gross: z.array(z.string()).default([]),
    }),
  ),
});
type Step = z.infer<typeof caseSchema>["steps"][number];

function carryOut(account: SketchAccount, step: Step): readonly Bill[] {
  const now = Date.parse(step.at);
  account.segments.push(...step.segments);
  const newest = account.revisions.at(-1)!;
  if (step.end !== undefined)
    account.revisions.push({
      ...newest,
      revision: newest.revision + 1,
      validFrom: step.end,
      contract: { ...newest.contract, end: step.end },
    });
  const bill = account.bills.find(({ number }) => number === step.number);
  const note = { sequence: account.bills.length + 1, reason: step.reason, now };
  switch (step.do) {
    case "periods":
      return account.issueAll(step.at);
    case "on-demand":
      return account.issue("on-demand", step.at);
    case "void":
      return [account.keep(valueOf(voidingNote(bill!, note)), now)];
    case "credit": {
      const giving = { net: step.amount, earlier: account.bills, book: account.books[0]! };
      return [account.keep(valueOf(creditNote(bill!, { ...note, ...giving })), now)];
    }
    case "pay": {
      const payment = { id: step.at, at: step.at, amount: step.amount, provider: "manual" };
      const paid = { ...bill!, payments: [{ ...payment, reference: step.reason }] };
      account.bills = account.bills.map((one) => (one === bill ? paid : one));
      return [];
    }
  }
}

describe.each(CASES)("%s", (name) => {
  test("reads like an invoice, and comes to what was computed by hand", async () => {
    const file = readFileSync(`${FOLDER}/${name}/case.yaml`, "utf8");
    const { book, contract, segments, steps } = caseSchema.parse(valueOf(readYaml(file)));
    const account = new SketchAccount([contract], [book], segments);
    for (const step of steps) {
      const gross = carryOut(account, step).map(({ totals }) => totals.gross);
      expect(gross, `${step.do} at ${step.at}`).toEqual(step.gross);
    }
    const text = account.bills.map((bill) => billText(bill).concat("", "").join("\n")).join("\n");
    await expect(`${text.trimEnd()}\n`).toMatchFileSnapshot(`${name}/bills.txt`);
  });
});
