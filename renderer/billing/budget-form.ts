import { err, ok, type Result } from "../../shared/base/result.ts";
import { budgetSchema, type Budget } from "../../shared/billing/budget.ts";

/** What the form holds: text, as it was typed. */
export interface BudgetForm {
  readonly name: string;
  readonly amount: string;
  readonly period: string;
  /** Empty: all of them. */
  readonly environment: string;
  readonly party: string;
  readonly recipients: string;
}
export type BudgetField = keyof BudgetForm | "stops";

export function formOf(budget: Budget | null): BudgetForm {
  return {
    name: budget?.name ?? "",
    amount: budget?.amount ?? "",
    period: budget?.period ?? "monthly",
    environment: budget?.scope.environment ?? "",
    party: budget?.scope.party ?? "",
    recipients: budget?.recipients.join(", ") ?? "",
  };
}

const HINTS: Partial<Record<BudgetField, string>> = {
  name: "Give it a name.",
  amount: "An amount above zero, such as 500.00.",
  party: "A short name without spaces and slashes.",
  recipients: "At most 20 e-mail addresses, with commas between them.",
  stops: "Only an environment, or all of them, can be stopped; not what one party pays.",
};

/** What is asked of the lab, or what is wrong with which field. `before`: what the form does not show of it stays. */
export function budgetOf(
  form: BudgetForm,
  stops: boolean,
  before: Pick<Budget, "id"> & Partial<Budget>,
): Result<Budget, Partial<Record<BudgetField, string>>> {
  const { name, period } = form;
  const environment = form.environment === "" ? undefined : form.environment;
  const party = form.party.trim() === "" ? undefined : form.party.trim();
  const scope = { ...before.scope, environment, party };
  const recipients = form.recipients.split(/[\s,;]+/).filter((text) => text !== "");
  const amount = form.amount.trim();
  const wanted = { ...before, name, amount, period, scope, recipients, stops };
  const read = budgetSchema.safeParse(wanted);
  if (read.success) return ok(read.data);
  const fields = new Set(read.error.issues.flatMap(({ path }) => path.map(String)));
  return err(Object.fromEntries(Object.entries(HINTS).filter(([field]) => fields.has(field))));
}
