import { collect } from "../pricing/engine/schemes/index.ts";
import type { Statement } from "../statements/statement.ts";
import { agreementOf } from "../billing/commitments.ts";
import { withTaxes } from "../pricing/engine/schemes/with-taxes.ts";
import { monthsOf, type DocumentPayment, type MoneyDocument } from "./document.ts";

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
    payments: paymentsOf(actual),
    notes: [],
    tzdb: engine.tzdb,
    zone: contract.billingZone,
  };
}

function paymentsOf({
  contract,
  lines,
  totals,
  ...frame
}: Statement["actual"]): readonly DocumentPayment[] {
  const payments = collect(contract, lines, frame).map((one) =>
    Object.assign(one, { net: one.amount }),
  );
  return withTaxes(payments, totals.gross, frame.book);
}
