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

const AS_SPECIFIED = `
id: lab
version: 3
currency: EUR
meters: { request: { unit: request } }
rules:
  - { id: fee, kind: base, basis: perAccount, cadence: oneTime, pricing: { shape: flat, price: 5 } }
  - id: requests
    kind: usage
    target: { item: api }
    meterId: request
    aggregation: timeIntegral
    min: 1
    max: 9
    pricing: { shape: graduated, bands: [{ upTo: 10, unit: 2 }, { upTo: null, unit: 1 }] }
discounts:
  - { id: more, trigger: similarNth, similarityKey: [kind], steps: [{ from: 2, percent: 10 }] }
`;

test("understands the names that BILLING.md has for fields and values", () => {
  const read = readBook(AS_SPECIFIED);
  expect(read).toMatchObject({
    ok: true,
    value: {
      revision: 3,
      rules: [
        { basis: "account", cadence: "once" },
        {
          match: { item: "api" },
          meter: "request",
          aggregation: "time-integral",
          minimum: "1",
          maximum: "9",
          pricing: { bands: [{ upTo: "10", unit: "2" }, { unit: "1" }] },
        },
      ],
      discounts: [{ trigger: "similar-nth", similarBy: ["kind"] }],
    },
  });
  const contract = readContract(`
account: a
start: 2026-01-01T00:00Z
collection: [{ scheme: perUse, kinds: [base] }, { scheme: installment, n: 12 }]
`);
  expect(contract).toMatchObject({
    ok: true,
    value: { collection: [{ scheme: "pay-per-use" }, { scheme: "instalment", count: 12 }] },
  });
  const segment =
    "nodeId: web, meterId: instance, groupIds: [g], start: 2026-01-01T00:00Z, end: null";
  for (const text of [`[{ ${segment} }]`, `segments: [{ ${segment} }]`])
    expect(readSegments(text, book)).toMatchObject({
      ok: true,
      value: [{ node: "web", meter: "instance", groups: ["g"] }],
    });
});

test.each([
  ["rateWindowSet: office", "Nothing here is called rateWindowSet: write it as windows: { set"],
  ["meterId: storage", "Nothing here is called meterId."],
  ["colour: red", "Nothing here is called colour."],
])("says of a rule with { %s } where it belongs", (field, detail) => {
  const rule = `{ id: r, kind: usage, meter: instance, pricing: { shape: unit, price: 1 }, ${field} }`;
  const read = readBook(`{ id: lab, currency: EUR, rules: [${rule}] }`);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(read.error.parameters.detail).toContain(detail);
});

test.each([
  ["start: 2026-01-01T00:00Z", "needs an end"],
  ["end: null", "start is missing."],
  ["interval: [1, 2]", "Nothing here is called interval: write it as start and end."],
])("says of a segment with { %s } what is missing", (fields, detail) => {
  expect(String(refused(fields).detail)).toContain(detail);
});

test("says of a band what belongs there, not what a rule has", () => {
  const rule = "kind: usage, meter: instance, pricing: { shape: graduated, bands: [{ price: 1 }] }";
  const read = readBook(`{ id: lab, currency: EUR, rules: [{ id: r, ${rule} }] }`);
  expect(read).toMatchObject({ ok: false, error: { where: "rules.0.pricing.bands.0" } });
  if (!read.ok) expect(read.error.parameters.detail).toContain("price: write it as unit");
});
