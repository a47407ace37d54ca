import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { ReactElement } from "react";
import styles from "./Money.module.css";
import type { TreeRow } from "./TreeGrid.tsx";

/** The first cell of a row in a tree: as far in as it is deep, with what opens it. The keys are the grid's. */
export function Turner(props: {
  readonly row: TreeRow;
  readonly title: string;
  /** In fewer words beside it. */
  readonly note?: string;
}): ReactElement {
  const { row, title, note = "" } = props;
  const Chevron = row.open === true ? IconChevronDown : IconChevronRight;
  return (
    <span
      className={styles["what"]}
      style={{ paddingLeft: (row.level - 1) * 16 }}
      data-group={row.level === 1 || undefined}
      title={note === "" ? title : `${title} (${note})`}
    >
      {row.open === undefined ? (
        <span className={styles["leaf"]} />
      ) : (
        <Chevron size={14} aria-hidden className={styles["turn"] ?? ""} data-turn={row.key} />
      )}
      <span className={styles["words"]}>{title}</span>
      {note !== "" && <span className={styles["note"]}>{note}</span>}
    </span>
  );
}
