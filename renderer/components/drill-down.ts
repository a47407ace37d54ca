import { create } from "zustand";
import { findDocument, useDocuments, type OpenDocument } from "../store/documents.ts";

/** From which tab each drawing of a component was opened last, by tab. */
export const useOpenedFrom = create<Readonly<Record<string, string>>>()(() => ({}));

/** The shown drawing was opened from that tab. */
export function cameFrom(user: string): void {
  const { active } = useDocuments.getState();
  if (active !== null && active !== user) useOpenedFrom.setState({ [active]: user });
}

/** The tabs one came through to a drawing, the outermost first; those that were closed since are left out. */
export function wayTo(id: string): readonly OpenDocument[] {
  const openedFrom = useOpenedFrom.getState();
  const seen = new Set([id]);
  const way: OpenDocument[] = [];
  for (let at = openedFrom[id]; at !== undefined && !seen.has(at); at = openedFrom[at]) {
    seen.add(at);
    const user = findDocument(at);
    if (user !== null) way.unshift(user);
  }
  return way;
}
