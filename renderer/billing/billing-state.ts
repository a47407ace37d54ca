import { create } from "zustand";
import { z } from "zod";
import type { Fault } from "../../shared/base/fault.ts";
import type { Result } from "../../shared/base/result.ts";
import {
  billSchema,
  billSummarySchema,
  type Bill,
  type BillSummary,
} from "../../shared/billing/bill.ts";
import { budgetStateSchema, type BudgetState } from "../../shared/billing/budget.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";
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
}

export function showPlace(shown: Place): void {
  useBilling.setState({ shown });
}

function keep(bill: Bill): void {
  useBilling.setState(({ opened }) => ({ opened: { ...opened, [bill.number]: bill } }));
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

const KEY = "bills";
const keptSchema = z.object({
  bills: z.array(billSummarySchema),
  opened: z.record(z.string(), billSchema),
  budgets: z.array(budgetStateSchema),
});

/** Keeps what was seen, so that it can be read without the daemon. Returns how to stop. */
export function keepBilling(shelf: Shelf = browserShelf()): () => void {
  void restore(shelf);
  return useBilling.subscribe(({ bills, opened, budgets }, before) => {
    const isSame = bills === before.bills && opened === before.opened && budgets === before.budgets;
    if (bills === null || isSame) return;
    // A full or forbidden store only costs the offline view.
    void shelf.put([[KEY, { bills, opened, budgets }]]).catch(() => undefined);
  });
}

/** Only where nothing is known: what the daemon said meanwhile is newer. */
async function restore(shelf: Shelf): Promise<void> {
  const read = keptSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  if (read.success && useBilling.getState().bills === null) useBilling.setState(read.data);
}
