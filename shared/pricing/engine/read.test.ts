import { expect, test } from "vitest";
import { readBook, readContract, readSegments } from "./read.ts";

const made = readBook("{ id: lab, currency: EUR, rules: [] }");
if (!made.ok) throw new Error("the smallest book is refused");
const book = made.value;

function refused(fields: string): { readonly where?: string; readonly detail: unknown } {
  const read = readSegments(`[{ meter: instance, ${fields} }]`, book);
  if (read.ok) return { detail: "read" };
  return { where: read.error.where, detail: read.error.parameters.detail };
}

test.each([
  ["start: 2026-01-01T00:00Z, end: 2026-01-02T00:00Z, shares: { anna: half }", "0.shares.anna"],
  [
    "start: 2026-01-01T00:00Z, end: 2026-01-02T00:00Z, shares: { anna: 0.6, bela: 0.5 }",
    "0.shares",
  ],
  ["start: 2026-02-30T00:00:00Z, end: null", "0.start"],
  ['start: "2026-03-29T02:30[Europe/Berlin]", end: null', "0.start"],
  ["start: 2026-01-02T00:00Z, end: 2026-01-01T00:00Z", "0.end"],
  ["start: 2026-01-02T00:00Z, end: 9999-12-31T00:00Z", "0.end"],
  ["start: 2026-01-02T00:00Z", "0.end"],
  ["start: 2026-01-01T00:00Z, end: null, level: 1, quantity: 1", "0.quantity"],
  ["start: 2026-01-01T00:00Z, end: null, level: -1", "0.level"],
])("refuses { %s } at %s", (fields, where) => {
  expect(refused(fields).where).toBe(where);
});

test("refuses a contract without a foreseeable end date", () => {
  const read = readContract("{ account: a, start: 2026-01-01T00:00Z, end: 9999-12-31T00:00Z }");
  expect(read).toMatchObject({ ok: false, error: { code: "contract-invalid", where: "end" } });
});
