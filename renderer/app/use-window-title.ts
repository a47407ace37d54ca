import { useEffect } from "react";
import { host } from "../host/index.ts";
import { notesAtRisk, useNotes } from "../statements/notes.ts";
import { activeDocument, isDirty, useDocuments } from "../store/documents.ts";
import { useAnyUnsaved } from "../store/selectors.ts";

/** Keeps the window's title, and tells the host whether closing it would lose something. */
export function useWindowTitle(): void {
  const title = useDocuments(titleNow);
  const designs = useAnyUnsaved();
  const notes = useNotes(notesAtRisk) > 0;
  const unsaved = designs || notes;
  useEffect(() => {
    document.title = title;
    host().setDocumentState({ title, unsaved });
  }, [title, unsaved]);
}

function titleNow(): string {
  const active = activeDocument();
  if (active === null) return "Labwright";
  return `${isDirty(active) ? "• " : ""}${active.design.name} – Labwright`;
}
