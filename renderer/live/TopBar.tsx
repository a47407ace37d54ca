import { Button, Group } from "@mantine/core";
import { IconCalendarPlus, IconSend } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { openBookDialog } from "../calendar/book.ts";
import { useDesign, useOnlyShown } from "../store/selectors.ts";
import { ConnectionBadge } from "./ConnectionBadge.tsx";
import { useMaySend } from "./role.ts";
import { openSendDialog } from "./send.ts";

/** The right end of the top bar: how the daemon stands, and the way to real machines. */
export function TopBar(): ReactNode {
  const design = useDesign();
  const onlyShown = useOnlyShown();
  if (!useMaySend()) return <ConnectionBadge />;
  return (
    <Group gap="sm" wrap="nowrap">
      <ConnectionBadge />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCalendarPlus size={14} aria-hidden />}
        disabled={design === null || onlyShown}
        onClick={openBookDialog}
      >
        Book…
      </Button>
      <Button
        size="xs"
        leftSection={<IconSend size={14} aria-hidden />}
        disabled={design === null || onlyShown}
        onClick={openSendDialog}
      >
        Send to lab
      </Button>
    </Group>
  );
}
