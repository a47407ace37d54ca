import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { memo, type ReactElement } from "react";
import type { DesignLink, Endpoint } from "../../shared/design/design.ts";
import { useProblemMark } from "../store/problems.ts";
import { elementKey } from "../store/elements.ts";
import type { FlowEdge } from "./flow.ts";
import styles from "./LinkEdge.module.css";
import { LinkProblemBadge } from "./ProblemBadge.tsx";
import { linkPath, type LinkPath } from "./link-path.ts";
import { useZoomDetail, type ZoomDetail } from "./zoom-level.ts";

const showsLabels = ({ detail }: { readonly detail: ZoomDetail }): boolean => detail === "labels";

/** A link between the borders of two nodes, with what it carries in the middle and its ports at the ends. */
export const LinkEdge = memo(function LinkEdge(props: EdgeProps<FlowEdge>): ReactElement | null {
  const { id, data, sourceX, sourceY, targetX, targetY, selected } = props;
  const mark = useProblemMark(elementKey("link", id));
  if (data === undefined) return null;
  const way = linkPath(
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
        <BaseEdge path={way.path} interactionWidth={16} />
        {mark !== null && <title>{mark.first}</title>}
      </g>
      {mark !== null && <LinkProblemBadge id={id} mark={mark} x={way.middle.x} y={way.middle.y} />}
      <Labels link={data.link} way={way} ends={selected === true} />
    </>
  );
});

function Labels({
  link,
  way,
  ends,
}: {
  link: DesignLink;
  way: LinkPath;
  ends: boolean;
}): ReactElement | null {
  const shown = useZoomDetail(showsLabels);
  const text = carried(link);
  if (!shown || (text === "" && !ends)) return null;
  // Too short for three labels: the two ports share the middle.
  if (ends && text === "" && Math.hypot(way.end.x - way.start.x, way.end.y - way.start.y) < 90)
    return (
      <EdgeLabelRenderer>
        <Label
          text={`${portName(link.from)} – ${portName(link.to)}`}
          x={way.middle.x}
          y={way.middle.y}
        />
      </EdgeLabelRenderer>
    );
  return (
    <EdgeLabelRenderer>
      {text !== "" && <Label text={text} x={way.middle.x} y={way.middle.y} />}
      {ends && <Label text={portName(link.from)} {...near(way.start, way.end)} />}
      {ends && <Label text={portName(link.to)} {...near(way.end, way.start)} />}
    </EdgeLabelRenderer>
  );
}

function Label({ text, x, y }: { text: string; x: number; y: number }): ReactElement {
  return (
    <span
      className={styles["label"]}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
    >
      {text}
    </span>
  );
}

function near(
  from: { x: number; y: number },
  to: { x: number; y: number },
): { x: number; y: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(0.4, 18 / length);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function portName({ port, index }: Endpoint): string {
  return index === undefined ? port : `${port} ${index + 1}`;
}

/** `uplink · VLAN 10 · 100 Mb/s` */
function carried({ label, vlan, bandwidthMbps }: DesignLink): string {
  return [
    label,
    vlan === undefined ? undefined : `VLAN ${vlan}`,
    bandwidthMbps === undefined ? undefined : `${bandwidthMbps} Mb/s`,
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(" · ");
}
