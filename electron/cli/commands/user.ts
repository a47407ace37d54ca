import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, option } from "@optique/core/primitives";
import { choice, string } from "@optique/core/valueparser";
import { moment } from "../../../shared/base/clock.ts";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { peopleChangeText } from "../../../shared/protocol/people-change.ts";
import { ROLES } from "../../../shared/protocol/roles.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findUser } from "../find.ts";
import { connecting, tenantName } from "../options.ts";
import { peopleOf } from "../people.ts";
import { table } from "../show/table.ts";
import { answer, type Terminal } from "../terminal.ts";

const roles = multiple(
  option("--role", choice(ROLES, { metavar: "ROLE" }), {
    description: message`architect, lab-admin, customer or operator; several by repeating it.`,
  }),
  { min: 1 },
);

/** `labwright user [list | add | remove | history] [--tenant TENANT]` */
export const user = defineVerb({
  name: "user",
  brief: message`Show, add and remove people, of your tenant or of a customer’s.`,
  options: merge(
    connecting,
    tenantName,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), { brief: message`Show all.` }),
        command(
          "add",
          object({
            action: constant("add"),
            name: argument(string({ metavar: "NAME" }), {
              description: message`What they are called; no two alike.`,
            }),
            roles,
          }),
          { brief: message`Add somebody; labwright token issue lets them in.` },
        ),
        command(
          "remove",
          object({
            action: constant("remove"),
            name: argument(string({ metavar: "USER" }), { description: message`By name or id.` }),
          }),
          { brief: message`Shut somebody out, at once.` },
        ),
        command("history", object({ action: constant("history") }), {
          brief: message`Show who let whom in and shut whom out; yours, of whatever tenant they were.`,
        }),
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      if (options.action === "history") return history(client, options, terminal);
      const people = await peopleOf(client, options.tenant);
      switch (options.action) {
        case "list": {
          const users = must(await attempt(people.users()));
          answer(terminal, options.json, users, () =>
            table(
              ["NAME", "ROLES", "ACTIVE", "ID"],
              users.map(({ name, roles: held, active, id }) => [
                name,
                held.join(" "),
                active ? "yes" : "no",
                id,
              ]),
            ),
          );
          return 0;
        }
        case "add": {
          const wanted = { name: options.name, roles: [...options.roles] };
          const added = must(await attempt(people.addUser(wanted)));
          answer(terminal, options.json, added, () => [`${added.name} is added (${added.id}).`]);
          return 0;
        }
        case "remove": {
          const { id, name } = await findUser(people, options.name);
          must(await attempt(people.removeUser(id)));
          answer(terminal, options.json, { id, name }, () => [`${name} is shut out.`]);
          return 0;
        }
      }
    }),
});

async function history(
  client: LabwrightClient,
  { json, tenant }: { readonly json: boolean; readonly tenant: string | undefined },
  terminal: Terminal,
): Promise<ExitCode> {
  if (tenant !== undefined)
    throw new FaultError(
      fault("option-contradicts", {
        detail: "history shows what is written down for your own tenant, --tenant names another",
      }),
    );
  const changes = must(await attempt(client.users.changes({})));
  answer(terminal, json, changes, () =>
    changes.length === 0
      ? ["Nothing was done yet."]
      : table(
          ["WHEN", "WHAT"],
          changes.map((change) => [moment(change.at), peopleChangeText(change)]),
        ),
  );
  return 0;
}
