import { create } from "zustand";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import type { RevisionSpan } from "../../shared/prices/publish.ts";
import { showView } from "../store/ui.ts";

/** What of the prices is looked at. */
export type ShownPrices =
  /** The list that holds now, whichever that is. */
  | { readonly type: "in-force" }
  | { readonly type: "revision"; readonly book: string; readonly revision: number }
  | { readonly type: "draft"; readonly book: string };

export interface DraftSummary {
  readonly book: string;
  readonly version: number;
  readonly savedAt: string;
  readonly by: string;
}

interface Prices {
  readonly spans: readonly RevisionSpan[];
  readonly drafts: readonly DraftSummary[];
  /** By {@link bookKey}: revisions never change, so they are asked for once. */
  readonly books: Readonly<Record<string, PriceBook>>;
  readonly shown: ShownPrices;
  readonly search: string;
}

/** What the prices' screen knows and shows. It outlives the view, so that one comes back to where one was. */
export const usePrices = create<Prices>()(() => ({
  spans: [],
  drafts: [],
  books: {},
  shown: { type: "in-force" },
  search: "",
}));

export function bookKey(book: string, revision: number): string {
  return `${book}@${revision}`;
}

export function showPrices(shown: ShownPrices): void {
  usePrices.setState({ shown });
  showView("prices");
}

export function searchPrices(search: string): void {
  usePrices.setState({ search });
}
