import type { Fault } from "../../shared/base/fault.ts";
import { DESIGN_FORMAT } from "../../shared/design/design.ts";
import { recogniseFormat } from "../../shared/formats/index.ts";
import type { OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import type { ChosenFile } from "./pairing.ts";

/** Another program's lab: imported, not opened. A design of ours is one even where it is damaged. */
export function isForeign(text: string): boolean {
  return !isOurs(text) && recogniseFormat(text).ok;
}

/** What a damaged design may be called. */
const OUR_ENDING = /\.(json|labwright)$/i;

function isOurs(text: string): boolean {
  return text.includes(`"${DESIGN_FORMAT}"`);
}

/** What a text seems to be that was never a design, not even a damaged one; null: it may have been. */
export function unknownText({ text, path }: OpenedFile): Fault | null {
  if (isOurs(text) || text.trim() === "" || OUR_ENDING.test(path)) return null;
  const known = recogniseFormat(text);
  return known.ok ? null : { ...known.error, where: path };
}

/** By the last part of its path. */
export function asChosen({ path, text, beside, unread, encoding }: OpenedFile): ChosenFile {
  const name = path.split(/[/\\]/).at(-1) ?? path;
  return {
    name,
    text,
    ...(beside && { beside }),
    ...(unread && { unread }),
    ...(encoding !== undefined && { encoding }),
  };
}

/** Divides dropped files: with a lab of another program goes whatever is no design of ours. */
export function divide(files: readonly OpenedFile[]): {
  readonly toOpen: readonly OpenedFile[];
  readonly toImport: readonly ChosenFile[];
} {
  if (!files.some(({ text }) => isForeign(text))) return { toOpen: files, toImport: [] };
  return {
    toOpen: files.filter(({ text }) => isOurs(text)),
    toImport: files.filter(({ text }) => !isOurs(text)).map(asChosen),
  };
}
