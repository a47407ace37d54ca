import { newSigningKey, NODE_SEAL, signWith } from "../../electron/node/statement-seal.ts";
import { bookSchema } from "../../shared/pricing/engine/book.ts";
import { contractSchema } from "../../shared/pricing/engine/contract.ts";
import { segmentSchema, type Segment } from "../../shared/pricing/engine/segments.ts";
import { makeStatement, type StatementParts } from "../../shared/statements/make.ts";
import type { StatementFile } from "../../shared/statements/statement.ts";
import { inputsOf } from "./rating-inputs.ts";

/** A lab's key, made anew for each run of a test. */
export const labKey = newSigningKey();

const book = bookSchema.parse({
  id: "lab-2026",
  currency: "EUR",
  tariffZone: "Europe/Berlin",
  settings: { taxes: { VAT: "19", City: "2" }, taxRounding: "together" },
  windowSets: [
    {
      id: "office",
      default: "off-peak",
      windows: [
        { window: "peak", days: ["mon", "tue", "wed", "thu", "fri"], from: "08:00", to: "18:00" },
      ],
    },
  ],
  rules: [
    {
      id: "machine",
      title: "Standard machine",
      kind: "usage",
      meter: "instance",
      windows: {
        set: "office",
        pricing: {
          peak: { shape: "unit", price: "0.12" },
          "off-peak": {
            shape: "graduated",
            bands: [{ upTo: "20", unit: "0.05" }, { unit: "0.0333" }],
          },
        },
      },
      cost: "0.02",
    },
    {
      id: "platform",
      title: "Platform",
      kind: "base",
      basis: "account",
      cadence: "monthly",
      pricing: { shape: "flat", price: "9.99" },
    },
  ],
  discounts: [
    { id: "friend", title: "Good customer", trigger: "manual", percent: "7.5", base: "list" },
  ],
});

const contract = contractSchema.parse({
  account: "acme",
  billedParty: "Acme GmbH, Köln",
  billingZone: "Europe/Berlin",
  start: "2026-11-01T00:00:00+01:00",
});

function hours(source: Segment["source"], node: string, from: string, to: string): Segment {
  return segmentSchema.parse({
    source,
    environment: "course",
    node,
    meter: "instance",
    item: "small",
    start: from,
    end: to,
  });
}

const projected = ["02", "03", "04"].map((day) =>
  hours("projected", "web", `2026-11-${day}T06:00Z`, `2026-11-${day}T20:00Z`),
);
const metered = [
  hours("metered", "web", "2026-11-02T06:00Z", "2026-11-02T20:00Z"),
  hours("metered", "web", "2026-11-03T06:10Z", "2026-11-04T01:00Z"),
  hours("metered", "db", "2026-11-04T09:00Z", "2026-11-04T12:30Z"),
];

/** What a lab would state of a course of three days that did not go as planned. */
export const courseParts: StatementParts = {
  id: "course-2026-11-05",
  title: "Networks course",
  issuer: "Lab of Köln",
  scope: { environment: "", billedIn: "" },
  asOf: "2026-11-05T00:00:00.000Z",
  completeUpTo: "2026-11-04T23:00:00.000Z",
  final: false,
  engine: { version: "0.1.0", tzdb: "2026a" },
  actual: inputsOf(book, contract, metered),
  projected: inputsOf(book, contract, projected),
};

/** Signed by the lab. */
export function statementOf(parts: StatementParts): Promise<StatementFile> {
  return makeStatement(parts, { sha256: NODE_SEAL.sha256, sign: signWith(labKey) });
}
