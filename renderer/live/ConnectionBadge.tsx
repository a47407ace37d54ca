import { Badge, Tooltip } from "@mantine/core";
import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { faultSentence } from "../../shared/base/fault.ts";
import { isSignedOut } from "./away.ts";
import { useConnection, type Connection } from "./state.ts";

/** Whether the daemon answers; designing goes on either way, and this says so. */
export function ConnectionBadge(): ReactNode {
  const connection = useConnection();
  const online = connection.status === "online";
  const Icon = online ? IconPlugConnected : IconPlugConnectedX;
  return (
    <Tooltip label={explain(connection)} multiline maw={360}>
      <Badge
        color={online ? "teal" : "gray"}
        variant="light"
        leftSection={<Icon size={12} aria-hidden />}
        tabIndex={0}
        role="status"
        style={{ textTransform: "none" }}
      >
        {isSignedOut(connection) ? "Signed out" : WORDS[connection.status]}
      </Badge>
    </Tooltip>
  );
}

const WORDS = {
  connecting: "Connecting",
  online: "Lab connected",
  offline: "Working offline",
} as const;

function explain(connection: Connection): string {
  switch (connection.status) {
    case "connecting":
      return "Looking for the daemon. Designing, checking and pricing work meanwhile.";
    case "online":
      return `${connection.about.user.name} of ${connection.about.tenant.name}, daemon ${connection.about.version}`;
    case "offline": {
      const why = connection.fault === null ? "" : `${faultSentence(connection.fault)} `;
      return `${why}Designing, checking and pricing work; sending to a lab waits until it is back.`;
    }
  }
}
