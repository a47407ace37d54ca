import {
  IconAlertTriangleFilled,
  IconCircleXFilled,
  IconInfoCircleFilled,
} from "@tabler/icons-react";
import { EdgeLabelRenderer } from "@xyflow/react";
import type { ReactElement } from "react";
import type { Severity } from "../../shared/constraints/rule.ts";
import type { ProblemMark } from "../store/analysis.ts";
import { showProblemsOf } from "../panels/problems/jumping.ts";
import { useProblemMark } from "../store/problems.ts";
import { elementKey, type ElementKey } from "../store/elements.ts";
import styles from "./ProblemBadge.module.css";

const PICTURES = {
  error: IconCircleXFilled,
  warning: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
} satisfies Record<Severity, unknown>;

/** The worst of a node's problems at its corner; a click opens the list at it. */
export function ProblemBadge({ nodeId }: { nodeId: string }): ReactElement | null {
  const element = elementKey("node", nodeId);
  const mark = useProblemMark(element);
  return mark && <Badge mark={mark} id={nodeId} element={element} />;
}

/** The worst of a link's problems in its middle, above what it carries. */
export function LinkProblemBadge(props: LinkProblemBadgeProps): ReactElement {
  const { id, mark, x, y, level } = props;
  return (
    <EdgeLabelRenderer>
      <div
        className={styles["onLink"]}
        style={{
          transform: `translate(-50%, -50%) translate(${x}px, ${y - 16}px)`,
          zIndex: level,
        }}
      >
        <Badge mark={mark} id={id} element={elementKey("link", id)} />
      </div>
    </EdgeLabelRenderer>
  );
}

interface LinkProblemBadgeProps {
  readonly id: string;
  readonly mark: ProblemMark;
  readonly x: number;
  readonly y: number;
  /** That of its link, where that lies on an unfolded use. */
  readonly level: number | undefined;
}

interface BadgeProps {
  readonly mark: ProblemMark;
  readonly id: string;
  readonly element: ElementKey;
}

function Badge({ mark, id, element }: BadgeProps): ReactElement {
  const { severity, count, first } = mark;
  const Picture = PICTURES[severity];
  return (
    <button
      type="button"
      className={styles["badge"]}
      data-severity={severity}
      data-several={count > 1}
      data-testid={`problem-badge-${id}`}
      aria-label={`${count} ${count === 1 ? "problem" : "problems"}: ${first}`}
      title={first}
      onClick={() => {
        showProblemsOf(element);
      }}
    >
      <Picture size={16} />
      {count > 1 && count}
    </button>
  );
}
