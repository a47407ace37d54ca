import { create } from "zustand";
import { isEmptyDesign } from "../../shared/design/design.ts";
import { activeDocument, isOnlyShown } from "../store/documents.ts";
import { maySend } from "./role.ts";

interface Send {
  readonly open: boolean;
  /** One for each opening of the dialog, so that pressing twice, or again after a lost answer, sends once. */
  readonly idempotencyKey: string;
}

export const useSend = create<Send>()(() => ({ open: false, idempotencyKey: "" }));

export function openSendDialog(): void {
  if (!canSend()) return;
  useSend.setState({ open: true, idempotencyKey: crypto.randomUUID() });
}

export function closeSendDialog(): void {
  useSend.setState({ open: false });
}

/** True while a design or an environment is shown that is whole and not empty, for whoever may send. */
export function canSend(): boolean {
  const shown = activeDocument();
  return maySend() && shown !== null && !isOnlyShown(shown) && !isEmptyDesign(shown.design);
}
