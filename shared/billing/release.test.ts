import { expect, test } from "vitest";
import { endedLicence, withRelease } from "./release.ts";
import { hourly, SketchAccount, someBook, someContract, used } from "./sketch-account.ts";

const AT = "2026-01-11T00:00:00Z";
const book = someBook({
  settings: {},
  rules: [
    hourly("1"),
    { id: "buy", kind: "purchase", option: "buy", price: "1000", creditPercent: "50" },
    { id: "licence", kind: "purchase", option: "renew", price: "31", cadence: "monthly" },
  ],
});

/** Ten days of one machine, and then it is released. */
function account(option: "buy" | "renew"): SketchAccount {
  const made = new SketchAccount([someContract()], [book], [used("2026-01-01T00:00:00Z", AT)]);
  const next = withRelease(someContract(), { environment: "course", at: AT, option });
  made.revisions.push(next!);
  return made;
}

test("what was bought is on the next bill, less a half of what was paid for using it", () => {
  const [bill] = account("buy").issueAll("2026-02-01T00:00:00Z");
  expect(bill?.lines.map(({ title, rounded }) => [title, rounded])).toEqual([
    ["buy", "880.00"],
    ["Machine hour", "240.00"],
  ]);
});

test("a licence is renewed month by month until it is ended, and never again", () => {
  const made = account("renew");
  made.issueAll("2026-03-01T00:00:00Z");
  const ended = endedLicence(made.revisions.at(-1)!, {
    environment: "course",
    at: "2026-03-16T00:00:00Z",
  });
  if (!ended.ok) throw new Error(ended.error.code);
  made.revisions.push(ended.value);
  made.issueAll("2026-06-01T00:00:00Z");
  const licence = made.bills.map(({ period, lines }) => [
    period.label,
    lines.filter(({ category }) => category === "purchase").map(({ rounded }) => rounded),
  ]);
  // From the 11th on 21 of 31 days; all of February; 15 days of March.
  expect(licence).toEqual([
    ["2026-01", ["21.00"]],
    ["2026-02", ["31.00"]],
    ["2026-03", ["15.00"]],
    ["2026-04", []],
    ["2026-05", []],
  ]);
});

test("an environment is kept once, and only what is renewed ends", () => {
  const kept = account("buy").revisions.at(-1)!;
  expect(withRelease(kept, { environment: "course", at: AT, option: "renew" })).toBeNull();
  expect(endedLicence(kept, { environment: "course", at: AT })).toMatchObject({
    error: { code: "not-found" },
  });
  const licensed = account("renew").revisions.at(-1)!;
  const before = endedLicence(licensed, { environment: "course", at: "2026-01-01T00:00:00Z" });
  expect(before).toMatchObject({ error: { code: "contract-invalid" } });
});
