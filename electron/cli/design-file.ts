import { lstat, rename, rm, writeFile } from "node:fs/promises";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { starterCatalogue, starterPriceBook } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import type { Result } from "../../shared/base/result.ts";
import { readStandardInput, STANDARD } from "../node/standard-input.ts";
import { readTextFile, textOfBytes } from "../node/text-file.ts";
import type { Terminal } from "./terminal.ts";

type Input = AsyncIterable<Uint8Array | string>;

/** Reads a design file, or standard input; throws the fault that says what is wrong with it, and where. */
export async function loadDesign(path: string, input: Input = process.stdin): Promise<Design> {
  const text = path === STANDARD ? await standardText(input) : await readTextFile(path);
  if (!text.ok) throw new FaultError(text.error);
  const design = readDesign(text.value);
  if (design.ok) return design.value;
  const { where } = design.error;
  throw new FaultError({
    ...design.error,
    where: where === undefined ? path : `${path}, ${where}`,
  });
}

async function standardText(input: Input): Promise<Result<string>> {
  const bytes = await readStandardInput(input);
  return bytes.ok ? textOfBytes(bytes.value, "standard input") : bytes;
}

/** The design's problems by the catalogue and price book that Labwright ships, the worst first. */
export function problemsOf(design: Design): readonly Problem[] {
  const order = ["error", "warning", "info"] as const;
  return checkDesign(design, starterCatalogue(), starterPriceBook()).toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
}

/** Writes a design file, or to standard output; what is there already is only replaced if that was said. */
export async function saveDesign(
  path: string,
  design: Design,
  { terminal, force }: { readonly terminal: Terminal; readonly force: boolean },
): Promise<void> {
  if (path === STANDARD) return terminal.write("stdout", printDesign(design));
  if (!force) await refuseExisting([path]);
  await saveText(path, printDesign(design));
}

/** Throws where any of these is there already: nobody asked for its end. */
export async function refuseExisting(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    if ((await lstat(path).catch(() => null)) !== null)
      throw new FaultError(fault("file-exists", { path }, path));
}

/** Writes a file; what was there before is replaced only when all of it is written. */
export async function saveText(path: string, text: string | Uint8Array): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    const detail = error instanceof Error ? error.message : String(error);
    throw new FaultError(fault("file-write-failed", { detail }, path));
  }
}
