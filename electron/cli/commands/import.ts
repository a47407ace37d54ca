import { merge, object } from "@optique/core/constructs";
import { message } from "@optique/core/message";
import { multiple, optional } from "@optique/core/modifiers";
import { argument, option } from "@optique/core/primitives";
import { path } from "@optique/run/valueparser";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { mergeAdditions, readAdditions } from "../../../shared/catalogue/additions.ts";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import type { CatalogueItems, SourceFile } from "../../../shared/formats/format.ts";
import { importFile, recogniseFormat, type ImportedFile } from "../../../shared/formats/index.ts";
import type { OpenedFile } from "../../../shared/protocol/desktop-bridge.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import { readStandardInput, STANDARD } from "../../node/standard-input.ts";
import { lenientText, readTextFile, readTextLeniently } from "../../node/text-file.ts";
import { defineVerb } from "../command.ts";
import { saveDesign, saveText } from "../design-file.ts";
import { common, replacing } from "../options.ts";
import { lossLines } from "../show/losses.ts";
import { answer, complaining, type Terminal } from "../terminal.ts";

const options = object("Import", {
  files: multiple(
    argument(path({ metavar: "FILE" }), {
      description: message`A lab of another program, and the files that belong to it.`,
    }),
    { min: 1 },
  ),
  output: optional(
    option("--output", path({ metavar: "FILE" }), {
      description: message`Where to write the design; without it, only the report is printed.`,
    }),
  ),
  items: optional(
    option("--catalogue", path({ metavar: "FILE" }), {
      description: message`Where to add the machine types and switch models that a file of products describes: catalogue.json in a daemon's data directory.`,
    }),
  ),
});

/** `labwright import FILE …` */
export const importLab = defineVerb({
  name: "import",
  brief: message`Make a design of a lab of another program.`,
  description: message`Reads containerlab, Cisco Modeling Labs, GNS3, GENI RSpec, draw.io, NetBox device types and tables (CSV); which of them a file is, is told by its content. Says what became of everything: mapped, approximated, kept for writing the same format again, dropped, missing. Needs no daemon.`,
  options: merge(common, options, replacing),
  run: ({ json, files, output, items, force }, terminal) =>
    complaining(terminal, json, async () => {
      const imported = read(await sourceOf(files, terminal));
      const { design, report, format } = imported;
      if (output !== undefined) await saveDesign(output, design, { terminal, force });
      if (items !== undefined && imported.items !== undefined)
        await addItems(items, imported.items);
      const counts = {
        nodes: Object.keys(design.nodes).length,
        links: Object.keys(design.links).length,
      };
      const result = {
        format,
        name: design.name,
        ...counts,
        output,
        report,
        items: imported.items,
      };
      const lines = [
        `${design.name}: ${counts.nodes} nodes, ${counts.links} links, from ${format}`,
        ...lossLines(report),
      ];
      // Standard output is the design's then, and nothing else may stand in it.
      if (output === STANDARD) for (const line of lines) terminal.note(line);
      else
        answer(terminal, json, result, () =>
          output === undefined ? lines : [...lines, `Written to ${output}`],
        );
      return 0;
    }),
});

function read(source: SourceFile): ImportedFile {
  const imported = importFile(source, starterCatalogue());
  if (!imported.ok) throw new FaultError(imported.error);
  return imported.value;
}

/** Adds products to a file of them; what is there already stays, but for what has the same id. */
async function addItems(path: string, items: CatalogueItems): Promise<void> {
  const text = await readTextFile(path);
  if (!text.ok && text.error.code !== "file-not-found") throw new FaultError(text.error);
  const added = { machineTypes: [...items.machineTypes], switchModels: [...items.switchModels] };
  const before = text.ok ? readAdditions(text.value) : undefined;
  if (before?.ok === false) throw new FaultError({ ...before.error, where: path });
  const all = before === undefined ? added : mergeAdditions(before.value, added);
  await saveText(path, `${JSON.stringify(all, null, 2)}\n`);
}

/** The first file is the lab; those named with it, and what its program puts beside it, belong to it. */
async function sourceOf(files: readonly string[], terminal: Terminal): Promise<SourceFile> {
  const [main = "", ...others] = files;
  const opened = main === STANDARD ? await standardFile(terminal) : await readTextLeniently(main);
  if (!opened.ok) throw new FaultError(opened.error);
  // Here it need not be JSON, but it must be text.
  const { text, damaged, beside: packed = [], unread = [], encoding } = opened.value;
  if (damaged) throw new FaultError(fault("file-binary", {}, main));
  const beside = new Map(packed.map((one) => [one.name, one.text]));
  const name = main === STANDARD ? "standard input" : basename(main);
  const found = main === STANDARD ? [] : await textsIn(main, text);
  for (const [path, one] of found) beside.set(path, one);
  for (const other of others) beside.set(basename(other), await textOf(other));
  const annotations = await readTextFile(`${main}.annotations.json`);
  if (annotations.ok) beside.set(`${basename(main)}.annotations.json`, annotations.value);
  const read = { name, text, beside, unread };
  return encoding === undefined ? read : { ...read, encoding };
}

async function standardFile({ input }: Terminal): Promise<Result<OpenedFile>> {
  const bytes = await readStandardInput(input);
  return bytes.ok ? ok(lenientText(bytes.value, "standard input")) : bytes;
}

const MOST_BYTES = 1024 * 1024;

/** The small texts in the folder that the lab's program keeps beside it. */
async function textsIn(main: string, text: string): Promise<ReadonlyMap<string, string>> {
  const format = recogniseFormat(text);
  const folder = format.ok ? format.value.folder : undefined;
  const texts = new Map<string, string>();
  if (folder === undefined) return texts;
  const names = await readdir(join(dirname(main), folder), { recursive: true }).catch(() => []);
  for (const name of names.toSorted((a, b) => (a < b ? -1 : 1))) {
    const path = join(dirname(main), folder, name);
    const found = await stat(path).catch(() => null);
    const read = found === null || found.size > MOST_BYTES ? null : await readTextFile(path);
    if (read?.ok === true) texts.set(`${folder}/${name}`, read.value);
  }
  return texts;
}

async function textOf(file: string): Promise<string> {
  const text = await readTextFile(file);
  if (text.ok) return text.value;
  // Here it need not be JSON, but it must be text.
  const isBinary = text.error.code === "file-not-json";
  throw new FaultError(isBinary ? fault("file-binary", {}, file) : text.error);
}
