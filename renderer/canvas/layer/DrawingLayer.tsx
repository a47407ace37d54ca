import { useStoreApi, ViewportPortal } from "@xyflow/react";
import { useLayoutEffect, useRef, type ReactElement } from "react";
import styles from "../Canvas.module.css";
import { startLayer, type Layer, type Shown } from "./layer.ts";

/**
 * A large drawing as one picture, under the cards that are near enough to be elements of the page. What it
 * shows can be reached in the outline, so it is hidden from screen readers.
 */
export function DrawingLayer({ scene, mounted }: Shown): ReactElement {
  return (
    <ViewportPortal>
      <Surface scene={scene} mounted={mounted} />
    </ViewportPortal>
  );
}

// Of its own, since the portal only renders what is in it once the flow is there.
function Surface({ scene, mounted }: Shown): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<Layer | null>(null);
  const flow = useStoreApi();
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const started = startLayer(canvas.current, flow);
    layer.current = started;
    return () => {
      started.stop();
    };
  }, [flow]);
  useLayoutEffect(() => {
    layer.current?.show({ scene, mounted });
  }, [scene, mounted]);
  return (
    <canvas ref={canvas} className={styles["layer"]} data-testid="drawing-layer" aria-hidden />
  );
}
