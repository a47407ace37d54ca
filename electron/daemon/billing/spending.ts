import { toInstant } from "../../../shared/base/clock.ts";
import { Decimal, moneyText } from "../../../shared/base/money.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import { accrue, type Account } from "../../../shared/billing/accrual.ts";
import type { Bill } from "../../../shared/billing/bill.ts";
import {
  newlyReached,
  spentOf,
  type Budget,
  type BudgetState,
  type Spent,
} from "../../../shared/billing/budget.ts";
import { billingPeriod } from "../../../shared/billing/periods.ts";
import { statusReport, type StatusReport } from "../../../shared/billing/status-report.ts";
import { partOf, type Payers } from "../../../shared/pricing/engine/invoice.ts";
import type { RatedLine } from "../../../shared/pricing/engine/line.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { ReservationRecord } from "../store/reservation-records.ts";
import { agreementOf, plainAgreement, type AccountContext } from "./account.ts";
import { reportNames } from "./report-names.ts";
import type { OpenAccounts, Spending } from "./open-accounts.ts";

const DAY = 86_400_000;

/** What budgets are looked at with. */
export interface SpendingContext extends AccountContext {
  readonly openAccounts: OpenAccounts;
}

/** Machines, what was used and what it costs in the running period. */
export async function statusOf(
  context: AccountContext,
  tenant: string,
): Promise<Result<StatusReport>> {
  const now = context.clock.now();
  const { terms, window } =
    (await agreementOf(context, tenant)) ?? (await plainAgreement(context, tenant));
  const segments = await context.store.tenantUsage(tenant, window);
  const accrued = accrue({ ...terms, segments }, now);
  if (!accrued.ok) return accrued;
  const { currency } = accrued.value.book;
  const period = periodOf(terms, "monthly", now);
  const lines = accrued.value.lines.filter(({ start }) => start >= period.start);
  const report = statusReport({ tenant, at: toInstant(now), period, currency, lines, segments });
  return ok({ ...report, names: await reportNames(context.store, report) });
}

/** Who pays, as was agreed on last. */
function payersIn({ revisions }: Pick<Account, "revisions">): Payers {
  return revisions.at(-1)?.contract ?? { parties: [] };
}

function periodOf(
  { revisions }: Pick<Account, "revisions">,
  cadence: Budget["period"],
  now: number,
): Bill["period"] {
  const contract = revisions.at(-1)?.contract;
  if (contract === undefined) throw new Error("an account has a contract");
  return billingPeriod(contract, cadence, now, null);
}

/** How far every budget of a tenant is. */
export async function budgetStates(
  context: SpendingContext,
  tenant: string,
): Promise<Result<readonly BudgetState[]>> {
  const budgets = await context.store.listBudgets(tenant);
  if (budgets.length === 0) return ok([]);
  const spending = await context.openAccounts.spendingOf(tenant);
  if (!spending.ok) return spending;
  const ahead = await aheadOf(context, tenant);
  const outlook = outlooks(spending.value, ahead);
  const states: BudgetState[] = [];
  for (const budget of budgets) {
    const looked = { budget, ahead, outlook, ...spending.value };
    const state = await stateOf(context, tenant, looked);
    if (!state.ok) return state;
    states.push(state.value);
  }
  return ok(states);
}

/**
 * Whether what was used has reached a threshold that nobody was told of; null where that cannot be said without
 * rating all usage anew. Costs what has changed since it was asked for last.
 */
export async function isNewlyReached(
  { store, openAccounts }: SpendingContext,
  tenant: string,
): Promise<Result<boolean | null>> {
  const spending = await openAccounts.spendingOf(tenant);
  if (!spending.ok) return spending;
  const { terms, now, currency, actual, isIncremental } = spending.value;
  if (!isIncremental) return ok(null);
  for (const budget of await store.listBudgets(tenant)) {
    const period = periodOf(terms, budget.period, now);
    const payers = payersIn(terms);
    const spent = spentOf(budget, actual, { period, currency, payers });
    const alerts = await store.budgetAlerts(tenant, budget.id, period.label);
    const thresholds = budget.thresholds.filter(({ on }) => on === "actual");
    const state = { budget: { ...budget, thresholds }, alerts: [...alerts], actual: spent };
    if (newlyReached({ ...state, outlook: "0", projection: "0" }).length > 0) return ok(true);
  }
  return ok(false);
}

