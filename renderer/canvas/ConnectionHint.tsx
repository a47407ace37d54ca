import { useEffect, useState, type ReactElement } from "react";
import { useUi, type Connecting } from "../store/ui.ts";
import styles from "./Canvas.module.css";
import { nodeUnder, verdictFor } from "./use-connecting.ts";

/** While a link is drawn, says what would happen if it were dropped here. */
export function ConnectionHint(): ReactElement | null {
  const connecting = useUi((ui) => ui.connecting);
  return connecting === null ? null : <Hint connecting={connecting} />;
}

function Hint({ connecting }: { connecting: Connecting }): ReactElement {
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    const move = (event: PointerEvent): void => {
      setTarget(nodeUnder(event));
    };
    window.addEventListener("pointermove", move);
    return () => {
      window.removeEventListener("pointermove", move);
    };
  }, []);
  const verdict =
    target === null || target === connecting.node ? null : verdictFor(connecting, target);
  const text =
    verdict === null
      ? "Drop on a lit node to link it · Esc cancels"
      : verdict.ok
        ? "Release to link · with Shift, choose the ports"
        : verdict.reason;
  return (
    <div className={styles["hint"]} role="status" data-refused={verdict?.ok === false}>
      {text}
    </div>
  );
}
