import { create } from "zustand";
import { activeDocument, isDirty } from "../store/documents.ts";
import { useLive } from "./state.ts";

interface Apply {
  readonly open: boolean;
  /** One for each opening of the dialog, so that pressing twice, or again after a lost answer, applies once. */
  readonly idempotencyKey: string;
}

export const useApply = create<Apply>()(() => ({ open: false, idempotencyKey: "" }));

export function openApplyDialog(): void {
  if (canApply()) open();
}

/** With a drawing that is the same, too: what is on hosts that are out of use goes to others. */
export function openMoveDialog(): void {
  if (runsInLab(activeDocument())) open();
}

function open(): void {
  useApply.setState({ open: true, idempotencyKey: crypto.randomUUID() });
}

export function closeApplyDialog(): void {
  useApply.setState({ open: false });
}

/** True while the shown tab is an environment's, still there, and differs from what runs. */
export function canApply(): boolean {
  const document = activeDocument();
  return document !== null && isDirty(document) && runsInLab(document);
}

function runsInLab(document: ReturnType<typeof activeDocument>): boolean {
  const state = useLive.getState().views[document?.environment ?? ""]?.state;
  return state !== undefined && state !== "releasing" && state !== "released";
}
