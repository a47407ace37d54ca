import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, option } from "@optique/core/primitives";
import { choice, string } from "@optique/core/valueparser";
import { attempt } from "../../../shared/protocol/errors.ts";
import { ROLES } from "../../../shared/protocol/roles.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findUser } from "../find.ts";
import { connecting } from "../options.ts";
import { table } from "../show/table.ts";
import { answer } from "../terminal.ts";

const roles = multiple(
  option("--role", choice(ROLES, { metavar: "ROLE" }), {
    description: message`architect, lab-admin, customer or operator; several by repeating it.`,
  }),
  { min: 1 },
);

/** `labwright user [list | add | remove]` */
export const user = defineVerb({
  name: "user",
  brief: message`Show, add and remove the people of your tenant.`,
  options: merge(
    connecting,
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
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      switch (options.action) {
        case "list": {
          const users = must(await attempt(client.users.list()));
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
          const added = must(await attempt(client.users.create(wanted)));
          answer(terminal, options.json, added, () => [`${added.name} is added (${added.id}).`]);
          return 0;
        }
        case "remove": {
          const { id, name } = await findUser(client, options.name);
          must(await attempt(client.users.remove({ id })));
          answer(terminal, options.json, { id, name }, () => [`${name} is shut out.`]);
          return 0;
        }
      }
    }),
});
