import { expect, test } from "vitest";
import { withClaim } from "./claim.ts";
import { hourly, SketchAccount, someBook, someContract, used } from "./sketch-account.ts";

/** Up 99 % of the month, or a tenth back, for who asks within 30 days. */
const book = someBook({
  settings: {},
  rules: [hourly("1")],
  qosTerms: [
    {
      id: "uptime",
      metric: "availability",
      target: "99",
      bands: [{ below: "99", percent: "10" }],
      claimDays: 30,
    },
  ],
});
const [FROM, TO] = ["2026-01-01T00:00:00Z", "2026-01-11T00:00:00Z"];
const claim = { term: "uptime", month: "2026-01", at: "2026-02-05T00:00:00.000Z" };

test("a missed guarantee is given back once it is claimed, on a note beside the next bill", () => {
  const missed = used(FROM, TO, { meter: "availability", level: "50" });
  const account = new SketchAccount([someContract()], [book], [used(FROM, TO), missed]);
  account.issueAll("2026-02-01T00:00:00Z");
  expect(account.bills.map(({ totals }) => totals.net)).toEqual(["240.00"]);
  const claimed = withClaim(account.revisions[0]!, account.books, claim);
  if (!claimed.ok || claimed.value === null) throw new Error("it can be claimed");
  account.revisions.push(claimed.value);
  account.issueAll("2026-03-01T00:00:00Z");
  const note = account.bills.find(({ kind }) => kind === "credit-note");
  expect(note?.totals.net).toBe("-24.00");
  expect(withClaim(claimed.value, account.books, claim)).toEqual({ ok: true, value: null });
});

test("what nobody promised cannot be claimed", () => {
  expect(withClaim(someContract(), [book], { ...claim, term: "speed" })).toMatchObject({
    error: { code: "not-found" },
  });
});

test("a month that is still to come, where the contract's months are counted, cannot be claimed", () => {
  const berlin = someContract({ billingZone: "Europe/Berlin" });
  const asked = (at: string) => withClaim(berlin, [book], { ...claim, month: "2026-02", at });
  expect(asked("2026-01-31T22:59:59.000Z")).toMatchObject({ error: { where: "month" } });
  expect(asked("2026-01-31T23:00:00.000Z").ok).toBe(true);
});
