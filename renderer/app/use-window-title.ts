import { useEffect } from "react";
import { host } from "../host/index.ts";
import { isDirty } from "../store/documents.ts";
import { useActiveDocument, useAnyUnsaved } from "../store/selectors.ts";

/** Keeps the window's title, and tells the host whether closing it would lose something. */
export function useWindowTitle(): void {
  const active = useActiveDocument();
  const unsaved = useAnyUnsaved();
  const mark = active !== null && isDirty(active) ? "• " : "";
  const title = active === null ? "Labwright" : `${mark}${active.design.name} – Labwright`;
  useEffect(() => {
    document.title = title;
    host().setDocumentState({ title, unsaved });
  }, [title, unsaved]);
}
