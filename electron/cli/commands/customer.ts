import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, flag, option } from "@optique/core/primitives";
import { string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import { customerContractSchema } from "../../../shared/billing/customer-contract.ts";
import { findEnvironment } from "../find.ts";
import { partiesOf } from "../../../shared/billing/sharing.ts";
import { readAs } from "../../../shared/pricing/engine/read.ts";
import { signUpSchema } from "../../../shared/protocol/billing-procedures.ts";
import type { z } from "zod";
import { attempt } from "../../../shared/protocol/errors.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { connecting } from "../options.ts";
import { contractLines, feeLines } from "../show/bills.ts";
import { answer } from "../terminal.ts";
import { instant } from "../values.ts";

const file = argument(path({ metavar: "FILE" }), {
  description: message`YAML or JSON: customer, contract, terms, entitlements.`,
});

const show = withDefault(
  flag("--show", {
    description: message`Say only what base fee would be agreed on and what it follows from; nobody is signed up.`,
  }),
  false,
);

/** `labwright customer [list | sign-up FILE [--show] | amend FILE | end [--at TIME] | end-licence ENV [--at TIME]]` */
export const customer = defineVerb({
  name: "customer",
  brief: message`Sign customers up, and change or end what was agreed on.`,
  options: merge(
    connecting,
    withDefault(
      or(
        command("list", object({ action: constant("list") }), {
          brief: message`Show who has a contract.`,
        }),
        command("sign-up", object({ action: constant("sign-up"), file, show }), {
          brief: message`Make a customer, with its tenant and contract.`,
        }),
        command("amend", object({ action: constant("amend"), file }), {
          brief: message`Add the next revision of a contract.`,
        }),
        command(
          "end",
          object({
            action: constant("end"),
            at: optional(option("--at", instant(), { description: message`Now, unless given.` })),
          }),
          { brief: message`End one's own contract.` },
        ),
        command(
          "end-licence",
          object({
            action: constant("end-licence"),
            environment: argument(string({ metavar: "ENV" }), {
              description: message`The id of an environment that was kept by a licence.`,
            }),
            at: optional(option("--at", instant(), { description: message`Now, unless given.` })),
          }),
          { brief: message`Renew a licence no longer.` },
        ),
        command(
          "claim",
          object({
            action: constant("claim"),
            term: argument(string({ metavar: "GUARANTEE" }), {
              description: message`Its id in the price book.`,
            }),
            month: argument(string({ metavar: "MONTH" }), {
              description: message`The month in which it was missed, such as 2026-11.`,
            }),
          }),
          { brief: message`Ask for the credit of a guarantee that was missed.` },
        ),
        command(
          "share",
          object({
            action: constant("share"),
            environment: argument(string({ metavar: "ENV" }), {
              description: message`The environment whose cost is shared, by name or id.`,
            }),
            parties: argument(string({ metavar: "PARTIES" }), {
              description: message`Who pays how much: anna=60%,bela=40% or, in parts, anna=3,bela=1; "" for nobody in particular.`,
            }),
            from: optional(
              option("--from", instant(), { description: message`Now, unless given.` }),
            ),
          }),
          { brief: message`Share what one environment costs among several parties.` },
        ),
      ),
      { action: "list" } as const,
    ),
  ),
  run: (options, terminal) =>
    withDaemon(options, terminal, async (client) => {
      const { billing, invoicing } = client;
      if (options.action === "list") {
        const contracts = must(await attempt(invoicing.accounts()));
        answer(terminal, options.json, contracts, () => contractLines(contracts));
      } else if (options.action === "end") {
        const ended = must(await attempt(billing.end({ at: options.at })));
        answer(terminal, options.json, ended, () => contractLines([ended]));
      } else if (options.action === "end-licence") {
        const { environment, at } = options;
        const ended = must(await attempt(billing.endLicence({ environment, at })));
        answer(terminal, options.json, ended, () => contractLines([ended]));
      } else if (options.action === "claim") {
        const { term, month } = options;
        const claimed = must(await attempt(billing.claim({ term, month })));
        answer(terminal, options.json, claimed, () => [
          `Claimed: ${term} in ${month}. The next bill says what it comes to.`,
        ]);
      } else if (options.action === "share") {
        const parties = must(partiesOf(options.parties));
        const { id: environment } = await findEnvironment(client, options.environment);
        const { from } = options;
        const shared = must(await attempt(billing.share({ environment, from, parties })));
        answer(terminal, options.json, shared, () => contractLines([shared]));
      } else if (options.action === "amend") {
        const wanted = await load(options.file, customerContractSchema);
        const amended = must(await attempt(invoicing.amend(wanted)));
        answer(terminal, options.json, amended, () => contractLines([amended]));
      } else {
        const wanted = await load(options.file, signUpSchema);
        const quote = must(
          await attempt(
            invoicing.declaredFee({
              start: wanted.contract.start,
              expectedUsage: wanted.expectedUsage,
            }),
          ),
        );
        if (options.show) {
          answer(terminal, options.json, quote, () => feeLines(wanted, quote));
          return 0;
        }
        const { contract, secret } = must(await attempt(invoicing.signUp(wanted)));
        answer(terminal, options.json, { contract, secret }, () => [
          ...contractLines([contract]),
          ...feeLines(wanted, quote),
          ...(secret === null ? [] : [`Their token, shown only this once: ${secret}`]),
        ]);
      }
      return 0;
    }),
});

async function load<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S>> {
  const text = must(await readTextFile(name));
  const read = readAs(text, schema, "contract-invalid");
  if (read.ok) return read.value;
  const { where } = read.error;
  throw new FaultError({ ...read.error, where: where === undefined ? name : `${name}, ${where}` });
}
