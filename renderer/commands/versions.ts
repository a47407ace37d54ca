import type { Design } from "../../shared/design/design.ts";
import { graft } from "../../shared/design/graft.ts";
import type { VersionReason } from "../../shared/design/versions.ts";
import { historyOf, keepVersion } from "../files/versions.ts";
import { host } from "../host/index.ts";
import {
  activeDocument,
  editDesign,
  findDocument,
  isReadOnly,
  openDocument,
} from "../store/documents.ts";
import { inFileTurn } from "./file-turns.ts";
import { say } from "./notify.ts";
import { afterPaint, idle } from "../store/after-paint.ts";

/** While one draws, a version is kept this often; a save always keeps one. */
const AUTOSAVE_EVERY_MS = 120_000;

const lastKept = new Map<string, number>();
// One after the other: each is compared with the newest of its history.
let last: Promise<unknown> = Promise.resolve();

/**
 * Keeps a version of a tab's design. Where it cannot be kept nothing is said: the work itself is in its
 * file or draft, and those who look for versions see that there are none. `known` is what was read or written
 * just now, where the tab may have gone on since; with the text it need not be printed again.
 */
export function keepVersionOf(
  id: string,
  reason: VersionReason,
  known: { readonly design?: Design; readonly text?: string } = {},
): Promise<void> {
  const document = findDocument(id);
  const now = Date.now();
  if (document === null || document.environment !== null) return Promise.resolve();
  const before = lastKept.get(id);
  if (reason === "autosave" && before !== undefined && now - before < AUTOSAVE_EVERY_MS)
    return Promise.resolve();
  lastKept.set(id, now);
  // The first stroke of a new design is in its draft; its history begins with something to look at.
  if (reason === "autosave" && before === undefined) return Promise.resolve();
  const design = known.design ?? document.design;
  const keep = async (): Promise<void> => {
    // Somebody who has just opened a file wants to see it; in its turn all the same, before what is saved next.
    if (reason === "opened") await new Promise<void>(afterPaint).then(idle);
    const history = historyOf(document);
    await keepVersion(host(), { history, design, text: known.text, reason, now });
  };
  const done = last.then(keep);
  last = done.catch(() => undefined);
  return done;
}

/** Resolves when every version that is being kept is there, that of a tab that is just being saved, too. */
export async function versionsKept(id: string): Promise<void> {
  await inFileTurn(id, () => Promise.resolve());
  await last;
}

/** Brings an older version back into its tab as one step, which undo takes back; what was there is kept too. */
export async function restoreVersion(id: string, design: Design): Promise<void> {
  await keepVersionOf(id, "restored");
  const document = findDocument(id);
  if (document === null || isReadOnly(document)) return;
  editDesign(id, "Restore version", graft(document.design, design));
  say("The version is back. Undo brings the present one again.");
}

/** A new tab with the design, which has no file yet. */
export function openCopy(design: Design): void {
  const from = activeDocument();
  openDocument({ ...design, name: from?.losses === null ? `${design.name} copy` : design.name });
}
