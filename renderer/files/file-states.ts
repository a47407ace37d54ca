import { create } from "zustand";
import type { FileChange } from "../../shared/protocol/desktop-bridge.ts";

/** What is to be known of a tab's file beside the design itself. */
export interface FileState {
  /** The file is no longer what this tab read or wrote, and the user has not decided yet. */
  readonly change: FileChange | null;
  /** Another window has the same file open. */
  readonly elsewhere: boolean;
}

const NOTHING: FileState = { change: null, elsewhere: false };

interface FileStates {
  readonly byDocument: ReadonlyMap<string, FileState>;
}

export const useFileStates = create<FileStates>()(() => ({ byDocument: new Map() }));

export function fileState(document: string): FileState {
  return useFileStates.getState().byDocument.get(document) ?? NOTHING;
}

export function setFileState(document: string, change: Partial<FileState>): void {
  useFileStates.setState(({ byDocument }) => ({
    byDocument: new Map(byDocument).set(document, { ...fileState(document), ...change }),
  }));
}

export function dropFileState(document: string): void {
  useFileStates.setState(({ byDocument }) => {
    const rest = new Map(byDocument);
    rest.delete(document);
    return { byDocument: rest };
  });
}

/** The state of one tab's file. */
export function useFileState(document: string): FileState {
  return useFileStates((states) => states.byDocument.get(document) ?? NOTHING);
}
