import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Budget, Threshold } from "../../../../shared/billing/budget.ts";
import type { Message } from "../../../../shared/billing/message.ts";
import type { BudgetAlert, BudgetStop } from "../billing-store.ts";
import { append } from "./events.ts";
import { keepMessages } from "./messages.ts";
import type { Transaction } from "./operation.ts";

export async function putBudget(
  transaction: Transaction,
  tenant: string,
  budget: Budget,
): Promise<void> {
  const values = { budget: JSON.stringify(budget) };
  await transaction
    .insertInto("budgets")
    .values({ tenant, id: budget.id, ...values })
    .onConflict((conflict) => conflict.columns(["tenant", "id"]).doUpdateSet(values))
    .execute();
}

export async function removeBudget(
  transaction: Transaction,
  tenant: string,
  id: string,
): Promise<boolean> {
  await transaction
    .deleteFrom("budget_alerts")
    .where("tenant", "=", tenant)
    .where("budget", "=", id)
    .execute();
  const { numDeletedRows } = await transaction
    .deleteFrom("budgets")
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

export async function listBudgets(
  transaction: Transaction,
  tenant: string,
): Promise<readonly Budget[]> {
  const rows = await transaction
    .selectFrom("budgets")
    .select("budget")
    .where("tenant", "=", tenant)
    .orderBy("id")
    .execute();
  return rows.map(({ budget }) => JSON.parse(budget));
}

export async function budgetedTenants(transaction: Transaction): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom("budgets")
    .select("tenant")
    .distinct()
    .orderBy("tenant")
    .execute();
  return rows.map(({ tenant }) => tenant);
}

export async function budgetAlerts(
  transaction: Transaction,
  tenant: string,
  budget: string,
  period: string,
): Promise<readonly BudgetAlert[]> {
  const rows = await transaction
    .selectFrom("budget_alerts")
    .select(["basis", "percent", "at"])
    .where("tenant", "=", tenant)
    .where("budget", "=", budget)
    .where("period", "=", period)
    .orderBy("at")
    .orderBy("percent")
    .execute();
  return rows.map(({ basis, percent, at }) => ({
    budget,
    period,
    on: basis as Threshold["on"],
    percent,
    at: toInstant(at),
  }));
}

export async function tellBudget(
  transaction: Transaction,
  tenant: string,
  alert: BudgetAlert,
  told: {
    readonly text: string;
    readonly stopAt: Instant | null;
    readonly messages: readonly Message[];
  },
): Promise<boolean> {
  const { budget, period, on, percent, at } = alert;
  const { text, stopAt, messages } = told;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("budget_alerts")
    .values({
      tenant,
      budget,
      period,
      basis: on,
      percent,
      at: fromInstant(at),
      stop_at: stopAt === null ? null : fromInstant(stopAt),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return false;
  await keepMessages(transaction, messages, at);
  const body = { type: "budget" as const, budget, period, on, percent, text, stopAt };
  await append(transaction, [{ tenant, environment: null, at, body }]);
  return true;
}

export async function budgetStops(
  transaction: Transaction,
  tenant?: string,
): Promise<readonly BudgetStop[]> {
  const rows = await transaction
    .selectFrom("budget_alerts")
    .select(["tenant", "budget", "period", "stop_at"])
    .where("stop_at", "is not", null)
    .$if(tenant !== undefined, (query) => query.where("tenant", "=", tenant ?? ""))
    .orderBy("stop_at")
    .execute();
  return rows.flatMap(({ stop_at, ...stop }) =>
    stop_at === null ? [] : [{ ...stop, stopAt: toInstant(stop_at) }],
  );
}

export async function endBudgetStop(
  transaction: Transaction,
  { tenant, budget, period }: BudgetStop,
): Promise<void> {
  await transaction
    .updateTable("budget_alerts")
    .set({ stop_at: null })
    .where("tenant", "=", tenant)
    .where("budget", "=", budget)
    .where("period", "=", period)
    .execute();
}
