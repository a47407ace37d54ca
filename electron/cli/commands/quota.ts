import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { argument, command, constant, option } from "@optique/core/primitives";
import { integer, string } from "@optique/core/valueparser";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import type { Quota } from "../../../shared/protocol/reservation.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { personNames } from "../find.ts";
import { connecting } from "../options.ts";
import { quotaLines } from "../show/quotas.ts";
import { answer } from "../terminal.ts";
import { countLimit, moneyLimit } from "../values.ts";

const limits = object({
  machines: optional(
    option("--machines", countLimit(), { description: message`At any one time; none: no limit.` }),
  ),
  cores: optional(
    option("--cores", countLimit(), { description: message`At any one time; none: no limit.` }),
  ),
  machineHours: optional(
    option("--hours", countLimit(), {
      description: message`Machine hours in a month; none: no limit.`,
    }),
  ),
  money: optional(
    option("--money", moneyLimit(), {
      description: message`Projected cost in a month, in the price book's currency; none: no limit.`,
    }),
  ),
  highestPriority: optional(
    option("--priority", integer({ min: 0, max: 9, metavar: "0-9" }), {
      description: message`The most urgent that is allowed, 0 to 9.`,
    }),
  ),
  approvalAboveMachines: optional(
    option("--approval-above", countLimit(), {
      description: message`More machines than this at once need your approval; none: none do.`,
    }),
  ),
});

type Limits = InferValue<typeof limits>;

const OPTIONS = "--machines, --cores, --hours, --money, --priority or --approval-above";

/** `labwright quota [list | set TENANT [--user USER]]` */
export const quota = defineVerb({
  name: "quota",
  brief: message`Show and set what tenants and their people may hold.`,
  options: merge(
    connecting,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), { brief: message`Show all.` }),
        command(
          "set",
          merge(
            object({
              action: constant("set"),
              tenant: argument(string({ metavar: "TENANT" })),
              user: optional(
                option("--user", string({ metavar: "USER" }), {
                  description: message`One user of it, by name or id, and not all of it together.`,
                }),
              ),
            }),
            object({ limits }),
          ),
          { brief: message`Set limits; those that are not named stay.` },
        ),
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      if (options.action === "list") {
        const quotas = must(await attempt(client.reservations.quotas()));
        const nameOf = await personNames(client);
        answer(terminal, options.json, quotas, () => quotaLines(quotas, nameOf));
        return 0;
      }
      const { tenant, user = null } = options;
      const named = namedOf(options.limits);
      if (Object.keys(named).length === 0)
        throw new FaultError(fault("option-missing", { detail: "No limit is named." }, OPTIONS));
      const changed = { tenant, user, ...named };
      const set = must(await attempt(client.reservations.setQuota(changed)));
      const nameOf = await personNames(client);
      answer(terminal, options.json, set, () => quotaLines([set], nameOf));
      return 0;
    }),
});

/** What was said, without what was not. */
function namedOf(limits: Limits): Partial<Quota> {
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));
}
