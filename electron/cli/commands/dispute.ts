import { randomUUID } from "node:crypto";
import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { connecting } from "../options.ts";
import { billLineLines, disputeLines } from "../show/disputes.ts";
import { answer, type Terminal } from "../terminal.ts";

const number = argument(string({ metavar: "NUMBER" }), {
  description: message`The bill's number, such as LW-000001.`,
});
const text = option("--text", string({ metavar: "TEXT" }));

const actions = or(
  command(
    "list",
    object({
      action: constant("list"),
      all: withDefault(
        flag("--all", { description: message`Of all customers, for who runs the lab.` }),
        false,
      ),
    }),
    { brief: message`Show what was said, and what became of it.` },
  ),
  command("lines", object({ action: constant("lines"), number }), {
    brief: message`Show the lines of a bill with their ids.`,
  }),
  command(
    "raise",
    object({
      action: constant("raise"),
      number,
      line: withDefault(
        option("--line", string({ metavar: "LINE" }), {
          description: message`The line's id; all of the bill, unless given.`,
        }),
        "",
      ),
      text,
      note: withDefault(
        flag("--note", { description: message`Only a remark: the amount is accepted.` }),
        false,
      ),
      key: optional(
        option("--key", string({ metavar: "KEY" }), {
          description: message`Repeating the command with the same key says nothing twice.`,
        }),
      ),
    }),
    { brief: message`Say that a line of a bill is not accepted.` },
  ),
  command(
    "answer",
    object({
      action: constant("answer"),
      tenant: argument(string({ metavar: "TENANT" })),
      id: argument(string({ metavar: "ID" })),
      text,
      accept: withDefault(
        flag("--accept", { description: message`The customer is right: a credit note is issued.` }),
        false,
      ),
      reject: withDefault(flag("--reject", { description: message`The line stays.` }), false),
      bill: optional(
        option("--bill", string({ metavar: "NUMBER" }), {
          description: message`With --accept, of what is about a statement: the bill to give back from.`,
        }),
      ),
      credit: optional(
        option("--credit", string({ metavar: "MONEY" }), {
          description: message`With --accept: so much without taxes; what the line came to, unless given.`,
        }),
      ),
    }),
    { brief: message`Answer a customer, for who runs the lab.` },
  ),
);
type Action = InferValue<typeof actions>;

/** `labwright dispute [list | lines NUMBER | raise NUMBER | answer TENANT ID]` */
export const dispute = defineVerb({
  name: "dispute",
  brief: message`Say that a line of a bill is not accepted, and answer that.`,
  options: merge(connecting, withDefault(actions, { action: "list", all: false } as const)),
  run: (options, terminal) =>
    withDaemon(options, terminal, (client) => act(client, options, terminal)),
});

async function act(
  client: LabwrightClient,
  options: Action & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { json } = options;
  if (options.action === "lines") {
    const bill = must(await attempt(client.billing.get({ number: options.number })));
    answer(terminal, json, bill.lines, () => billLineLines(bill));
    return 0;
  }
  const disputes = must(await attempt(disputesOf(client, options, terminal.now())));
  answer(terminal, json, disputes, () => disputeLines(disputes));
  return 0;
}

/** Those that an action shows, makes or answers. */
async function disputesOf(
  { billing, statements }: LabwrightClient,
  options: Exclude<Action, { action: "lines" }>,
  now: number,
) {
  if (options.action === "list")
    return options.all ? statements.allDisputes() : statements.disputes();
  if (options.action === "answer") {
    const { tenant, id, accept, reject, bill, credit } = options;
    const outcome = accept ? "accepted" : reject ? "rejected" : "answered";
    return [await statements.answer({ tenant, id, text: options.text, outcome, bill, credit })];
  }
  const { number: about, line, note, key } = options;
  const { lines } = await billing.get({ number: about });
  const title = lines.find(({ id }) => id === line)?.title ?? "";
  const sort = note ? ("note" as const) : ("dispute" as const);
  const id = key ?? `cli-${randomUUID()}`;
  const madeAt = new Date(now).toISOString();
  return [await statements.dispute({ id, about, line, title, text: options.text, sort, madeAt })];
}
