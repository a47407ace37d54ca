import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Result } from "../../../shared/base/result.ts";
import { ok } from "../../../shared/base/result.ts";
import {
  alertText,
  isSpent,
  newlyReached,
  type BudgetState,
  type Threshold,
} from "../../../shared/billing/budget.ts";
import type { Message } from "../../../shared/billing/message.ts";
import { ACTIVE_STATES } from "../environments/next-state.ts";
import type { BudgetStop } from "../store/billing-store.ts";
import type { AccountContext } from "./account.ts";
import { budgetStates, type SpendingContext } from "./spending.ts";

const HOUR = 3_600_000;

/** Tells of every threshold that is reached, once in each period. */
export async function checkBudgets(
  context: SpendingContext,
  tenant: string,
): Promise<Result<void>> {
  const states = await budgetStates(context, tenant);
  if (!states.ok) return states;
  for (const state of states.value)
    for (const threshold of newlyReached(state)) await tell(context, tenant, state, threshold);
  return ok(undefined);
}

async function tell(
  { store, clock }: AccountContext,
  tenant: string,
  state: BudgetState,
  threshold: Threshold,
): Promise<void> {
  const now = clock.now();
  const { budget, period } = state;
  const contract = await store.contract(tenant, toInstant(now));
  const notice = contract?.terms.hardStop?.noticeHours;
  const stops =
    budget.stops &&
    threshold.on === "actual" &&
    threshold.percent >= 100 &&
    isSpent(budget, state.actual) &&
    notice !== undefined &&
    state.stopAt === null;
  const stopAt = stops ? toInstant(now + notice * HOUR) : null;
  const said = alertText(state, threshold);
  const text = stopAt === null ? said : `${said} What it is for is stopped at ${stopAt}.`;
  const alert = { ...threshold, budget: budget.id, period: period.label, at: toInstant(now) };
  const id = `budget/${tenant}/${budget.id}/${period.label}/${threshold.on}/${threshold.percent}`;
  const messages = messagesOf(state, { id, tenant, text, stopAt });
  await store.tellBudget(tenant, alert, { text, stopAt, messages });
}

function messagesOf(
  { budget, period, actual, outlook, projection, currency }: BudgetState,
  { id, tenant, text, stopAt }: Pick<Message, "id" | "tenant" | "text"> & { stopAt: string | null },
): readonly Message[] {
  const subject = `Budget ${budget.name}, ${period.label}`;
  const numbers = { period: period.label, actual, outlook, projection, currency, stopAt };
  const payload = JSON.stringify({ type: "budget", tenant, budget, text, ...numbers });
  const common = { tenant, subject, text };
  return [
    ...(budget.recipients.length > 0
      ? [
          {
            ...common,
            id: `${id}/email`,
            channel: "email" as const,
            to: [...budget.recipients],
            payload: "",
          },
        ]
      : []),
    ...(budget.webhook
      ? [{ ...common, id: `${id}/webhook`, channel: "webhook" as const, to: [], payload }]
      : []),
  ];
}

interface Stopping extends SpendingContext {
  /** Something about an environment changed that should be seen now. */
  readonly wake: (environment: { readonly id: string; readonly tenant: string }) => void;
}

/** Stops what spent budgets are for, once the notice is over; not when the budget was raised or lifted meanwhile. */
export async function carryOutStops(context: Stopping): Promise<void> {
  const { store, clock } = context;
  const now = toInstant(clock.now());
  for (const stop of await store.budgetStops()) {
    if (stop.stopAt > now) continue;
    await releaseFor(context, stop);
    await store.endBudgetStop(stop);
  }
}

async function releaseFor(
  context: Stopping,
  { tenant, budget, period }: BudgetStop,
): Promise<void> {
  const { store, clock, wake } = context;
  const states = await budgetStates(context, tenant);
  const state = states.ok ? states.value.find((one) => one.budget.id === budget) : undefined;
  const isMeant =
    state !== undefined &&
    state.period.label === period &&
    state.budget.stops &&
    isSpent(state.budget, state.actual);
  if (!isMeant) return;
  const { environment } = state.budget.scope;
  const running = await store.listEnvironments(tenant, [...ACTIVE_STATES, "reserved", "requested"]);
  for (const { id } of running) {
    if (environment !== undefined && environment !== id) continue;
    await store.changeEnvironment({
      id,
      tenant,
      at: toInstant(clock.now()),
      expect: ["requested", "reserved", ...ACTIVE_STATES],
      state: "releasing",
      why: fault("budget-spent"),
    });
    wake({ id, tenant });
  }
}
