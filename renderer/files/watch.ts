import type { FileChange, OpenedFile } from "../../shared/protocol/desktop-bridge.ts";
import { host } from "../host/index.ts";
import { useDocuments } from "../store/documents.ts";
import { dropFileState, fileState, setFileState } from "./file-states.ts";

/** The text of each open file as this window read or wrote it last. */
const texts = new Map<string, string>();
/** The newest moment that this window heard of each open file. */
const moments = new Map<string, number>();

/** This window read or wrote the file: that is what it knows of it. */
export function knowText({ path, text, moment = 0 }: OpenedFile): void {
  texts.set(path, text);
  hear(path, moment);
}

/** The tab has taken over or written the file: what was told of it before is settled, what came after is not. */
export function settleFile(document: string, file: OpenedFile): void {
  knowText(file);
  const { change } = fileState(document);
  if (change !== null && change.moment < (file.moment ?? Infinity))
    setFileState(document, { change: null });
}

/** False for what is older than what was heard before. */
function hear(path: string, moment: number): boolean {
  const newest = moments.get(path) ?? 0;
  moments.set(path, Math.max(newest, moment));
  return moment >= newest;
}

/** True when the file says what this window knows, or is not open here. */
export function isKnownText(path: string, text: string): boolean {
  return texts.get(path) === text;
}

/** Notes when another window or program changes an open file. Called once. */
export function startFileWatch(): void {
  host().onFileChange(noteChange);
  useDocuments.subscribe((now, before) => {
    if (now.documents.length >= before.documents.length) return;
    for (const { id, path } of before.documents) {
      if (now.documents.some((document) => document.id === id)) continue;
      dropFileState(id);
      if (path === null || now.documents.some((document) => document.path === path)) continue;
      texts.delete(path);
      moments.delete(path);
      void host().closeFile(path);
    }
  });
}

/** The user is asked what to do; a file that is back as it was needs no question. */
export function noteChange(change: FileChange): void {
  const { path, file, moment } = change;
  if (!hear(path, moment)) return;
  const same = file !== null && isKnownText(path, file.text);
  for (const document of useDocuments.getState().documents)
    if (document.path === path) setFileState(document.id, { change: same ? null : change });
}
