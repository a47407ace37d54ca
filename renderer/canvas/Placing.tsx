import { ViewportPortal } from "@xyflow/react";
import type { ReactElement } from "react";
import { useUi } from "../store/ui.ts";
import { KindIcon } from "../ui/KindIcon.tsx";
import styles from "./Canvas.module.css";
import { NODE_SIZE } from "./geometry.ts";
import { useLanding } from "./landing.ts";

/** The card that a click or a drop would put there, in its place on the grid. */
export function LandingCard(): ReactElement | null {
  const landing = useLanding((state) => state.landing);
  if (landing === null) return null;
  const { item, place } = landing;
  return (
    <ViewportPortal>
      <div
        className={styles["ghost"]}
        style={{ transform: `translate(${place.x}px, ${place.y}px)`, ...NODE_SIZE }}
        data-testid="landing"
        aria-hidden
      >
        <KindIcon kind={item.kind} size={20} />
        {item.title}
      </div>
    </ViewportPortal>
  );
}

/** How to go on or stop while something is held to be placed. */
export function PlacingHint(): ReactElement | null {
  const placing = useUi((ui) => ui.placing);
  return placing === null ? null : (
    <div className={styles["hint"]} role="status">
      Click to place {placing.title} · hold Shift to place more · Esc cancels
    </div>
  );
}
