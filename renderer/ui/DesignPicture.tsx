import type { ReactElement } from "react";
import type { Design } from "../../shared/design/design.ts";
import { findKind } from "../../shared/kinds/index.ts";
import { around, centre, nodeBox, NODE_SIZE } from "../canvas/geometry.ts";
import styles from "./DesignPicture.module.css";

/** More would take longer to draw than to look at. */
const MOST_NODES = 1500;

interface DesignPictureProps {
  readonly design: Design;
  /** In pixels; left out, that of a card. */
  readonly height?: number;
}

/** A design as a small picture: boxes in the colours of their categories, and the links between them. */
export function DesignPicture({ design, height: tall }: DesignPictureProps): ReactElement {
  const all = Object.entries(design.nodes);
  // Of a huge design every so many, so that its outline is still seen.
  const step = Math.ceil(all.length / MOST_NODES);
  const nodes = step <= 1 ? all : all.filter((_, index) => index % step === 0);
  const shown = new Map(nodes);
  const box = around(nodes.map(([, node]) => nodeBox(node.position)));
  const { x, y, width, height } = box ?? { x: 0, y: 0, ...NODE_SIZE };
  const margin = 40;
  return (
    <svg
      className={styles["picture"]}
      {...(tall !== undefined && { style: { height: tall } })}
      viewBox={`${x - margin} ${y - margin} ${width + 2 * margin} ${height + 2 * margin}`}
      aria-hidden
    >
      {Object.entries(design.links).map(([id, link]) => {
        const from = shown.get(link.from.node);
        const to = shown.get(link.to.node);
        if (from === undefined || to === undefined) return null;
        const start = centre(nodeBox(from.position));
        const end = centre(nodeBox(to.position));
        return <line key={id} x1={start.x} y1={start.y} x2={end.x} y2={end.y} />;
      })}
      {nodes.map(([id, node]) => (
        <rect
          key={id}
          data-category={findKind(node.kind)?.category ?? "unknown"}
          x={node.position.x}
          y={node.position.y}
          {...NODE_SIZE}
          rx={14}
        />
      ))}
    </svg>
  );
}
