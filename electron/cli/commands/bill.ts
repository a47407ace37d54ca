import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import type { LabwrightClient } from "../../../shared/protocol/client.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { documentOfBill } from "../../../shared/exports/of-bill.ts";
import { reportText, type StatusReport } from "../../../shared/billing/status-report.ts";
import { statusPdf } from "../../../shared/exports/status-pdf.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { refuseExisting, saveText } from "../design-file.ts";
import { namesFrom } from "../names.ts";
import { connecting, replacing } from "../options.ts";
import { billListLines, billsLines } from "../show/bills.ts";
import { answer, type Terminal } from "../terminal.ts";
import { writeDocument, writing } from "../write-document.ts";

const number = argument(string({ metavar: "NUMBER" }), {
  description: message`The bill's number, such as LW-000001.`,
});
const tenant = argument(string({ metavar: "TENANT" }));
const all = withDefault(
  flag("--all", { description: message`Of all customers, for who runs the lab.` }),
  false,
);
const reason = option("--reason", string({ metavar: "TEXT" }), {
  description: message`Stands on the note.`,
});

const reportFile = optional(
  option("--pdf", path({ metavar: "FILE" }), { description: message`Write it as pages, too.` }),
);

const actions = or(
  command("list", object({ action: constant("list"), all }), { brief: message`Show all bills.` }),
  command("show", merge(object({ action: constant("show"), all, number }), writing, replacing), {
    brief: message`Show one with its lines, taxes and payments.`,
  }),
  command(
    "draft",
    object({
      action: constant("draft"),
      tenant: optional(
        option("--tenant", string({ metavar: "TENANT" }), {
          description: message`Of this customer, for who runs the lab.`,
        }),
      ),
    }),
    { brief: message`Show what would be billed now.` },
  ),
  command("issue", object({ action: constant("issue"), tenant }), {
    brief: message`Bill a customer up to now.`,
  }),
  command("void", object({ action: constant("void"), number, reason }), {
    brief: message`Take a bill back by a credit note; the next one charges it again.`,
  }),
  command(
    "credit",
    object({
      action: constant("credit"),
      number,
      amount: option("--amount", string({ metavar: "MONEY" }), {
        description: message`Without taxes, which are given back with it.`,
      }),
      reason,
    }),
    { brief: message`Give a part of a bill back.` },
  ),
  command(
    "pay",
    object({
      action: constant("pay"),
      number,
      amount: optional(
        option("--amount", string({ metavar: "MONEY" }), {
          description: message`All that is open, unless given.`,
        }),
      ),
      reference: withDefault(
        option("--reference", string({ metavar: "TEXT" }), {
          description: message`What the payment is known by.`,
        }),
        "",
      ),
    }),
    { brief: message`Mark a bill as paid.` },
  ),
  command("status", merge(object({ action: constant("status"), pdf: reportFile }), replacing), {
    brief: message`Show machines, what was used and the fees so far.`,
  }),
);
type Action = InferValue<typeof actions>;

/** `labwright bill [list | show | draft | issue | void | credit | pay | status]` */
export const bill = defineVerb({
  name: "bill",
  brief: message`Show, issue, correct and settle bills.`,
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
  if (options.action === "list") {
    const group = options.all ? client.invoicing : client.billing;
    const bills = must(await attempt(group.list()));
    answer(terminal, json, bills, () => billListLines(bills));
    return 0;
  }
  const nameOf = await namesFrom(client);
  if (options.action === "status") {
    const report = must(await attempt(client.billing.status()));
    if (options.pdf !== undefined)
      await writeReport({ client, report, nameOf, file: options.pdf, ...options }, terminal);
    answer(terminal, json, report, () => reportText(report, nameOf));
    return 0;
  }
  const bills = must(await attempt(billsOf(client, options)));
  if (options.action === "show" && options.to !== undefined) {
    const { name } = must(await attempt(client.statements.signer()));
    for (const one of bills)
      await writeDocument(documentOfBill(one, name, nameOf), options, terminal);
  }
  answer(terminal, json, bills, () => billsLines(bills, nameOf));
  return 0;
}

interface Reporting {
  readonly client: LabwrightClient;
  readonly report: StatusReport;
  readonly nameOf: (id: string) => string;
  readonly file: string;
  readonly force: boolean;
}

/** As pages, with the names of environments and users. */
async function writeReport(
  { client, report, nameOf, file, force }: Reporting,
  terminal: Terminal,
): Promise<void> {
  const { name: issuer } = must(await attempt(client.statements.signer()));
  const bytes = await statusPdf(report, issuer, nameOf);
  if (!force) await refuseExisting([file]);
  await saveText(file, bytes);
  terminal.note(`Written to ${file}`);
}

type Billing = Exclude<Action, { action: "list" | "status" }>;

/** The bills that an action shows, or makes. */
async function billsOf({ billing, invoicing }: LabwrightClient, options: Billing) {
  switch (options.action) {
    case "show":
      return [await (options.all ? invoicing : billing).get({ number: options.number })];
    case "draft":
      return options.tenant === undefined
        ? billing.draft()
        : invoicing.draft({ tenant: options.tenant });
    case "issue":
      return invoicing.issue({ tenant: options.tenant });
    case "void":
      return [await invoicing.void({ number: options.number, reason: options.reason })];
    case "credit": {
      const { number: credited, amount, reason: why } = options;
      return [await invoicing.credit({ number: credited, amount, reason: why })];
    }
    case "pay": {
      const { number: paid, amount, reference } = options;
      return [await invoicing.pay({ number: paid, amount, reference })];
    }
  }
}
