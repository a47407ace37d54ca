import { fault, type Fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { refuseSize } from "../design/read.ts";
import type { Exported, Format, Imported, LossReport, SourceFile } from "./format.ts";
import { cml } from "./formats/cml/cml.ts";
import { csv } from "./formats/csv/csv.ts";
import { drawio } from "./formats/drawio/drawio.ts";
import { gns3 } from "./formats/gns3/gns3.ts";
import { containerlab } from "./formats/containerlab/containerlab.ts";
import { labwright } from "./formats/labwright.ts";
import { opentofu } from "./formats/opentofu/opentofu.ts";
import { rspec } from "./formats/rspec/rspec.ts";
import { netbox } from "./formats/netbox/netbox.ts";
import { refuseSource } from "./limits.ts";
import { lossLog } from "./loss.ts";
import { whatItIs } from "./unknown.ts";

/** Every format, in the order of menus and of asking. */
export const FORMATS = [
  labwright,
  containerlab,
  cml,
  gns3,
  rspec,
  drawio,
  opentofu,
  netbox,
  csv,
] as const satisfies readonly Format[];

export type FormatId = (typeof FORMATS)[number]["id"];

/** The formats as such: what each can do is told by which of its functions are there. */
export function allFormats(): readonly Format<FormatId>[] {
  return FORMATS;
}

export function findFormat(id: string): Format<FormatId> | undefined {
  return allFormats().find((format) => format.id === id);
}

/** Tells by content alone which format a text is in, or what it seems to be instead. */
export function recogniseFormat(source: string): Result<Format<FormatId>> {
  // What a file begins with may tell what it is; a byte order mark is no part of it.
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  let maybe: Format<FormatId> | undefined;
  for (const format of allFormats()) {
    const answer = format.recognise?.(text) ?? "no";
    if (answer === "yes") return ok(format);
    if (answer === "maybe") maybe ??= format;
  }
  if (maybe !== undefined) return ok(maybe);
  const formats = titles(({ read }) => read !== undefined);
  return err(fault("format-unknown", { detail: whatItIs(text), formats }));
}

export interface ImportedFile extends Imported {
  readonly format: FormatId;
}

/** Reads a file of any format. Bounded in time and memory, whatever it holds. */
export function importFile(source: SourceFile, catalogue: Catalogue): Result<ImportedFile> {
  const refused = refuseFile(source);
  if (refused !== null) return err({ ...refused, where: source.name });
  const found = recogniseFormat(source.text);
  if (!found.ok) return err({ ...found.error, where: source.name });
  const { id, read, readsBeside = () => false } = found.value;
  if (read === undefined) throw new Error(`${id} recognises what it does not read`);
  const imported = read(source, catalogue);
  if (imported.ok) {
    const report = wholeReport(imported.value, source, readsBeside);
    return ok({ ...imported.value, report, format: id });
  }
  const { where } = imported.error;
  const place = where === undefined ? source.name : `${source.name}, ${where}`;
  return err({ ...imported.error, where: place });
}

/** What is told of a file beside what it holds: how it was read first, and what came with it that nobody reads. */
function wholeReport(
  { report }: Imported,
  { encoding, beside = new Map(), unread = [] }: SourceFile,
  readsBeside: (name: string) => boolean,
): LossReport {
  const loss = lossLog();
  for (const { outcome, source, target, where, count } of report)
    loss.add(outcome, source, target, where, count);
  for (const name of [...beside.keys(), ...unread].filter((one) => !readsBeside(one)))
    loss.add("dropped", `file ${name}, which is no part of the lab`, "", "");
  if (encoding === undefined) return loss.report();
  const first = lossLog();
  first.add("approximated", "text that is not UTF-8", `Read as ${encoding}`, "");
  return [...first.report(), ...loss.report()];
}

/** Foreign files have a lower limit than our own: they lie in the design, which has to fit in its file. */
function refuseFile({ text, beside }: SourceFile): Fault | null {
  const isOurs = labwright.recognise?.(text) === "yes";
  const size = [...(beside?.values() ?? [])].reduce((sum, { length }) => sum + length, text.length);
  return isOurs ? refuseSize(size) : refuseSource(size);
}

/** Writes a design in the format of this id; only our own knows components, others get what they stand for. */
export function exportDesign(design: Design, id: string, catalogue: Catalogue): Result<Exported> {
  const format = findFormat(id);
  const formats = titles(({ write }) => write !== undefined);
  if (format?.write === undefined)
    return err(fault("format-not-written", { format: format?.title ?? id, formats }));
  return format.write(id === labwright.id ? design : expandDesign(design), catalogue);
}

function titles(can: (format: Format) => boolean): string {
  return allFormats()
    .filter(can)
    .map(({ title, id }) => `${title} (${id})`)
    .join(", ");
}
