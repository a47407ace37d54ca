import type { Account } from "../../../shared/billing/accrual.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import type { AccountTerms } from "../../../shared/billing/open-accrual.ts";
import type { AccountContext } from "./account.ts";
import { OpenAccount } from "./open-account.ts";

/** What a tenant spends, looked at now. */
export interface Spending {
  readonly now: number;
  readonly currency: string;
  /** Charged up to now. */
  readonly actual: readonly RatedLine[];
  /** Whether it cost no more than what has changed, or all of it is rated each time. */
  readonly isIncremental: boolean;
  readonly terms: AccountTerms;
  /** All that it follows from; a list of all reports. */
  readonly account: () => Account;
}

/** Charges of tenants that are asked for again and again: of those who were asked for last they are kept open. */
export interface OpenAccounts {
  spendingOf(tenant: string): Promise<Result<Spending>>;
}

/** So many reports are kept in memory, of all tenants together; whoever has more is read anew each time. */
const MOST_REPORTS = 500_000;

export function createOpenAccounts(
  context: AccountContext,
  mostReports: number = MOST_REPORTS,
): OpenAccounts {
  /** The one that was asked for last comes last. */
  const kept = new Map<string, OpenAccount>();
  const turns = new Map<string, Promise<unknown>>();
  const current = async (tenant: string): Promise<OpenAccount> => {
    const known = kept.get(tenant);
    kept.delete(tenant);
    const isKept = known !== undefined && (await known.catchUp());
    const account = isKept ? known : await OpenAccount.open(context, tenant);
    kept.set(tenant, account);
    return account;
  };
  const forget = (): void => {
    let reports = 0;
    for (const { accrual } of kept.values()) reports += accrual.size;
    for (const [tenant, { accrual }] of kept) {
      if (reports <= mostReports) return;
      kept.delete(tenant);
      reports -= accrual.size;
    }
  };
  const look = async (tenant: string): Promise<Result<Spending>> => {
    const { accrual } = await current(tenant);
    const now = context.clock.now();
    const charged = accrual.accrued(now);
    forget();
    if (!charged.ok) return charged;
    const { book, lines } = charged.value;
    const { isIncremental, terms } = accrual;
    const account = (): Account => accrual.account;
    return ok({ now, currency: book.currency, actual: lines, isIncremental, terms, account });
  };
  return {
    spendingOf: (tenant) => {
      // One after the other: each takes in what is new.
      const turn = (turns.get(tenant) ?? Promise.resolve()).then(() => look(tenant));
      const done = turn.catch(() => undefined);
      turns.set(tenant, done);
      void done.then(() => {
        if (turns.get(tenant) === done) turns.delete(tenant);
      });
      return turn;
    },
  };
}
