import { expect, test } from "vitest";
import { billText } from "./bill-text.ts";
import { someBook, someContract, SketchAccount, used } from "./sketch-account.ts";

const account = new SketchAccount(
  [someContract({ billingZone: "Europe/Berlin", start: "2025-12-31T23:00:00.000Z" })],
  [someBook()],
  [{ ...used("2026-01-10T00:00Z", "2026-01-10T10:00Z"), node: "" }],
);
const [bill] = account.issueAll("2026-02-01T00:00:00Z");
if (bill === undefined) throw new Error("Nothing was billed.");

test("days are those where the customer's months end, and the last one is in it", () => {
  expect(billText(bill)[1]).toBe(`2026-01-01 to 2026-01-31, by lab revision 1`);
});

test("what is of no node is of an environment, as people call it", () => {
  const named = billText(bill, (id) => (id === "course" ? "Networks, Mondays" : id)).join("\n");
  expect(billText(bill).join("\n")).toMatch(/^2026-01 .* course +10 /m);
  expect(named).toMatch(/^2026-01 .* Networks, Mondays +10 /m);
});

test("no more digits stand beside a correction than are read", () => {
  const notes = ["53.980183843848883692621349 instead of 0"];
  const corrected = {
    ...bill,
    lines: bill.lines.map((line) => Object.assign({}, line, { notes })),
  };
  expect(billText(corrected).join("\n")).toContain("  53.980184… instead of 0\n");
});

test("what is free is called the allowance, and what has a price is of a band", () => {
  const [line] = bill.lines;
  if (line === undefined) throw new Error("Nothing was billed.");
  const lines = ["allowance", "0–100"].map((band) =>
    Object.assign({}, line, { lineKey: band, band }),
  );
  const text = billText({ ...bill, lines }).join("\n");
  expect(text).toMatch(/, allowance /);
  expect(text).not.toContain("band allowance");
  expect(text).toMatch(/, band 0–100 /);
});

test("things are called as the bill has it, before what anybody says; of several environments, of which too", () => {
  const [line] = bill.lines;
  if (line === undefined) throw new Error("Nothing was billed.");
  const of = (environment: string) =>
    Object.assign({}, line, { lineKey: environment, environment, node: "n1" });
  const names = {
    environments: { a: "Mondays", b: "Tuesdays" },
    users: {},
    nodes: { a: { n1: "Server" } },
  };
  const one = billText({ ...bill, names, lines: [of("a")] }, () => "otherwise").join("\n");
  expect(one).toMatch(/ Server +10 /);
  const two = billText({ ...bill, names, lines: [of("a"), of("b")] }).join("\n");
  expect(two).toMatch(/ Server, Mondays +10 /);
  expect(two).toMatch(/ n1, Tuesdays +10 /);
});
