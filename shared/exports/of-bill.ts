import { billTitle } from "../billing/bill-text.ts";
import { billedDays } from "../billing/bill-days.ts";
import type { Bill } from "../billing/bill.ts";
import type { MoneyDocument } from "./document.ts";

/**
 * A bill or a note as a document. `issuer`: the lab that bills; `nameOf` says what people call an environment that the bill
 * does not name itself.
 */
export function documentOfBill(
  bill: Bill,
  issuer: string,
  nameOf: (id: string) => string = String,
): MoneyDocument {
  const { number, tenant, customer, period, issuedAt, due, status, reason, lines, totals, names } =
    bill;
  const { first, last } = billedDays(bill);
  const { address, taxId, reference } = customer;
  const keys = new Map(lines.map(({ id, lineKey }) => [id, lineKey]));
  const month = {
    label: period.label,
    start: Date.parse(period.start),
    end: Date.parse(period.end),
  };
  return {
    sort: number === "" ? billTitle(bill) : billTitle(bill).replace(` ${number}`, ""),
    title: `${first} to ${last}`,
    number,
    issuer,
    party: {
      account: tenant,
      name: customer.name,
      details: [
        address.street,
        `${address.country} ${address.postalCode} ${address.city}`.replaceAll("  ", " "),
        ...(taxId === undefined ? [] : [`Tax number ${taxId}`]),
        ...(reference === undefined ? [] : [`Your reference: ${reference}`]),
      ],
    },
    at: issuedAt ?? period.end,
    status,
    invoice: number === "" ? null : { id: number, due, replaces: "" },
    months: [month],
    lines,
    totals,
    agreement: bill.agreement ?? null,
    payers: { parties: [], sharing: bill.sharing, account: tenant },
    projected: null,
    payments: bill.schedule.map(({ at, scheme, amount, state, explain, lines: ids }) => ({
      lineKeys: ids.map((id) => keys.get(id) ?? id),
      scheme,
      at: Date.parse(at),
      amount,
      state,
      explain,
    })),
    environments: Object.fromEntries(
      lines.map(({ environment }) => [
        environment,
        names?.environments[environment] ?? nameOf(environment),
      ]),
    ),
    nodes: names?.nodes ?? {},
    notes: reason === "" ? [] : [reason],
    tzdb: "",
    zone: bill.zone ?? "UTC",
  };
}
