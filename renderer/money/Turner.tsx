import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import styles from "./Money.module.css";
import type { TreeRow } from "./TreeGrid.tsx";

/** The first cell of a row in a tree: as far in as it is deep, with what opens it. The keys are the grid's. */
export function Turner(props: {
  readonly row: TreeRow;
  readonly children: ReactNode;
}): ReactElement {
  const { row, children } = props;
  const Chevron = row.open === true ? IconChevronDown : IconChevronRight;
  return (
    <span
      className={styles["what"]}
      style={{ paddingLeft: (row.level - 1) * 16 }}
      data-group={row.level === 1 || undefined}
    >
      {row.open === undefined ? (
        <span className={styles["leaf"]} />
      ) : (
        <Chevron size={14} aria-hidden className={styles["turn"] ?? ""} data-turn={row.key} />
      )}
      {children}
    </span>
  );
}
