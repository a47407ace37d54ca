import { useEffect, useState, type ReactElement } from "react";
import { openAll } from "../commands/files.ts";
import { host } from "../host/index.ts";
import styles from "./WindowDrop.module.css";

/** Opens files that are dropped anywhere onto the window. */
export function WindowDrop(): ReactElement | null {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const stopper = new AbortController();
    const { signal } = stopper;
    const hasFiles = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes("Files") === true;
    window.addEventListener(
      "dragover",
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    window.addEventListener(
      "dragleave",
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    window.addEventListener(
      "drop",
      (event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        if (event.dataTransfer === null) return;
        void Promise.all(host().openDropped(event.dataTransfer)).then(openAll);
      },
      { signal },
    );
    return () => {
      stopper.abort();
    };
  }, []);
  return over ? <div className={styles["over"]}>Drop to open</div> : null;
}
