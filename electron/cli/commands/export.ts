import { merge, object } from "@optique/core/constructs";
import { message, values } from "@optique/core/message";
import { optional } from "@optique/core/modifiers";
import { option } from "@optique/core/primitives";
import { choice } from "@optique/core/valueparser";
import { path } from "@optique/run/valueparser";
import { basename, dirname, join } from "node:path";
import { FaultError } from "../../../shared/base/fault.ts";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import type { Exported } from "../../../shared/formats/format.ts";
import { allFormats, exportDesign } from "../../../shared/formats/index.ts";
import { defineVerb } from "../command.ts";
import { STANDARD } from "../../node/standard-input.ts";
import { loadDesign, refuseExisting, saveText } from "../design-file.ts";
import { common, designFile, replacing } from "../options.ts";
import { lossLines } from "../show/losses.ts";
import { complaining } from "../terminal.ts";

const WRITTEN = allFormats().filter(({ write }) => write !== undefined);

/** `labwright export FILE --to FORMAT` */
export const exportFile = defineVerb({
  name: "export",
  brief: message`Write a design for another program.`,
  description: message`Prints the file, or writes it and those that belong to it with --output; says what the other format has no word for. A design that was imported keeps what only its own format knows. Needs no daemon.`,
  options: merge(
    common,
    object("Export", {
      file: designFile,
      to: option(
        "--to",
        choice(
          WRITTEN.map(({ id }) => id),
          { metavar: "FORMAT" },
        ),
        { description: message`One of ${values(WRITTEN.map(({ id }) => id))}.` },
      ),
      output: optional(
        option("--output", path({ metavar: "FILE" }), {
          description: message`Where to write it; further files go beside.`,
        }),
      ),
    }),
    replacing,
  ),
  run: ({ json, file, to, output: path, force }, terminal) =>
    complaining(terminal, json, async () => {
      const exported = exportDesign(await loadDesign(file, terminal.input), to, starterCatalogue());
      if (!exported.ok) throw new FaultError(exported.error);
      const { files, report } = exported.value;
      const output = path === STANDARD ? undefined : path;
      const written = output === undefined ? [] : await writeAll(files, output, force);
      if (json) {
        const shown = output === undefined ? files : undefined;
        terminal.out(JSON.stringify({ format: to, files: shown, written, report }, null, 2));
        return 0;
      }
      if (output === undefined) terminal.write("stdout", files[0]?.text ?? "");
      for (const line of lossLines(report)) terminal.note(line);
      for (const path of written) terminal.out(`Written to ${path}`);
      return 0;
    }),
});

/** The main file under the name that was given; those that are named after it, after that name. */
async function writeAll(
  files: Exported["files"],
  output: string,
  force: boolean,
): Promise<readonly string[]> {
  const main = files[0]?.name ?? "";
  const placed = files.map(({ name, text }) => {
    const own = name.startsWith(main) ? `${basename(output)}${name.slice(main.length)}` : name;
    return { path: join(dirname(output), own), text };
  });
  const paths = placed.map(({ path }) => path);
  if (!force) await refuseExisting(paths);
  for (const { path, text } of placed) await saveText(path, text);
  return paths;
}
