import { merge, object, or } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional, withDefault } from "@optique/core/modifiers";
import { argument, command, constant, option } from "@optique/core/primitives";
import type { InferValue } from "@optique/core/parser";
import { string } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { FaultError } from "../../../shared/base/fault.ts";
import { documentOfStatement } from "../../../shared/exports/of-statement.ts";
import { attempt } from "../../../shared/protocol/errors.ts";
import { readStatement } from "../../../shared/statements/read.ts";
import { verifyStatement } from "../../../shared/statements/verify.ts";
import { NODE_SEAL } from "../../node/statement-seal.ts";
import { readTextFile } from "../../node/text-file.ts";
import { defineVerb, type ExitCode } from "../command.ts";
import { must, withDaemon } from "../connect.ts";
import { refuseExisting, saveText } from "../design-file.ts";
import { findEnvironment } from "../find.ts";
import { connecting, replacing } from "../options.ts";
import { statementLines, verificationLines } from "../show/statement.ts";
import { answer, complaining, type Terminal } from "../terminal.ts";
import { writeDocument, writing } from "../write-document.ts";

const verifying = object({
  action: constant("verify"),
  file: argument(path({ metavar: "FILE" }), { description: message`A statement file.` }),
});

const getting = object({
  action: constant("get"),
  environment: optional(
    argument(string({ metavar: "ENV" }), {
      description: message`An environment, by name or id; all of them, unless given.`,
    }),
  ),
  month: optional(
    option("--month", string({ metavar: "MONTH" }), {
      description: message`Only what is billed in it, e.g. 2026-11.`,
    }),
  ),
  file: optional(
    option("--file", path({ metavar: "FILE" }), {
      description: message`Keep it as a signed statement file, which can be checked with no network.`,
    }),
  ),
});

/** `labwright statement [ENV]`, `labwright statement verify FILE` */
export const statement = defineVerb({
  name: "statement",
  brief: message`Say what was used and what it costs, or check a statement file.`,
  description: message`Every line of what was used so far, beside what was projected. ${"verify"} rates a statement file again on this computer: it needs no daemon and no network, and says which line was changed; its exit code is 1 then.`,
  options: merge(
    connecting,
    writing,
    replacing,
    withDefault(
      or(command("verify", verifying, { brief: message`Rate a statement file again.` }), getting),
      { action: "get", environment: undefined, month: undefined, file: undefined } as const,
    ),
  ),
  run: (options, terminal) =>
    options.action === "verify"
      ? complaining(terminal, options.json, () => verify(options, terminal))
      : withDaemon(options, terminal, async (client) => {
          const { environment: wanted, month } = options;
          const environment =
            wanted === undefined ? undefined : (await findEnvironment(client, wanted)).id;
          const { text } = must(await attempt(client.statements.get({ environment, month })));
          const file = must(readStatement(text));
          if (options.file !== undefined) {
            if (!options.force) await refuseExisting([options.file]);
            await saveText(options.file, text);
            terminal.note(`Written to ${options.file}`);
          }
          await writeDocument(documentOfStatement(file.statement), options, terminal);
          const { actual, projected, ...head } = file.statement;
          const shown = {
            ...head,
            lines: actual.lines,
            totals: actual.totals,
            projected: projected && { lines: projected.lines, totals: projected.totals },
          };
          answer(terminal, options.json, shown, () => statementLines(file.statement));
          return 0;
        }),
});

async function verify(
  options: InferValue<typeof verifying> &
    Parameters<typeof writeDocument>[1] & { readonly json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const text = must(await readTextFile(options.file));
  const read = readStatement(text);
  if (!read.ok) throw new FaultError({ ...read.error, where: read.error.where ?? options.file });
  const file = read.value;
  const verification = await verifyStatement(file, NODE_SEAL);
  await writeDocument(documentOfStatement(file.statement), options, terminal);
  answer(terminal, options.json, verification, () => [
    ...statementLines(file.statement),
    ...verificationLines(file.statement, verification),
  ]);
  return verification.holds ? 0 : 1;
}
