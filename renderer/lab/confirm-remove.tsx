import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Pool } from "../../shared/pool/pool.ts";
import { sayFault } from "../commands/notify.ts";
import { removePool } from "../live/actions.ts";

/** What people wrote down of a lab is work that no server knows. */
export function confirmRemove(pool: Pool): void {
  modals.openConfirmModal({
    title: `Remove ${pool.name} from Labwright?`,
    children: (
      <Text size="sm">
        What was written down of it goes with it: racks, cables, licences, addresses. Its servers
        stay as they are. Export it first if it may come back.
      </Text>
    ),
    labels: { confirm: "Remove", cancel: "Keep it" },
    confirmProps: { color: "red" },
    onConfirm: () => void remove(pool.id),
  });
}

async function remove(id: string): Promise<void> {
  const done = await removePool(id);
  if (!done.ok) sayFault(done.error);
}
