import { create } from "zustand";
import type { Design } from "../../shared/design/design.ts";
import { activeDocument } from "../store/documents.ts";

interface Book {
  /** What is to be booked; null while the dialog is closed. */
  readonly design: Design | null;
  /** One for each opening of the dialog, so that pressing twice, or again after a lost answer, books once. */
  readonly idempotencyKey: string;
}

export const useBook = create<Book>()(() => ({ design: null, idempotencyKey: "" }));

export function openBookDialog(): void {
  const design = canBook() ? activeDocument()?.design : undefined;
  if (design !== undefined) useBook.setState({ design, idempotencyKey: crypto.randomUUID() });
}

export function closeBookDialog(): void {
  useBook.setState({ design: null });
}

/** True while the shown tab is a design and not an environment. */
export function canBook(): boolean {
  return activeDocument()?.environment === null;
}
