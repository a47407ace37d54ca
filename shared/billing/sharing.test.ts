import { expect, test } from "vitest";
import type { CustomerContract } from "./customer-contract.ts";
import { budgetSchema, spentOf } from "./budget.ts";
import { partiesOf, withSharing } from "./sharing.ts";
import { SketchAccount, someBook, someContract, used } from "./sketch-account.ts";

const anna = { party: "anna", weight: "60" };
const bela = { party: "bela", weight: "40" };
const shared = (from: string) => ({ environment: "course", from, parties: [anna, bela] });

function agreed(
  newest: CustomerContract,
  from: string,
  bills: SketchAccount["bills"] = [],
): CustomerContract {
  const made = withSharing(newest, shared(from), bills);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

/** 0.07 an hour without taxes: ten hours of the course before and after the 15th, and ten of another one. */
function account(): SketchAccount {
  const office = used("2026-01-20T00:00Z", "2026-01-20T10:00Z", { environment: "office" });
  return new SketchAccount(
    [someContract()],
    [someBook({ settings: {} })],
    [
      used("2026-01-10T00:00Z", "2026-01-10T10:00Z"),
      used("2026-01-20T00:00Z", "2026-01-20T10:00Z"),
      office,
    ],
  );
}

test("a bill says who pays how much of an environment that is shared from the middle of a month on", () => {
  const acme = account();
  acme.revisions.push(agreed(acme.revisions[0]!, "2026-01-15T00:00:00Z"));
  const [bill] = acme.issueAll("2026-02-01T00:00:00Z");
  expect(bill?.totals).toMatchObject({ gross: "2.10" });
  expect(bill?.totals.parties).toEqual([
    { party: "acme", amount: "1.40" },
    { party: "anna", amount: "0.42" },
    { party: "bela", amount: "0.28" },
  ]);
  expect(bill?.sharing).toEqual([shared("2026-01-15T00:00:00.000Z")]);
  // Nothing is left to be billed or corrected.
  expect(acme.issue("on-demand", "2026-02-01T00:00:00Z")).toEqual([]);
});

test("bills of one month say together what one bill would say", () => {
  const acme = account();
  acme.revisions = [agreed(acme.revisions[0]!, "2026-01-15T00:00:00Z")];
  acme.issue("on-demand", "2026-01-20T03:20:00Z");
  acme.issueAll("2026-02-01T00:00:00Z");
  const of = (party: string): number =>
    acme.bills
      .flatMap(({ totals }) => totals.parties)
      .filter((one) => one.party === party)
      .reduce((cents, { amount }) => cents + Math.round(Number(amount) * 100), 0);
  expect(acme.bills).toHaveLength(2);
  expect(["acme", "anna", "bela"].map(of)).toEqual([140, 42, 28]);
});

test("what is billed already stays with who was billed, and what is over cannot be shared", () => {
  const acme = account();
  acme.issue("on-demand", "2026-01-16T00:00:00Z");
  const newest = acme.revisions[0]!;
  const early = withSharing(newest, shared("2026-01-15T00:00:00Z"), acme.bills);
  const detail = "Bills are issued up to 2026-01-16 00:00 UTC; share it from a later day on.";
  expect(early).toMatchObject({
    error: { code: "contract-invalid", parameters: { detail }, where: "from" },
  });
  expect(withSharing(newest, shared("2026-01-16T00:00:00Z"), acme.bills).ok).toBe(true);
  const voided = acme.bills.map(({ period, kind }) => ({ period, kind, status: "void" as const }));
  expect(withSharing(newest, shared("2026-01-15T00:00:00Z"), voided).ok).toBe(true);
  const ended = someContract({ end: "2026-01-15T00:00:00Z" });
  expect(withSharing(ended, shared("2026-01-15T00:00:00Z"), []).ok).toBe(false);
});

test("a budget may be of what one party pays", () => {
  const acme = account();
  acme.revisions = [agreed(acme.revisions[0]!, "2026-01-15T00:00:00Z")];
  const [bill] = acme.issueAll("2026-02-01T00:00:00Z");
  const spent = (party: string): string =>
    spentOf(
      budgetSchema.parse({ id: "b", name: "B", amount: "9", scope: { party } }),
      bill!.lines,
      {
        period: bill!.period,
        currency: "EUR",
        payers: acme.revisions[0]!.contract,
      },
    );
  expect(["anna", "bela", "acme", "cleo"].map(spent)).toEqual(["0.42", "0.28", "1.40", "0.00"]);
});

test.each([
  ["anna=60%, bela=40%", [anna, bela]],
  [
    "anna 3; bela 1",
    [
      { party: "anna", weight: "3" },
      { party: "bela", weight: "1" },
    ],
  ],
  [
    "anna=33.3%, bela=66.7%",
    [
      { party: "anna", weight: "33.3" },
      { party: "bela", weight: "66.7" },
    ],
  ],
  ["", []],
])("%o is read", (text, parties) => {
  expect(partiesOf(text)).toEqual({ ok: true, value: parties });
});

test.each([
  ["anna=60%, bela=30%", "90 %"],
  ["anna=60%, bela=2", "Either"],
  ["anna=1, anna=2", "twice"],
  ["anna=0, bela=0", "Somebody"],
  ["anna", "such as"],
])("%o is refused, and says why", (text, why) => {
  const read = partiesOf(text);
  expect(!read.ok && String(read.error.parameters["detail"])).toContain(why);
});
