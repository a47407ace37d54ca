import { useStoreApi, type ReactFlowState } from "@xyflow/react";
import { useLayoutEffect, useRef, type ReactElement } from "react";
import styles from "./Canvas.module.css";
import { dotsAt } from "./grid-dots.ts";

/** The dots behind the drawing. */
export function Grid(): ReactElement {
  const element = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  useLayoutEffect(() => {
    let shown: ReactFlowState["transform"] | null = null;
    const show = (): void => {
      const { transform } = flow.getState();
      if (element.current === null || transform === shown) return;
      place(element.current, transform, transform[2] !== shown?.[2]);
      shown = transform;
    };
    show();
    return flow.subscribe(show);
  }, [flow]);
  return <div ref={element} className={styles["grid"]} aria-hidden />;
}

/**
 * A layer of its own, by a gap larger than the view on each side: a movement of the view only shifts it, whereas
 * painting so many dots anew took longer than all else in that frame.
 */
function place(
  { style }: HTMLElement,
  transform: ReactFlowState["transform"],
  isZoomed: boolean,
): void {
  const dots = dotsAt(transform);
  if (isZoomed) {
    style.display = dots === null ? "none" : "";
    style.setProperty("--gap", `${dots?.gap ?? 0}px`);
    style.setProperty("--dot", `${dots?.radius ?? 0}px`);
  }
  if (dots !== null) style.transform = `translate(${dots.x}px, ${dots.y}px)`;
}
