import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { choice, string } from "@optique/core/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { budgetSchema, type Budget } from "../../../shared/billing/budget.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findEnvironment } from "../find.ts";
import { connecting } from "../options.ts";
import { budgetLines } from "../show/bills.ts";
import { answer } from "../terminal.ts";

const id = argument(string({ metavar: "ID" }), { description: message`What it is known by.` });
const terms = object({
  amount: option("--amount", string({ metavar: "MONEY" }), {
    description: message`In each period, without taxes.`,
  }),
  name: optional(option("--name", string({ metavar: "NAME" }))),
  period: withDefault(option("--period", choice(["monthly", "quarterly", "annual"])), "monthly"),
  environment: optional(
    option("--environment", string({ metavar: "ENV" }), {
      description: message`Of one environment only, by name or id.`,
    }),
  ),
  component: optional(option("--component", string({ metavar: "COMPONENT" }))),
  group: optional(option("--group", string({ metavar: "GROUP" }))),
  party: optional(
    option("--party", string({ metavar: "PARTY" }), {
      description: message`Only what one of those who share the cost pays.`,
    }),
  ),
  thresholds: multiple(
    option("--at", string({ metavar: "BASIS:PERCENT" }), {
      description: message`When it is told of: actual:80, outlook:100, projection:120; may be given several times.`,
    }),
  ),
  recipients: multiple(option("--mail", string({ metavar: "ADDRESS" }))),
  webhook: withDefault(
    flag("--webhook", { description: message`Tell the billing service.` }),
    false,
  ),
  stops: withDefault(
    flag("--stop", {
      description: message`Stop what it is for when all is spent, after the notice of the contract.`,
    }),
    false,
  ),
});
type Terms = InferValue<typeof terms>;

/** `labwright budget [list | set ID --amount MONEY | remove ID]` */
export const budget = defineVerb({
  name: "budget",
  brief: message`Say how much may be spent, and see how far it is.`,
  options: merge(
    connecting,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), { brief: message`Show all.` }),
        command("set", merge(object({ action: constant("set"), id }), object({ terms })), {
          brief: message`Make a budget, or replace it.`,
        }),
        command("remove", object({ action: constant("remove"), id }), {
          brief: message`Forget a budget.`,
        }),
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      if (options.action === "set") {
        const wanted = await budgetOf(client, options.id, options.terms);
        const state = must(await attempt(client.budgets.set(wanted)));
        answer(terminal, options.json, state, () => budgetLines([state]));
        return 0;
      }
      if (options.action === "remove")
        must(await attempt(client.budgets.remove({ id: options.id })));
      const states = must(await attempt(client.budgets.list()));
      answer(terminal, options.json, states, () => budgetLines(states));
      return 0;
    }),
});

async function budgetOf(client: LabwrightClient, known: string, wanted: Terms): Promise<Budget> {
  const { environment, component, group, party, thresholds, name = known, ...rest } = wanted;
  const found = environment === undefined ? undefined : await findEnvironment(client, environment);
  const parsed = budgetSchema.safeParse({
    ...rest,
    id: known,
    name,
    scope: { environment: found?.id, component, group, party },
    ...(thresholds.length > 0 && { thresholds: thresholds.map(thresholdOf) }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join(".");
  throw new FaultError(fault("input-invalid", { detail: issue?.message ?? "" }, where));
}

/** `outlook:100` */
function thresholdOf(text: string): { readonly on: string; readonly percent: number } {
  const [on = "", percent = ""] = text.split(":");
  return { on, percent: Number(percent) };
}
