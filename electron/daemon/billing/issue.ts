import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import { creditNote, voidingNote } from "../../../shared/billing/correct.ts";
import type { CustomerContract } from "../../../shared/billing/customer-contract.ts";
import { draft, type Drafting } from "../../../shared/billing/draft.ts";
import { numberRow } from "../../../shared/billing/issue.ts";
import type { Message } from "../../../shared/billing/message.ts";
import { accountOf, type AccountContext } from "./account.ts";
import { withNames } from "./bill-names.ts";

/** What would be billed now. */
export async function draftBills(
  context: AccountContext,
  tenant: string,
  kind: Drafting["kind"],
): Promise<Result<readonly Bill[]>> {
  const account = await accountOf(context, tenant);
  if (account === null) return err(fault("no-contract", { tenant }));
  const drafts = draft(account, { kind, now: context.clock.now() });
  return drafts.ok ? ok(await withNames(context.store, tenant, drafts.value)) : drafts;
}

/**
 * Issues what there is to be billed. Whole periods come first and in their order; another daemon may be issuing
 * them at the same time, and then this one finds nothing left to do.
 */
export async function issueDrafts(
  context: AccountContext,
  tenant: string,
  kind: Drafting["kind"],
): Promise<Result<readonly Bill[]>> {
  const account = await accountOf(context, tenant);
  const record = account?.revisions.at(-1);
  if (account === null || record === undefined) return err(fault("no-contract", { tenant }));
  const drafts = draft(account, { kind, now: context.clock.now() });
  if (!drafts.ok || drafts.value.length === 0) return drafts;
  return keep(context, record, drafts.value);
}

/** Every whole period that is over. Gives how many bills and notes were issued. */
export async function catchUp(context: AccountContext, tenant: string): Promise<Result<number>> {
  for (let count = 0; ;) {
    const issued = await issueDrafts(context, tenant, "periodic");
    if (!issued.ok && issued.error.code !== "bill-outdated") return issued;
    if (issued.ok && issued.value.length === 0) return ok(count);
    if (issued.ok) count += issued.value.length;
  }
}

/** A bill up to now, after the periods that are over. */
export async function issueNow(
  context: AccountContext,
  tenant: string,
): Promise<Result<readonly Bill[]>> {
  const before = await catchUp(context, tenant);
  if (!before.ok) return before;
  const issued = await issueDrafts(context, tenant, "on-demand");
  if (!issued.ok || issued.value.length > 0 || before.value > 0) return issued;
  return err(fault("nothing-to-bill"));
}

interface Correcting {
  readonly bill: Bill;
  readonly reason: string;
}

/** Takes a whole bill back by a note. */
export async function voidBill(
  context: AccountContext,
  { bill, reason }: Correcting,
): Promise<Result<readonly Bill[]>> {
  return withAccount(context, bill, (account) =>
    voidingNote(bill, { sequence: account.next, reason, now: context.clock.now() }),
  );
}

/** Gives a part of a bill back by a note. */
export async function creditBill(
  context: AccountContext,
  { bill, reason, net }: Correcting & { readonly net: string },
): Promise<Result<readonly Bill[]>> {
  return withAccount(context, bill, ({ next, books, earlier }) => {
    const [book] = books.filter(({ id }) => id === bill.book.id).concat(books);
    if (book === undefined)
      return err(fault("not-found", { what: "price book", id: bill.book.id }));
    const now = context.clock.now();
    return creditNote(bill, { sequence: next, reason, now, net, earlier, book });
  });
}

type Known = NonNullable<Awaited<ReturnType<typeof accountOf>>> & {
  readonly earlier: readonly Bill[];
};

async function withAccount(
  context: AccountContext,
  { tenant }: Bill,
  make: (account: Known) => Result<Bill>,
): Promise<Result<readonly Bill[]>> {
  const account = await accountOf(context, tenant);
  const record = account?.revisions.at(-1);
  if (account === null || record === undefined) return err(fault("no-contract", { tenant }));
  const made = make({ ...account, earlier: await context.store.bills(tenant) });
  return made.ok ? keep(context, record, [made.value]) : made;
}

async function keep(
  { store, clock }: AccountContext,
  record: CustomerContract,
  drafts: readonly Bill[],
): Promise<Result<readonly Bill[]>> {
  const [first] = drafts;
  if (first === undefined) return ok([]);
  return store.issueBills({
    tenant: record.tenant,
    after: first.sequence - 1,
    drafts: await withNames(store, record.tenant, drafts),
    row: numberRow(record),
    at: toInstant(clock.now()),
    channels: channelsOf(record),
  });
}

/** How a customer, and the service that takes the money, hear of a bill. */
function channelsOf({ terms }: CustomerContract): readonly Message["channel"][] {
  return [
    ...(terms.email ? (["email"] as const) : []),
    ...(terms.payment === "webhook" ? (["webhook"] as const) : []),
  ];
}
