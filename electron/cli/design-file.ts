import { rename, rm, writeFile } from "node:fs/promises";
import { fault, FaultError } from "../../shared/base/fault.ts";
import { starterCatalogue, starterRateCard } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import { readTextFile } from "../node/text-file.ts";

/** Reads a design file; throws the fault that says what is wrong with it, and where. */
export async function loadDesign(path: string): Promise<Design> {
  const text = await readTextFile(path);
  if (!text.ok) throw new FaultError(text.error);
  const design = readDesign(text.value);
  if (design.ok) return design.value;
  const { where } = design.error;
  throw new FaultError({
    ...design.error,
    where: where === undefined ? path : `${path}, ${where}`,
  });
}

/** The design's problems by the catalogue and rate card that Labwright ships, the worst first. */
export function problemsOf(design: Design): readonly Problem[] {
  const order = ["error", "warning", "info"] as const;
  return checkDesign(design, starterCatalogue(), starterRateCard()).toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  );
}

/** Writes a design file. */
export async function saveDesign(path: string, design: Design): Promise<void> {
  await saveText(path, printDesign(design));
}

/** Writes a file; what was there before is replaced only when all of it is written. */
export async function saveText(path: string, text: string): Promise<void> {
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
