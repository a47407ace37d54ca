import { useStore, ViewportPortal, type ReactFlowState } from "@xyflow/react";
import { useEffect, type ReactElement } from "react";
import { useReadOnly } from "../store/selectors.ts";
import { useUi } from "../store/ui.ts";
import styles from "./Canvas.module.css";
import { hover, showsDots, useLinkDrawing } from "./link-drawing.ts";
import type { Ground } from "./press.ts";

const pickZoom = ({ transform }: ReactFlowState): number => transform[2];

/** At small cards, which show no ports: the dot to draw a link from, and the link that is being drawn. */
export function LinkDot({ ground }: { readonly ground: Ground }): ReactElement | null {
  useEffect(() => {
    const follow = (event: PointerEvent): void => {
      hover(ground, event);
    };
    window.addEventListener("pointermove", follow);
    return () => {
      window.removeEventListener("pointermove", follow);
    };
  }, [ground]);
  const { hovered, line } = useLinkDrawing();
  const connecting = useUi((ui) => ui.connecting !== null);
  const readOnly = useReadOnly();
  const zoom = useStore(pickZoom);
  if (line !== null && connecting) return <Line {...line} width={2 / zoom} />;
  if (hovered === null || readOnly || !showsDots(zoom)) return null;
  const { x, y, width, height } = hovered.box;
  return (
    <ViewportPortal>
      <div
        className={styles["linkDot"]}
        style={{
          transform: `translate(${x + width / 2}px, ${y + height}px) scale(${1 / zoom})`,
        }}
        data-link-from={hovered.id}
        data-testid="link-dot"
        title="Drag to link"
      />
    </ViewportPortal>
  );
}

interface LineProps {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly width: number;
}

function Line({ from, to, width }: LineProps): ReactElement {
  return (
    <ViewportPortal>
      <svg className={styles["linkLine"]} aria-hidden>
        <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} strokeWidth={width} />
      </svg>
    </ViewportPortal>
  );
}
