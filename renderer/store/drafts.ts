import { isDirty, isOnlyShown, useDocuments, type OpenDocument } from "./documents.ts";

/** A change is on disk at the latest this long after it. */
const DRAFT_AFTER_MS = 400;

interface Drafts {
  /** Keeps at once what waits: the page may be gone in a moment. */
  flush(): void;
  stop(): void;
}

/**
 * Keeps a draft of every tab with unsaved changes, soon after each change; a tab that became clean again
 * drops its draft. Called once.
 */
export function startDrafts(
  keep: (id: string) => Promise<void>,
  discard: (id: string) => Promise<void>,
): Drafts {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const later = (document: OpenDocument): void => {
    // Not restarted by further edits, or steady typing would never be saved.
    if (timers.has(document.id)) return;
    timers.set(
      document.id,
      setTimeout(() => {
        timers.delete(document.id);
        void keepOrDiscard(document.id, keep, discard);
      }, DRAFT_AFTER_MS),
    );
  };
  const flush = (): void => {
    for (const [id, timer] of timers) {
      clearTimeout(timer);
      timers.delete(id);
      void keepOrDiscard(id, keep, discard);
    }
  };
  const stop = useDocuments.subscribe((now, before) => {
    if (now.documents === before.documents) return;
    const known = new Map(before.documents.map((document) => [document.id, document]));
    for (const document of now.documents) {
      const old = known.get(document.id);
      if (old !== undefined && (old.design !== document.design || old.saved !== document.saved))
        later(document);
    }
  });
  return { stop, flush };
}

async function keepOrDiscard(
  id: string,
  keep: (id: string) => Promise<void>,
  discard: (id: string) => Promise<void>,
): Promise<void> {
  const document = useDocuments.getState().documents.find((other) => other.id === id);
  if (document === undefined || isOnlyShown(document)) return;
  await (isDirty(document) ? keep(id) : discard(id));
}
