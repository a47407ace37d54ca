import { Group, type GroupProps } from "@mantine/core";
import type { ReactElement } from "react";
import styles from "./DialogFoot.module.css";

/** The buttons of a dialog that may be longer than the window. */
export function DialogFoot(props: GroupProps): ReactElement {
  return <Group justify="flex-end" {...props} className={styles["foot"] ?? ""} />;
}
