import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { moment } from "../../../shared/base/clock.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { findUser } from "../find.ts";
import { connecting, tenantName } from "../options.ts";
import { peopleOf } from "../people.ts";
import { table } from "../show/table.ts";
import { answer } from "../terminal.ts";
import { duration } from "../values.ts";

const issuing = object({
  action: constant("issue"),
  user: argument(string({ metavar: "USER" }), { description: message`By name or id.` }),
  label: withDefault(
    option("--label", string({ metavar: "TEXT" }), { description: message`What it is for.` }),
    "command line",
  ),
  length: optional(
    option("--for", duration(), {
      description: message`How long it works; for ever, unless given.`,
    }),
  ),
});

/** `labwright token [list | issue | revoke] [--tenant TENANT]` */
export const token = defineVerb({
  name: "token",
  brief: message`Issue, show and revoke the tokens by which people and programs come in.`,
  options: merge(
    connecting,
    tenantName,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), { brief: message`Show all.` }),
        command("issue", issuing, { brief: message`Make one; it is shown only this once.` }),
        command(
          "revoke",
          object({ action: constant("revoke"), id: argument(string({ metavar: "ID" })) }),
          { brief: message`End one, and what is open with it.` },
        ),
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const people = await peopleOf(client, options.tenant);
      switch (options.action) {
        case "list": {
          const tokens = must(await attempt(people.tokens()));
          const users = must(await attempt(people.users()));
          const names = new Map(users.map(({ id, name }) => [id, name]));
          answer(terminal, options.json, tokens, () =>
            table(
              ["LABEL", "USER", "UNTIL", "STATE", "ID"],
              tokens.map(({ label, user, expiresAt, revoked, id }) => [
                label,
                names.get(user) ?? user,
                expiresAt === null ? "for ever" : moment(expiresAt),
                revoked ? "revoked" : "valid",
                id,
              ]),
            ),
          );
          return 0;
        }
        case "issue": {
          const { id } = await findUser(people, options.user);
          const end = options.length === undefined ? null : terminal.now() + options.length;
          const expiresAt = end === null ? null : new Date(end).toISOString();
          const wanted = { user: id, label: options.label, expiresAt };
          const issued = must(await attempt(people.issueToken(wanted)));
          answer(terminal, options.json, issued, () => [issued.secret]);
          terminal.note("This is the only time it is shown. Use it as LABWRIGHT_TOKEN.");
          return 0;
        }
        case "revoke": {
          must(await attempt(people.revokeToken(options.id)));
          answer(terminal, options.json, { id: options.id }, () => [`${options.id} is revoked.`]);
          return 0;
        }
      }
    }),
});
