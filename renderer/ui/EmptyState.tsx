import { Text } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  /** Why there is nothing, and what to do about it. */
  readonly children: ReactNode;
}

/** What stands where there is nothing to show yet. */
export function EmptyState({ icon: Picture, title, children }: EmptyStateProps): ReactElement {
  return (
    <div className={styles["empty"]}>
      <Picture size={28} stroke={1.4} aria-hidden />
      <Text size="sm" fw={600} c="var(--ink)">
        {title}
      </Text>
      <Text size="xs" component="div">
        {children}
      </Text>
    </div>
  );
}
