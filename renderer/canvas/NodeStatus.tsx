import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconLoader2,
  IconTrash,
  type Icon,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useInstanceOverlay, type InstanceOverlay } from "../live/overlay.ts";
import { NodeCharge } from "./NodeCharge.tsx";
import styles from "./NodeStatus.module.css";

const PICTURES: Readonly<Record<InstanceOverlay["tone"], Icon>> = {
  waiting: IconCircleDashed,
  busy: IconLoader2,
  good: IconCircleCheck,
  warning: IconAlertTriangle,
  bad: IconCircleX,
  gone: IconTrash,
};

/**
 * The live state of a node's instances: colour, picture and words together, and a bar while it is busy.
 * `otherwise` stands in its place while a design is shown.
 */
export function NodeStatus({
  nodeId,
  otherwise,
}: {
  nodeId: string;
  otherwise: ReactElement;
}): ReactElement {
  const overlay = useInstanceOverlay(nodeId);
  if (overlay === null) return otherwise;
  const { tone, text, progress, error, staleSince } = overlay;
  const Picture = PICTURES[tone];
  const title = [text, error, staleSince === null ? null : `last known at ${staleSince}`]
    .filter((part) => part !== null)
    .join(" · ");
  const state = (
    <span
      className={styles["status"]}
      data-tone={tone}
      data-stale={staleSince !== null}
      data-testid={`status-${nodeId}`}
      title={title}
    >
      <Picture
        size={14}
        stroke={2}
        className={tone === "busy" ? styles["turning"] : undefined}
        aria-hidden
      />
      <span className={styles["text"]}>{text}</span>
      {progress !== null && (
        <progress
          className={styles["bar"]}
          value={progress}
          max={1}
          aria-label={`Progress: ${text}`}
        />
      )}
    </span>
  );
  return (
    <>
      {state}
      <NodeCharge nodeId={nodeId} />
    </>
  );
}
