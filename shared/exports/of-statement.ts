import type { Statement } from "../statements/statement.ts";
import { agreementOf } from "../billing/commitments.ts";
import { paidFor } from "../pricing/engine/schemes/paid.ts";
import { monthsOf, type MoneyDocument } from "./document.ts";

/** A statement as a document: what was used, beside what was promised. Nothing of it is asked to be paid. */
export function documentOfStatement(statement: Statement): MoneyDocument {
  const { id, title, issuer, asOf, final, engine, actual, projected } = statement;
  const { contract, calendar, lines, totals } = actual;
  return {
    sort: "Statement",
    title,
    number: id,
    issuer,
    party: {
      account: contract.account,
      name: contract.billedParty ?? contract.account,
      details: [],
    },
    at: asOf,
    status: final ? "final" : "provisional",
    invoice: null,
    months: monthsOf(calendar, [...lines, ...(projected?.lines ?? [])]),
    lines,
    totals,
    agreement: agreementOf(contract),
    payers: { ...contract, parties: [] },
    projected: projected && { lines: projected.lines, totals: projected.totals },
    payments: paidFor(contract, lines, totals, actual),
    notes: [],
    tzdb: engine.tzdb,
    zone: contract.billingZone,
  };
}
