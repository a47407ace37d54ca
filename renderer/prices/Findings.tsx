import { Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCircleX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import type { BookFinding } from "../../shared/prices/check-book.ts";
import styles from "./Draft.module.css";

/** What is wrong with the draft, errors first; a press goes to its line. */
export function Findings(props: {
  readonly findings: readonly BookFinding[];
  readonly onGo: (line: number) => void;
}): ReactElement {
  const { findings, onGo } = props;
  const sorted = findings.toSorted((a, b) => weight(a) - weight(b));
  return (
    <section className={styles["findings"]} aria-label="What to mend">
      {findings.length === 0 && (
        <Text size="xs" c="dimmed">
          Nothing wrong: every item of the catalogue has a price.
        </Text>
      )}
      {sorted.map(({ severity, line, where, message }) => (
        <UnstyledButton
          key={`${where} ${message}`}
          className={styles["finding"] ?? ""}
          disabled={line === null}
          onClick={() => line !== null && onGo(line)}
        >
          {severity === "error" ? (
            <IconCircleX size={14} color="var(--bad)" aria-label="Error" />
          ) : (
            <IconAlertTriangle size={14} color="var(--warning)" aria-label="Warning" />
          )}
          <span>{message}</span>
          <span>{line === null ? "" : `line ${line}`}</span>
        </UnstyledButton>
      ))}
    </section>
  );
}

function weight({ severity, line }: BookFinding): number {
  return (severity === "error" ? 0 : 1_000_000) + (line ?? 999_999);
}
