import { expect, test } from "vitest";
import { focusRows } from "../../support/focus-checker.ts";
import {
  SketchAccount,
  someBook,
  someContract,
  used,
} from "../../../shared/billing/sketch-account.ts";
import { focusFiles } from "../../../shared/exports/formats/focus.ts";
import { documentOfBill } from "../../../shared/exports/of-bill.ts";

function billOf(change: Parameters<typeof someContract>[0]) {
  const segments = [used("2026-01-10T00:00Z", "2026-01-10T10:00Z")];
  const account = new SketchAccount([someContract(change)], [someBook()], segments);
  return account.issue("periodic", "2026-02-01T00:00:00Z")[0]!;
}

test("a bill's FOCUS files say what the contract binds to, and which charges count towards it", () => {
  const bill = billOf({ minimum: "50" });
  const files = focusFiles(documentOfBill(bill, "Lab"));
  const [commitment, ...others] = focusRows(files["contract-commitment.csv"]!);
  expect(others).toEqual([]);
  expect(commitment!.get("ContractCommitmentCost")).toBe("50");
  expect(commitment!.get("BillingCurrency")).toBe("EUR");
  const id = commitment!.get("ContractCommitmentId");
  const costs = focusRows(files["cost-and-usage.csv"]!);
  const sold = costs.filter((row) => row.get("ChargeCategory") === "Usage");
  expect(sold.length).toBeGreaterThan(0);
  for (const row of sold)
    expect(JSON.parse(row.get("ContractApplied")!)).toMatchObject({
      Elements: [{ ContractCommitmentId: id, ContractCommitmentAppliedQuantity: null }],
    });
});

test("a bill of a contract that binds to nothing, or from before that was written down, has none", () => {
  const { agreement, ...before } = billOf({ minimum: "50" });
  expect(agreement).toMatchObject({ commitments: [{ amount: "50" }] });
  for (const bill of [billOf({}), before])
    expect(focusFiles(documentOfBill(bill, "Lab"))).not.toHaveProperty("contract-commitment.csv");
});
