import { create } from "zustand";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import type { Bill, BillSummary } from "../../shared/billing/bill.ts";
import type { BudgetState } from "../../shared/billing/budget.ts";
import { ask } from "../live/actions.ts";
import { hasRole } from "../live/role.ts";
import { useLive } from "../live/state.ts";
import { isPlace, type Place } from "./places.ts";

/** What the bills' place knows and shows. It outlives the view, so that one comes back to where one was. */
interface Billing {
  /** The newest first; null until it was asked for. */
  readonly bills: readonly BillSummary[] | null;
  /** Those that were looked at, by number. */
  readonly opened: Readonly<Record<string, Bill>>;
  readonly budgets: readonly BudgetState[];
  /** The number of a bill, or one of the places beside them. */
  readonly shown: string | null;
  readonly fault: Fault | null;
}

export const useBilling = create<Billing>()(() => ({
  bills: null,
  opened: {},
  budgets: [],
  shown: null,
  fault: null,
}));

/** Whoever runs the lab sees all customers' bills, everybody else the own ones. */
export function isOperator(): boolean {
  return hasRole(useLive.getState(), "operator");
}

/** Asks for lists anew, and for what is looked at. */
export async function loadBilling(): Promise<void> {
  const operator = isOperator();
  const [bills, budgets] = await Promise.all([
    ask((client) => (operator ? client.invoicing : client.billing).list()),
    ask((client) => client.budgets.list()),
  ]);
  const { shown } = useBilling.getState();
  if (bills.ok) useBilling.setState({ bills: bills.value, fault: null });
  else useBilling.setState({ fault: bills.error });
  if (budgets.ok) useBilling.setState({ budgets: budgets.value });
  const wanted = shown ?? (bills.ok ? bills.value[0]?.number : undefined);
  if (wanted !== undefined && !isPlace(wanted)) await openBill(wanted);
}

/** Shows a bill, at first as it was known. */
export async function openBill(number: string): Promise<void> {
  useBilling.setState({ shown: number });
  const operator = isOperator();
  const bill = await ask((client) =>
    (operator ? client.invoicing : client.billing).get({ number }),
  );
  if (bill.ok) keep(bill.value);
  // What is known of it is still worth reading.
  else if (useBilling.getState().opened[number] === undefined)
    useBilling.setState({ fault: bill.error });
}

export function showPlace(shown: Place): void {
  useBilling.setState({ shown });
}

function keep(bill: Bill): void {
  useBilling.setState(({ opened }) => ({
    opened: { ...opened, [bill.number]: bill },
    fault: null,
  }));
}

/** Marks all that is open as paid. */
export async function payBill({ number }: Bill, reference: string): Promise<Result<Bill>> {
  const paid = await ask((client) => client.invoicing.pay({ number, reference }));
  if (paid.ok) await loadBilling();
  return paid;
}

/** Takes a bill back, and shows the note that did. */
export async function voidBill({ number }: Bill, reason: string): Promise<Result<Bill>> {
  const note = await ask((client) => client.invoicing.void({ number, reason }));
  if (note.ok) await loadBilling();
  return note;
}

/** Gives a part of a bill back. */
export async function creditBill(wanted: {
  readonly number: string;
  readonly amount: string;
  readonly reason: string;
}): Promise<Result<Bill>> {
  const note = await ask((client) => client.invoicing.credit(wanted));
  if (note.ok) await loadBilling();
  return note;
}

/** Bills a customer up to now, and shows the last of the bills. */
export async function issueBills(tenant: string): Promise<Result<readonly Bill[]>> {
  const issued = await ask((client) => client.invoicing.issue({ tenant }));
  if (!issued.ok) return issued;
  await loadBilling();
  const last = issued.value.at(-1);
  if (last !== undefined) await openBill(last.number);
  return issued;
}
