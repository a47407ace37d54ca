import {
  Button,
  Chip,
  CopyButton,
  Group,
  ScrollArea,
  Stack,
  Table,
  Text,
  TextInput,
} from "@mantine/core";
import { IconCheck, IconCopy, IconSearch } from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import type { LossEntry, LossReport as Report } from "../../shared/formats/format.ts";
import { lossLine } from "../../shared/formats/loss.ts";
import styles from "./LossReport.module.css";
import { countOf, filtered, OUTCOMES, outcomesOf, type Outcome } from "./outcomes.ts";

interface LossReportProps {
  readonly report: Report;
  /** What the report is about, for those who cannot see it. */
  readonly label: string;
}

/** What became of everything in a file: by outcome, counted, to be filtered and copied. */
export function LossReport({ report, label }: LossReportProps): ReactElement {
  const [outcome, setOutcome] = useState<Outcome | "all">("all");
  const [words, setWords] = useState("");
  const shown = filtered(report, outcome, words);
  return (
    <Stack gap="xs" className={styles["report"]}>
      <Chip.Group value={outcome} onChange={(value) => setOutcome(asOutcome(value))}>
        <Group gap={6} role="group" aria-label="Show">
          <Chip size="xs" value="all">
            All {countOf(report)}
          </Chip>
          {outcomesOf(report).map(({ id, title, count }) => (
            <Chip key={id} size="xs" value={id}>
              {title} {count}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          className={styles["words"]}
          size="xs"
          aria-label="Filter the report"
          placeholder="Filter"
          leftSection={<IconSearch size={14} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <CopyButton value={shown.map(lossLine).join("\n")}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Group>
      <ScrollArea
        className={styles["rows"]}
        type="auto"
        scrollbarSize={8}
        // Without something to focus in it, the keyboard could not scroll it.
        viewportProps={{ tabIndex: 0, role: "region", "aria-label": label }}
      >
        {shown.length === 0 ? (
          <Text size="sm" p="md">
            Nothing of the report is like that.
          </Text>
        ) : (
          <Rows entries={shown} label={label} />
        )}
      </ScrollArea>
    </Stack>
  );
}

function asOutcome(value: string | readonly string[]): Outcome | "all" {
  return OUTCOMES.find(({ id }) => id === value)?.id ?? "all";
}

/** More than anyone reads, and few enough to be drawn at once. */
const MOST = 400;

function Rows({ entries, label }: { entries: Report; label: string }): ReactElement {
  const few = entries.slice(0, MOST);
  return (
    <>
      <Table aria-label={label} verticalSpacing={4} className={styles["table"]}>
        <colgroup>
          <col className={styles["count"]} />
          <col />
          <col className={styles["where"]} />
        </colgroup>
        {outcomesOf(few).map(({ id, title, meaning }) => (
          <Table.Tbody key={id}>
            <Table.Tr>
              <Table.Th
                colSpan={3}
                scope="colgroup"
                data-outcome={id}
                className={styles["outcome"]}
              >
                {title} <span className={styles["meaning"]}>{meaning}</span>
              </Table.Th>
            </Table.Tr>
            {few
              .filter((entry) => entry.outcome === id)
              .map((entry) => (
                <Row key={`${entry.source} ${entry.target}`} entry={entry} />
              ))}
          </Table.Tbody>
        ))}
      </Table>
      {entries.length > MOST && (
        <Text size="xs" p="xs">
          And {entries.length - MOST} more; copy them to read them all.
        </Text>
      )}
    </>
  );
}

function Row({ entry: { source, target, where, count } }: { entry: LossEntry }): ReactElement {
  return (
    <Table.Tr>
      <Table.Td className={styles["count"]}>{count}</Table.Td>
      <Table.Td className={styles["what"]}>
        {source}
        {target !== "" && <span className={styles["target"]}> → {target}</span>}
      </Table.Td>
      <Table.Td className={styles["where"]} title={where}>
        {where}
      </Table.Td>
    </Table.Tr>
  );
}
