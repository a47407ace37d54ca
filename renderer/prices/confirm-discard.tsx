import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { sayFault } from "../commands/notify.ts";
import { endDraft } from "./draft-session.ts";
import { discardDraft } from "./open-draft.ts";
import { showPrices } from "./prices-state.ts";

/** A draft is work, and it is gone for everybody. */
export function confirmDiscard(book: string): void {
  modals.openConfirmModal({
    title: `Discard the draft of ${book}?`,
    children: (
      <Text size="sm">What was changed in it is lost. Published prices stay as they are.</Text>
    ),
    labels: { confirm: "Discard", cancel: "Keep it" },
    confirmProps: { color: "red" },
    onConfirm: () => void discard(book),
  });
}

async function discard(book: string): Promise<void> {
  endDraft();
  showPrices({ type: "in-force" });
  const done = await discardDraft(book);
  if (!done.ok) sayFault(done.error);
}
