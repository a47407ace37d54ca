import { ViewportPortal } from "@xyflow/react";
import { useEffect, useState, type ReactElement } from "react";
import { useUi, type Connecting } from "../store/ui.ts";
import styles from "./Canvas.module.css";
import type { Ground } from "./press.ts";
import type { Box } from "./geometry.ts";
import { nodeUnder, verdictAt, type LinkTarget } from "./use-connecting.ts";

/** While a link is drawn, says what would happen if it were dropped here. */
export function ConnectionHint({ ground }: { readonly ground: Ground }): ReactElement | null {
  const connecting = useUi((ui) => ui.connecting);
  return connecting === null ? null : <Hint connecting={connecting} ground={ground} />;
}

interface HintProps {
  readonly connecting: Connecting;
  readonly ground: Ground;
}

function Hint({ connecting, ground }: HintProps): ReactElement {
  const [target, setTarget] = useState<LinkTarget | null>(null);
  useEffect(() => {
    const move = (event: PointerEvent): void => {
      const now = nodeUnder(ground, event);
      setTarget((before) => (before?.card === now?.card ? before : now));
    };
    window.addEventListener("pointermove", move);
    return () => {
      window.removeEventListener("pointermove", move);
    };
  }, [ground]);
  const verdict =
    target === null || target.id === connecting.node ? null : verdictAt(ground, connecting, target);
  const text =
    verdict === null
      ? "Drop on a lit node to link it · Esc cancels"
      : verdict.ok
        ? "Release to link · with Shift, choose the ports"
        : verdict.reason;
  const box = ground.layered() && target !== null ? ground.scene().items.get(target.id)?.box : null;
  return (
    <>
      {verdict !== null && box && <TargetFrame box={box} refused={!verdict.ok} />}
      <div className={styles["hint"]} role="status" data-refused={verdict?.ok === false}>
        {text}
      </div>
    </>
  );
}

/** Around a card that is painted: one that is an element lights up by itself. */
function TargetFrame({ box, refused }: { box: Box; refused: boolean }): ReactElement {
  const { x, y, width, height } = box;
  return (
    <ViewportPortal>
      <div
        className={styles["target"]}
        style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
        data-refused={refused}
      />
    </ViewportPortal>
  );
}
