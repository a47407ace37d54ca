import type { ReactElement } from "react";
import { useChargedAt, useChargeWords } from "../live/charges.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import styles from "./NodeStatus.module.css";

/** What the node was charged since it runs, as it grows, while the tab shows an environment. */
export function NodeCharge({ nodeId }: { nodeId: string }): ReactElement | null {
  const words = useChargeWords(nodeId);
  const at = useChargedAt(useShownEnvironment());
  if (words === null) return null;
  return (
    <span
      className={styles["charge"]}
      data-stale={at !== null}
      data-testid={`charge-${nodeId}`}
      title={at === null ? "Charged so far" : `Charged as of ${at}`}
    >
      {words}
    </span>
  );
}
