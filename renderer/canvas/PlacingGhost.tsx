import { useEffect, useRef, type ReactElement } from "react";
import { useUi, type Placing } from "../store/ui.ts";
import { KindIcon } from "../ui/KindIcon.tsx";
import styles from "./Canvas.module.css";

/** What the next click will place, at the pointer, and how to go on or stop. */
export function PlacingGhost(): ReactElement | null {
  const placing = useUi((ui) => ui.placing);
  return placing === null ? null : <Ghost placing={placing} />;
}

function Ghost({ placing }: { placing: Placing }): ReactElement {
  const ghost = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Moved directly: a re-render for each mouse move would be felt.
    const move = (event: PointerEvent): void => {
      const frame = ghost.current?.parentElement?.getBoundingClientRect();
      if (ghost.current === null || frame === undefined) return;
      ghost.current.style.transform = `translate(${event.clientX - frame.left + 12}px, ${event.clientY - frame.top + 12}px)`;
      ghost.current.style.opacity = "1";
    };
    window.addEventListener("pointermove", move);
    return () => {
      window.removeEventListener("pointermove", move);
    };
  }, []);
  return (
    <>
      <div ref={ghost} className={styles["ghost"]} aria-hidden>
        <KindIcon kind={placing.kind} size={16} />
        {placing.title}
      </div>
      <div className={styles["hint"]} role="status">
        Click to place {placing.title} · hold Shift to place more · Esc cancels
      </div>
    </>
  );
}
