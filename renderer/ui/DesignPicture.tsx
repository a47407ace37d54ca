import type { ReactElement } from "react";
import type { Design, DesignLink, DesignNode } from "../../shared/design/design.ts";
import { findKind } from "../../shared/kinds/index.ts";
import { around, centre, nodeBox, NODE_SIZE, type Box } from "../canvas/geometry.ts";
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
      <path
        data-links
        d={Object.values(design.links)
          .map((link) => lineOf(link, shown))
          .join("")}
      />
      {[...byCategory(nodes)].map(([category, boxes]) => (
        <path key={category} data-category={category} d={boxes.map(boxPath).join("")} />
      ))}
    </svg>
  );
}

// One path for each category: to make an element for each of hundreds of nodes takes a noticeable time.

function byCategory(nodes: readonly (readonly [string, DesignNode])[]): Map<string, Box[]> {
  const boxes = new Map<string, Box[]>();
  for (const [, { kind, position }] of nodes) {
    const category = findKind(kind)?.category ?? "unknown";
    const list = boxes.get(category) ?? [];
    boxes.set(category, list);
    list.push(nodeBox(position));
  }
  return boxes;
}

const CORNER = 14;

function boxPath({ x, y, width, height }: Box): string {
  const [across, down] = [width - 2 * CORNER, height - 2 * CORNER];
  const corner = (dx: number, dy: number): string => `a${CORNER} ${CORNER} 0 0 1 ${dx} ${dy}`;
  return [
    `M${x + CORNER} ${y}h${across}${corner(CORNER, CORNER)}v${down}${corner(-CORNER, CORNER)}`,
    `h${-across}${corner(-CORNER, -CORNER)}v${-down}${corner(CORNER, -CORNER)}z`,
  ].join("");
}

function lineOf({ from, to }: DesignLink, shown: ReadonlyMap<string, DesignNode>): string {
  const [start, end] = [shown.get(from.node), shown.get(to.node)];
  if (start === undefined || end === undefined) return "";
  const [a, b] = [centre(nodeBox(start.position)), centre(nodeBox(end.position))];
  return `M${a.x} ${a.y}L${b.x} ${b.y}`;
}
