import { create } from "zustand";
import type { Fault } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import type { Sharing } from "../../../shared/pricing/engine/sharing.ts";
import { endedContract } from "../../../shared/billing/end.ts";
import type { SignUp } from "../../../shared/protocol/billing-procedures.ts";
import { ask } from "../../live/actions.ts";
import { useRole } from "../../live/role.ts";
import { isOperator, loadBilling, useBilling } from "../billing-state.ts";

/** Contracts as they were agreed on last. */
interface Customers {
  /** All for whoever runs the lab, else one's own if there is one; null until it was asked for. */
  readonly contracts: readonly CustomerContract[] | null;
  readonly fault: Fault | null;
}

export const useCustomers = create<Customers>()(() => ({ contracts: null, fault: null }));

/** What contracts are to the reader: with no network nobody knows the role, but nobody else has several. */
export function useContractsTitle(): "Customers" | "Contract" {
  const several = useCustomers(({ contracts }) => (contracts?.length ?? 0) > 1);
  const operator = useRole("operator");
  return operator || several ? "Customers" : "Contract";
}

/** Asks for the contracts anew. */
export async function loadCustomers(): Promise<void> {
  const operator = isOperator();
  const found = await ask(async ({ invoicing, billing }) => {
    if (operator) return invoicing.accounts();
    const { contract } = await billing.contract();
    return contract === null ? [] : [contract];
  });
  if (found.ok) useCustomers.setState({ contracts: found.value, fault: null });
  else useCustomers.setState({ fault: found.error });
}

/** Gives the token of the first person, when one was asked for. */
export async function signUp(wanted: SignUp): Promise<Result<{ readonly secret: string | null }>> {
  const made = await ask((client) => client.invoicing.signUp(wanted));
  if (made.ok) await reload();
  return made;
}

export async function amend(next: CustomerContract): Promise<Result<CustomerContract>> {
  const amended = await ask((client) => client.invoicing.amend(next));
  if (amended.ok) await reload();
  return amended;
}

/** Ends a customer's contract, or one's own. */
export async function endContract(
  contract: CustomerContract,
  at: string,
): Promise<Result<CustomerContract>> {
  if (isOperator()) {
    const ended = endedContract(contract, at, billsOf(contract));
    return ended.ok ? amend(ended.value) : ended;
  }
  const ended = await ask((client) => client.billing.end({ at }));
  if (ended.ok) await reload();
  return ended;
}

/** Asks for the credit of a missed guarantee, in the month `2026-11`. */
export async function claimCredit(term: string, month: string): Promise<Result<CustomerContract>> {
  const claimed = await ask((client) => client.billing.claim({ term, month }));
  if (claimed.ok) await reload();
  return claimed;
}

/** Who shares what an environment costs, from an instant on. */
export async function shareCost(sharing: Sharing): Promise<Result<CustomerContract>> {
  const shared = await ask((client) => client.billing.share(sharing));
  if (shared.ok) await reload();
  return shared;
}

/** A licence of one's own is renewed no longer, from now on. */
export async function endLicence(environment: string): Promise<Result<CustomerContract>> {
  const ended = await ask((client) => client.billing.endLicence({ environment }));
  if (ended.ok) await reload();
  return ended;
}

function billsOf({ tenant }: CustomerContract) {
  return (useBilling.getState().bills ?? []).filter((bill) => bill.tenant === tenant);
}

async function reload(): Promise<void> {
  await Promise.all([loadCustomers(), loadBilling()]);
}
