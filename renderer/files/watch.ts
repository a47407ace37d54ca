import type { FileChange } from "../../shared/protocol/desktop-bridge.ts";
import { host } from "../host/index.ts";
import { useDocuments } from "../store/documents.ts";
import { dropFileState, setFileState } from "./file-states.ts";

/** The text of each open file as this window read or wrote it last. */
const texts = new Map<string, string>();

/** This window read or wrote the file: that is what it knows of it. */
export function knowText(path: string, text: string): void {
  texts.set(path, text);
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
      void host().closeFile(path);
    }
  });
}

/** The user is asked what to do; a file that is back as it was needs no question. */
export function noteChange(change: FileChange): void {
  const { path, file } = change;
  const same = file !== null && isKnownText(path, file.text);
  for (const document of useDocuments.getState().documents)
    if (document.path === path) setFileState(document.id, { change: same ? null : change });
}
