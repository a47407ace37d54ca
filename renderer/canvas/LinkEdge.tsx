import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { memo, useContext, type ReactElement } from "react";
import type { DesignLink } from "../../shared/design/design.ts";
import { elementKey } from "../store/elements.ts";
import { useProblemMark } from "../store/problems.ts";
import type { FlowEdge } from "./flow.ts";
import styles from "./LinkEdge.module.css";
import { linkLabels } from "./link-labels.ts";
import { clearOfPorts, linkPath, linkPoints, middleOf, type LinkPoints } from "./link-path.ts";
import { PortLabels } from "./port-labels.ts";
import { LinkProblemBadge } from "./ProblemBadge.tsx";
import { useZoomDetail, type ZoomDetail } from "./zoom-level.ts";

const showsLabels = ({ detail }: { readonly detail: ZoomDetail }): boolean => detail === "labels";

/** A link between the borders of two nodes, with what it carries in the middle and its ports at the ends. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>): ReactElement | null {
  const { id, data, sourceX, sourceY, targetX, targetY, selected } = props;
  const mark = useProblemMark(elementKey("link", id));
  if (data === undefined) return null;
  const points = linkPoints(
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
    data.index,
    data.total,
  );
  return (
    <>
      <g
        className={styles["link"]}
        data-testid={`link-${id}`}
        data-selected={selected === true}
        data-severity={mark?.severity}
      >
        <BaseEdge path={linkPath(points)} interactionWidth={0} />
        <path
          className="react-flow__edge-interaction"
          d={linkPath(clearOfPorts(points))}
          fill="none"
          strokeOpacity={0}
          strokeWidth={16}
        />
        {mark !== null && <title>{mark.first}</title>}
      </g>
      {mark !== null && (
        <LinkProblemBadge
          id={id}
          mark={mark}
          level={data.level}
          {...middleOf(points[1], points[2])}
        />
      )}
      <Labels {...data} points={points} ends={selected === true} />
    </>
  );
});

interface LabelsProps {
  readonly link: DesignLink;
  readonly level?: number;
  readonly points: LinkPoints;
  readonly ends: boolean;
}

function Labels({ link, level, points, ends }: LabelsProps): ReactElement | null {
  const shown = useZoomDetail(showsLabels);
  const ports = useContext(PortLabels);
  const labels = shown ? linkLabels(link, points, ends || ports) : [];
  if (labels.length === 0) return null;
  return (
    <EdgeLabelRenderer>
      {labels.map(({ text, x, y }) => (
        <span
          key={`${text} ${x} ${y}`}
          className={styles["label"]}
          style={{
            transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`,
            zIndex: level,
          }}
        >
          {text}
        </span>
      ))}
    </EdgeLabelRenderer>
  );
}
