import { z } from "zod";
import type { Result } from "../../shared/base/result.ts";
import {
  billSchema,
  billSummarySchema,
  openAmount,
  type Bill,
  type BillSummary,
} from "../../shared/billing/bill.ts";
import { customerContractSchema } from "../../shared/billing/customer-contract.ts";
import { budgetStateSchema } from "../../shared/billing/budget.ts";
import { browserShelf, type Shelf } from "../host/storage.ts";
import { ask } from "../live/actions.ts";
import { hasRole } from "../live/role.ts";
import { useLive, type Live } from "../live/state.ts";
import { isOperator, useBilling } from "./billing-state.ts";
import { loadCustomers, useCustomers } from "./customers/customers-state.ts";

const KEY = "bills";
const CONTRACTS_KEY = "contracts";
/** So many of the newest bills are there with all their lines when the daemon is not: two years of months. */
const MOST_KEPT = 24;
/** A window that has just met its lab has more urgent questions. */
const LATER_MS = 3000;

const keptSchema = z.object({
  bills: z.array(billSummarySchema),
  opened: z.record(z.string(), billSchema),
  budgets: z.array(budgetStateSchema),
});

const contractsSchema = z.array(customerContractSchema);

/**
 * Has bills on this computer, whether anybody looked at them or not, so that they can be read without the daemon: each
 * time the lab answers or has billed something, those that are new or have changed are fetched. Returns how to stop.
 */
export function followBills(shelf?: Shelf): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopKeeping = keepBilling(shelf);
  const stopContracts = keepContracts(shelf);
  const stop = useLive.subscribe((live, before) => {
    const isSame = live.connection.status === before.connection.status;
    if (isSame && newestBill(live) === newestBill(before)) return;
    clearTimeout(timer);
    if (hasRole(live, "customer", "operator", "architect"))
      timer = setTimeout(() => void gather(), LATER_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
    stopKeeping();
    stopContracts();
  };
}

async function gather(): Promise<void> {
  await gatherBills(fromLab());
  if (hasRole(useLive.getState(), "customer", "operator")) await loadCustomers();
}

/** The newest are first. */
function newestBill({ events }: Live): number {
  return events.find(({ body }) => body.type === "bill")?.sequence ?? 0;
}

interface Bills {
  readonly list: () => Promise<Result<readonly BillSummary[]>>;
  readonly get: (number: string) => Promise<Result<Bill>>;
}

function fromLab(): Bills {
  const operator = isOperator();
  return {
    list: () => ask((client) => (operator ? client.invoicing : client.billing).list()),
    get: (number) =>
      ask((client) => (operator ? client.invoicing : client.billing).get({ number })),
  };
}

/** Fetches the newest bills that are not here as they are now, one after the other. */
export async function gatherBills({ list, get }: Bills): Promise<void> {
  const found = await list();
  if (!found.ok) return;
  useBilling.setState({ bills: found.value });
  for (const summary of found.value.slice(0, MOST_KEPT)) {
    if (isKnown(summary)) continue;
    const bill = await get(summary.number);
    if (!bill.ok) return;
    useBilling.setState(({ opened }) => ({
      opened: { ...opened, [summary.number]: bill.value },
    }));
  }
}

/** Issued lines never change: only what was paid, and whether it still counts. */
function isKnown({ number, status, open }: BillSummary): boolean {
  const bill = useBilling.getState().opened[number];
  return bill !== undefined && bill.status === status && openAmount(bill) === open;
}

/** Keeps what was heard, and has what was kept when nothing was heard yet. Returns how to stop. */
function keepBilling(shelf: Shelf = browserShelf()): () => void {
  void restore(shelf);
  return useBilling.subscribe(({ bills, opened, budgets }, before) => {
    const isSame = bills === before.bills && opened === before.opened && budgets === before.budgets;
    if (bills === null || isSame) return;
    // A full or forbidden store only costs the offline view.
    void shelf.put([[KEY, { bills, opened, budgets }]]).catch(() => undefined);
  });
}

/** What bills are made by is looked up beside them. */
function keepContracts(shelf: Shelf = browserShelf()): () => void {
  void restoreContracts(shelf);
  return useCustomers.subscribe(({ contracts }, before) => {
    if (contracts === null || contracts === before.contracts) return;
    void shelf.put([[CONTRACTS_KEY, contracts]]).catch(() => undefined);
  });
}

async function restoreContracts(shelf: Shelf): Promise<void> {
  const kept = await shelf.get(CONTRACTS_KEY).catch(() => undefined);
  const read = contractsSchema.safeParse(kept);
  if (read.success && useCustomers.getState().contracts === null)
    useCustomers.setState({ contracts: read.data });
}

/** Only where nothing is known: what the daemon said meanwhile is newer. */
async function restore(shelf: Shelf): Promise<void> {
  const read = keptSchema.safeParse(await shelf.get(KEY).catch(() => undefined));
  if (read.success && useBilling.getState().bills === null) useBilling.setState(read.data);
}