async function stateOf(
  { store }: AccountContext,
  tenant: string,
  { budget, ahead, outlook: outlookOf, terms, now, currency, actual }: Spending & Looked,
): Promise<Result<BudgetState>> {
  const period = periodOf(terms, budget.period, now);
  const outlook = outlookOf(period);
  if (!outlook.ok) return outlook;
  const spent = { period, currency, payers: payersIn(terms) };
  const planned = ahead.planned(budget, period, spent);
  const sum = (lines: readonly RatedLine[]): string => spentOf(budget, lines, spent);
  const alerts = await store.budgetAlerts(tenant, budget.id, period.label);
  const stops = await store.budgetStops(tenant);
  const stop = stops.find((one) => one.budget === budget.id && one.period === period.label);
  return ok({
    budget,
    currency,
    period,
    actual: sum(actual),
    outlook: moneyText(new Decimal(sum(outlook.value)).plus(planned.later), currency),
    projection: moneyText(new Decimal(planned.projected), currency),
    days: burnDown(budget, actual, { ...spent, period, now }),
    alerts: alerts.map(({ on, percent, at }) => ({ on, percent, at })),
    stopAt: stop?.stopAt ?? null,
  });
}

interface Looked {
  readonly budget: Budget;
  readonly ahead: Ahead;
  readonly outlook: Outlook;
}

/** What will have been charged at the end of a period. */
type Outlook = (period: Pick<Bill["period"], "end">) => Result<readonly RatedLine[]>;

/** What runs goes on up to its environment's end. It is rated once for all budgets whose periods end together. */
function outlooks({ terms, account }: Spending, ahead: Ahead): Outlook {
  const known = new Map<string, ReturnType<Outlook>>();
  let extended: Account | undefined;
  return ({ end }) => {
    let found = known.get(end);
    if (found === undefined) {
      extended ??= { ...terms, segments: ahead.extended(account().segments) };
      const accrued = accrue(extended, Date.parse(end));
      known.set(end, (found = accrued.ok ? ok(accrued.value.lines) : accrued));
    }
    return found;
  };
}

/** What was spent by the end of each day of the period, up to now. */
function burnDown(
  budget: Budget,
  lines: readonly RatedLine[],
  looked: Spent & { readonly period: Bill["period"]; readonly now: number },
): BudgetState["days"] {
  const { period, now } = looked;
  const start = Date.parse(period.start);
  const count = Math.ceil((Math.min(now, Date.parse(period.end)) - start) / DAY);
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const end = Math.min(start + (at + 1) * DAY, now);
    // A line is a sum over its time; so much of it was spent by then.
    const spent = lines.map((line) => partUntil(line, end));
    return { at: toInstant(end), spent: spentOf(budget, spent, looked) };
  });
}

/** What was used is spent as time goes by, a fee when it is due. */
function partUntil(line: RatedLine, until: number): RatedLine {
  const [start, end] = [Date.parse(line.start), Date.parse(line.end)];
  if (until >= Math.min(end, Date.parse(line.due))) return line;
  const spent = new Decimal(line.rounded).times(Math.max(0, until - start)).dividedBy(end - start);
  return { ...line, rounded: spent.toDecimalPlaces(6).toFixed() };
}

/** What is there and what is booked, with what it was projected to cost. */
interface Ahead {
  extended(segments: readonly Segment[]): readonly Segment[];
  /** In a period and scope: all that was projected, and what of it has not begun. */
  planned(budget: Budget, period: Bill["period"], spent: Spent): Planned;
}

interface Planned {
  readonly projected: Decimal;
  readonly later: Decimal;
}

async function aheadOf({ store }: AccountContext, tenant: string): Promise<Ahead> {
  const environments = await store.listEnvironments(tenant);
  const records = await Promise.all(environments.map(({ id }) => store.environment(id, tenant)));
  const quoted = records.flatMap((record) => record?.quote.lines ?? []);
  const booked = await store.reservations({ tenant, states: ["booked"] });
  const ends = new Map(environments.map(({ id, end }) => [id, end]));
  return {
    extended: (segments) =>
      segments.map((one) => {
        const end = ends.get(one.environment);
        const isOpen = typeof one.end !== "string" && end !== undefined && end > one.start;
        return isOpen ? { ...one, end } : one;
      }),
    planned: (budget, period, spent) => {
      const later = laterOf(budget, period, booked, spent.payers);
      return { projected: later.plus(spentOf(budget, quoted, spent)), later };
    },
  };
}

/** Reservations are of environments: their groups and components are only known once they begin. */
function laterOf(
  { scope: { environment, component, group, party } }: Budget,
  { start, end }: Bill["period"],
  booked: readonly ReservationRecord[],
  payers: Payers,
): Decimal {
  const isNarrow = (component ?? group) !== undefined;
  return booked
    .filter(({ id, window }) => {
      const isWithin = window.start >= start && window.start < end;
      return !isNarrow && isWithin && (environment === undefined || environment === id);
    })
    .reduce((sum, { id, cost, window }) => {
      const line = { rounded: cost, environment: id, start: window.start };
      return sum.plus(party === undefined ? cost : partOf(payers, line, party));
    }, new Decimal(0));
}
