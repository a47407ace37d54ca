import { object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { optional } from "@optique/core/modifiers";
import type { InferValue } from "@optique/core/parser";
import { option } from "@optique/core/primitives";
import { choice } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import type { MoneyDocument } from "../../shared/exports/document.ts";
import { EXPORT_FORMATS, exportFormat } from "../../shared/exports/index.ts";
import { refuseExisting, saveText } from "./design-file.ts";
import type { replacing } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** For verbs that write statements and bills. */
export const writing = object("Output", {
  to: optional(
    option(
      "--to",
      choice(
        EXPORT_FORMATS.map(({ id }) => id),
        { metavar: "FORMAT" },
      ),
      { description: message`Write it in this format to --output.` },
    ),
  ),
  output: optional(
    option("--output", path({ metavar: "FILE" }), {
      description: message`Where to write that; named after what it is, unless given.`,
    }),
  ),
});

/** Writes a document in the format that was asked for; nothing where none was. */
export async function writeDocument(
  document: MoneyDocument,
  { to, output, force }: InferValue<typeof writing> & InferValue<typeof replacing>,
  terminal: Terminal,
): Promise<void> {
  if (to === undefined) return;
  const format = exportFormat(to);
  const bytes = await format.write(document);
  const name = document.number.replaceAll(/[^\w.-]+/g, "-") || document.sort.toLowerCase();
  const file = output ?? `${name}.${format.extension}`;
  if (!force) await refuseExisting([file]);
  await saveText(file, bytes);
  terminal.note(`Written to ${file}`);
}
