import {
  IconAlertTriangleFilled,
  IconCircleXFilled,
  IconInfoCircleFilled,
} from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { Severity } from "../../shared/constraints/rule.ts";
import { showBottomPanel } from "../store/ui.ts";
import { useProblemMark } from "../store/analysis.ts";
import { elementKey } from "../store/elements.ts";
import styles from "./ProblemBadge.module.css";

const PICTURES = {
  error: IconCircleXFilled,
  warning: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
} satisfies Record<Severity, unknown>;

/** The worst of a node's problems at its corner; a click opens the list. */
export function ProblemBadge({ nodeId }: { nodeId: string }): ReactElement | null {
  const mark = useProblemMark(elementKey("node", nodeId));
  if (mark === null) return null;
  const { severity, count, first } = mark;
  const Picture = PICTURES[severity];
  return (
    <button
      type="button"
      className={styles["badge"]}
      data-severity={severity}
      data-several={count > 1}
      data-testid={`problem-badge-${nodeId}`}
      aria-label={`${count} ${count === 1 ? "problem" : "problems"}: ${first}`}
      title={first}
      onClick={() => {
        showBottomPanel("problems");
      }}
    >
      <Picture size={16} />
      {count > 1 && count}
    </button>
  );
}
