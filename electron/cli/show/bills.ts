import { moment } from "../../../shared/base/clock.ts";
import { formatMoney } from "../../../shared/base/money.ts";
import { billText, billTitle } from "../../../shared/billing/bill-text.ts";
import { dayIn, lastDayIn } from "../../../shared/billing/bill-days.ts";
import type { Bill, BillSummary } from "../../../shared/billing/bill.ts";
import type { BudgetState } from "../../../shared/billing/budget.ts";
import type { DeclaredFeeQuote } from "../../../shared/billing/declared-fee.ts";
import type { SignUp } from "../../../shared/protocol/billing-procedures.ts";
import { sharersWord } from "../../../shared/billing/sharing.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { table } from "./table.ts";

/** Bills, one a line. */
export function billListLines(bills: readonly BillSummary[]): readonly string[] {
  if (bills.length === 0) return ["There are no bills."];
  const rows = bills.map((bill) => [
    bill.number,
    billTitle({ kind: bill.kind, number: bill.number }).replace(` ${bill.number}`, ""),
    bill.name,
    bill.period.label,
    bill.status,
    dayIn(bill.due, bill.zone),
    formatMoney(bill.gross, bill.currency),
    formatMoney(bill.open, bill.currency),
  ]);
  return table(["NUMBER", "WHAT", "FOR", "PERIOD", "STATE", "DUE", "AMOUNT", "OPEN"], rows);
}

/** Bills whole, each after an empty line. */
export function billsLines(
  bills: readonly Bill[],
  nameOf: (id: string) => string,
): readonly string[] {
  if (bills.length === 0) return ["There is nothing to bill."];
  return bills.flatMap((bill, at) => (at === 0 ? [] : [""]).concat(billText(bill, nameOf)));
}

/** How far budgets are. */
export function budgetLines(states: readonly BudgetState[]): readonly string[] {
  if (states.length === 0) return ["There are no budgets."];
  const rows = states.map(({ budget, currency, period, actual, outlook, projection, stopAt }) => [
    budget.id,
    budget.name,
    period.label,
    formatMoney(budget.amount, currency),
    formatMoney(actual, currency),
    formatMoney(outlook, currency),
    formatMoney(projection, currency),
    stopAt === null ? "" : moment(stopAt),
  ]);
  const head = ["ID", "NAME", "PERIOD", "AMOUNT", "USED", "OUTLOOK", "PROJECTED", "STOPPED AT"];
  return table(head, rows);
}

/** The base fee that a sign-up comes to, and what it follows from. */
export function feeLines(
  { baseFee, contract: { currency } }: SignUp,
  { fee: declared, parts, asks, currency: ofBook }: DeclaredFeeQuote,
): readonly string[] {
  const fee = baseFee ?? declared;
  const money = (amount: string): string => formatMoney(amount, currency ?? ofBook);
  const asked = asks.map(({ meter, counts }) => `${meter} (${counts})`).join(", ");
  return [
    fee === null
      ? "There is no base fee."
      : `Base fee: ${money(fee.amount)}, ${fee.cadence}, for each ${fee.basis}, in ${fee.due}.`,
    ...(baseFee === undefined
      ? parts.map(
          ({ meter, quantity, counts, band, amount }) =>
            `  ${meter}, ${quantity} ${counts} (${band}): ${money(amount)}`,
        )
      : []),
    ...(fee === null && asked !== ""
      ? [`The price book sets one by expectedUsage of ${asked}.`]
      : []),
  ];
}

/** Who is billed, and by what. */
export function contractLines(contracts: readonly CustomerContract[]): readonly string[] {
  if (contracts.length === 0) return ["There is no contract."];
  const rows = contracts.map(({ tenant, revision, customer, contract, terms }) => [
    tenant,
    customer.name,
    customer.email,
    `${contract.id}, revision ${revision}`,
    dayIn(contract.start, contract.billingZone),
    contract.end === undefined ? "" : lastDayIn(contract.end, contract.billingZone),
    `${terms.cadence}, ${contract.billingZone}`,
  ]);
  const kept = contracts.flatMap(({ tenant, contract }) =>
    contract.releases.map(({ environment, option, at, until }) => [
      tenant,
      environment,
      option === "buy" ? "bought" : "licensed",
      dayIn(at, contract.billingZone),
      until === undefined ? "" : lastDayIn(until, contract.billingZone),
    ]),
  );
  const shared = contracts.flatMap(({ tenant, contract }) =>
    (contract.sharing ?? []).map((one) => [
      tenant,
      one.environment,
      sharersWord(one),
      dayIn(one.from, contract.billingZone),
    ]),
  );
  return [
    ...table(["TENANT", "CUSTOMER", "MAIL", "CONTRACT", "FROM", "TO", "BILLED"], rows),
    ...(kept.length === 0 ? [] : ["", ...table(["TENANT", "KEPT", "AS", "FROM", "TO"], kept)]),
    ...(shared.length === 0 ? [] : ["", ...table(["TENANT", "SHARED", "BY", "FROM"], shared)]),
  ];
}
