import { ViewportPortal } from "@xyflow/react";
import type { ReactElement } from "react";
import styles from "./Canvas.module.css";
import { useDragging } from "./dragging.ts";

const FAR = 100_000;

/** The lines that show what the dragged node is in line with. */
export function Guides(): ReactElement | null {
  const guides = useDragging((state) => state.guides);
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      {guides.map(({ axis, at }) => (
        <div
          key={axis}
          className={styles["guide"]}
          data-testid="guide"
          style={
            axis === "x"
              ? { left: at, top: -FAR, width: 1, height: 2 * FAR }
              : { top: at, left: -FAR, height: 1, width: 2 * FAR }
          }
        />
      ))}
    </ViewportPortal>
  );
}
