import { useDocuments, type OpenDocument } from "../store/documents.ts";
import { setFileState } from "./file-states.ts";

// A lock that every window may share says who has what open: it goes with the window, even in a crash.
const FILE = "labwright-file:";
const DOCUMENT = "labwright-document:";

/** The ids of all tabs of all windows: their drafts are being worked on. */
export async function openEverywhere(): Promise<ReadonlySet<string>> {
  const names = await heldLocks();
  return new Set(
    names.flatMap((name) => (name.startsWith(DOCUMENT) ? [name.slice(DOCUMENT.length)] : [])),
  );
}

/** Tells other windows what this one has open, and tabs whether another window has their file. Called once. */
export function startPresence(): void {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return;
  const channel = new BroadcastChannel("labwright-presence");
  const releases = new Map<string, () => void>();
  const hold = (name: string): void => {
    const held = new Promise<void>((release) => releases.set(name, release));
    void locks.request(name, { mode: "shared" }, () => {
      // Only now do others see it.
      tellOthers(channel);
      return held;
    });
  };
  const settle = (documents: readonly OpenDocument[]): void => {
    const wanted = new Set(documents.flatMap(namesOf));
    for (const [name, release] of releases) {
      if (wanted.has(name)) continue;
      releases.delete(name);
      release();
      tellOthers(channel);
    }
    for (const name of wanted) if (!releases.has(name)) hold(name);
  };
  useDocuments.subscribe((now, before) => {
    if (now.documents === before.documents) return;
    const changed = now.documents.length !== before.documents.length;
    const renamed = now.documents.some(({ id, path }) => pathOf(before.documents, id) !== path);
    if (changed || renamed) settle(now.documents);
  });
  channel.addEventListener("message", () => void lookAround());
  window.addEventListener("focus", () => void lookAround());
}

function tellOthers(channel: BroadcastChannel): void {
  // Only pages of this origin listen; a channel, unlike a window, takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(null);
  void lookAround();
}

function pathOf(documents: readonly OpenDocument[], id: string): string | null | undefined {
  return documents.find((document) => document.id === id)?.path;
}

function namesOf({ id, path, environment }: OpenDocument): string[] {
  if (environment !== null) return [];
  return [DOCUMENT + id, ...(path === null ? [] : [FILE + path])];
}

async function lookAround(): Promise<void> {
  const names = await heldLocks();
  for (const { id, path } of useDocuments.getState().documents) {
    if (path === null) continue;
    const holders = names.filter((name) => name === FILE + path).length;
    setFileState(id, { elsewhere: holders > 1 });
  }
}

async function heldLocks(): Promise<readonly string[]> {
  const locks: LockManager | undefined = navigator.locks;
  const { held = [] } = (await locks?.query()) ?? {};
  return held.flatMap(({ name }) => (name === undefined ? [] : [name]));
}
