import { useStore, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import type { ReactElement } from "react";
import styles from "./Canvas.module.css";
import { useDragging } from "./dragging.ts";

const pickZoom = ({ transform }: ReactFlowState): number => transform[2];

/** The box that is being drawn around what shall be selected. */
export function SelectionBox(): ReactElement | null {
  const box = useDragging(({ boxing }) => boxing?.box);
  const zoom = useStore(pickZoom);
  if (box === undefined) return null;
  const { x, y, width, height } = box;
  return (
    <ViewportPortal>
      <div
        className={styles["box"]}
        style={{ transform: `translate(${x}px, ${y}px)`, width, height, outlineWidth: 1 / zoom }}
        data-testid="selection-box"
      />
    </ViewportPortal>
  );
}
