import { Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { isSignedOut } from "./away.ts";
import { useConnection, useStaleSince } from "./state.ts";

/** Why what is shown is not as it is now, and up to when it was; nothing while the daemon answers. */
export function StaleNote({
  className = "",
}: {
  readonly className?: string;
}): ReactElement | null {
  const stale = useStaleSince();
  const connection = useConnection();
  if (stale === null) return null;
  return (
    <Text size="sm" role="status" className={className}>
      <IconAlertTriangle size={14} aria-hidden />{" "}
      {isSignedOut(connection)
        ? "The daemon was started again and prints a new address: open that in this tab."
        : "The daemon does not answer."}{" "}
      As of {stale}.
    </Text>
  );
}
