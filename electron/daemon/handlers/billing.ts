import { toInstant } from "../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { openAmount, type Bill } from "../../../shared/billing/bill.ts";
import { withClaim } from "../../../shared/billing/claim.ts";
import { endedContract } from "../../../shared/billing/end.ts";
import { endedLicence } from "../../../shared/billing/release.ts";
import { withSharing } from "../../../shared/billing/sharing.ts";
import { nextReport } from "../../../shared/billing/status-report.ts";
import { creditBill, draftBills, issueNow, voidBill } from "../billing/issue.ts";
import { booksAt, soldBy } from "../billing/account.ts";
import { quoteDeclared, signUp } from "../billing/sign-up.ts";
import { budgetStates, statusOf } from "../billing/spending.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** The caller's own contract, bills and reports. */
export function billingHandlers(services: Services) {
  const { store, clock } = services;
  const group = procedures.billing;
  return {
    contract: group.contract.handler(async ({ context: { tenant } }) => {
      const agreed = await store.contract(tenant, toInstant(clock.now()));
      return { contract: agreed && soldBy(agreed) };
    }),
    end: group.end.handler(async ({ input: { at }, context: { tenant } }) => {
      const now = toInstant(clock.now());
      const newest = found(await store.contract(tenant), "contract", tenant);
      const ended = unwrap(endedContract(newest, at ?? now, await store.bills(tenant)));
      await store.putContract(tenant, ended, now);
      services.wakeBiller();
      return soldBy(ended);
    }),
    endLicence: group.endLicence.handler(async ({ input, context: { tenant } }) => {
      const now = toInstant(clock.now());
      const newest = found(await store.contract(tenant), "contract", tenant);
      const { environment, at = now } = input;
      const ended = unwrap(endedLicence(newest, { environment, at: toInstant(Date.parse(at)) }));
      await store.putContract(tenant, ended, now);
      services.wakeBiller();
      return soldBy(ended);
    }),
    claim: group.claim.handler(async ({ input: { term, month }, context: { tenant } }) => {
      const at = toInstant(clock.now());
      const newest = found(await store.contract(tenant), "contract", tenant);
      const books = await booksAt(store, clock.now());
      const claimed = unwrap(withClaim(newest, books, { term, month, at }));
      if (claimed !== null) await store.putContract(tenant, claimed, at);
      services.wakeBiller();
      return soldBy(claimed ?? newest);
    }),
    share: group.share.handler(async ({ input, context: { tenant } }) => {
      const now = toInstant(clock.now());
      const newest = found(await store.contract(tenant), "contract", tenant);
      const sharing = { ...input, from: input.from ?? now };
      const shared = unwrap(withSharing(newest, sharing, await store.bills(tenant)));
      await store.putContract(tenant, shared, now);
      services.wakeBiller();
      return soldBy(shared);
    }),
    list: group.list.handler(async ({ context: { tenant } }) => [
      ...(await store.listBills(tenant)),
    ]),
    get: group.get.handler(async ({ input: { number }, context: { tenant } }) => {
      const bill = await store.billOfNumber(number);
      return found(bill?.tenant === tenant ? bill : null, "bill", number);
    }),
    draft: group.draft.handler(async ({ context: { tenant } }) => [
      ...unwrap(await draftBills(services, tenant, "on-demand")),
    ]),
    status: group.status.handler(async ({ context: { tenant } }) =>
      unwrap(await statusOf(services, tenant)),
    ),
    reports: group.reports.handler(async ({ context: { tenant } }) => [
      ...(await store.listReportSchedules(tenant)),
    ]),
    putReport: group.putReport.handler(async ({ input, context: { tenant } }) => {
      await store.putReportSchedule(tenant, input, nextReport(input, clock.now()));
      services.wakeBiller();
      return {};
    }),
    removeReport: group.removeReport.handler(async ({ input: { id }, context: { tenant } }) => {
      found((await store.removeReportSchedule(tenant, id)) || null, "report", id);
      return {};
    }),
  };
}

/** What may be spent. */
export function budgetHandlers(services: Services) {
  const { store } = services;
  const group = procedures.budgets;
  return {
    list: group.list.handler(async ({ context: { tenant } }) => [
      ...unwrap(await budgetStates(services, tenant)),
    ]),
    set: group.set.handler(async ({ input, context: { tenant } }) => {
      await store.putBudget(tenant, input);
      services.wakeBiller();
      const states = unwrap(await budgetStates(services, tenant));
      const state = states.find(({ budget }) => budget.id === input.id);
      return found(state, "budget", input.id);
    }),
    remove: group.remove.handler(async ({ input: { id }, context: { tenant } }) => {
      found((await store.removeBudget(tenant, id)) || null, "budget", id);
      return {};
    }),
  };
}

/** For whoever runs the lab: the bills of all customers. */
export function invoicingHandlers(services: Services) {
  const { store, clock, random } = services;
  const group = procedures.invoicing;
  const billOf = async (number: string): Promise<Bill> =>
    found(await store.billOfNumber(number), "bill", number);
  const only = ([bill]: readonly Bill[]): Bill => {
    if (bill === undefined) throw new FaultError(fault("nothing-to-bill"));
    return bill;
  };
  return {
    accounts: group.accounts.handler(async () => {
      const tenants = await store.billedTenants();
      const all = await Promise.all(tenants.map((tenant) => store.contract(tenant)));
      return all.filter((one) => one !== null);
    }),
    signUp: group.signUp.handler(async ({ input, context: { session } }) => {
      const made = await signUp(services, session, input);
      services.wakeBiller();
      return made;
    }),
    declaredFee: group.declaredFee.handler(({ input }) => quoteDeclared(services, input)),
    amend: group.amend.handler(async ({ input }) => {
      found(await store.contract(input.tenant), "contract", input.tenant);
      await store.putContract(input.tenant, input, toInstant(clock.now()));
      services.wakeBiller();
      return input;
    }),
    list: group.list.handler(async () => [...(await store.listBills(null))]),
    get: group.get.handler(async ({ input: { number } }) => billOf(number)),
    draft: group.draft.handler(async ({ input: { tenant } }) => [
      ...unwrap(await draftBills(services, tenant, "on-demand")),
    ]),
    issue: group.issue.handler(async ({ input: { tenant } }) => {
      const issued = unwrap(await issueNow(services, tenant));
      services.wakeBiller();
      return [...issued];
    }),
    void: group.void.handler(async ({ input: { number, reason } }) => {
      const bill = await billOf(number);
      const note = only(unwrap(await voidBill(services, { bill, reason })));
      services.wakeBiller();
      return note;
    }),
    credit: group.credit.handler(async ({ input: { number, amount, reason } }) => {
      const bill = await billOf(number);
      const note = only(unwrap(await creditBill(services, { bill, reason, net: amount })));
      services.wakeBiller();
      return note;
    }),
    pay: group.pay.handler(async ({ input: { number, amount, reference, id } }) => {
      const bill = await billOf(number);
      await store.payBill(bill.tenant, bill.sequence, {
        id: id ?? `manual-${random.hex(8)}`,
        at: toInstant(clock.now()),
        amount: amount ?? openAmount(bill),
        provider: "manual",
        reference,
      });
      return billOf(number);
    }),
  };
}
