import type { ReactElement, ReactNode } from "react";
import styles from "./PanelHead.module.css";

/** The title line of a docked panel. */
export function PanelHead({
  title,
  children,
}: {
  title: string;
  children?: ReactNode;
}): ReactElement {
  return (
    <div className={styles["head"]}>
      <h2 className={styles["title"]}>{title}</h2>
      <span className={styles["tools"]}>{children}</span>
    </div>
  );
}
