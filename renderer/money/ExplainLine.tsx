import { ActionIcon, Anchor, Badge, Group, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMemo, type ReactElement, type ReactNode } from "react";
import type { RatedLine } from "../../shared/pricing/engine/line.ts";
import { windowsOf, type Reading } from "../../shared/pricing/review/readings.ts";
import { sumSteps, type SumStep } from "../../shared/pricing/review/sum-steps.ts";
import { money, moneyWords, quantity } from "../ui/money.ts";
import { localTime } from "../ui/local-time.ts";
import styles from "./Explain.module.css";
import type { LazyInputs } from "./lazy.ts";
import type { Names } from "./names.ts";
import { ReadingsTable } from "./ReadingsTable.tsx";
import { SegmentTimeline } from "./SegmentTimeline.tsx";

/** More decimals than any unit price has. */
const EXACT = 18;

interface ExplainLineProps {
  readonly line: RatedLine;
  readonly currency: string;
  readonly names: Names;
  readonly readingsOf: ((line: RatedLine) => readonly Reading[]) | null;
  /** Null where only the lines are known here. */
  readonly inputs: LazyInputs | null;
  readonly onNode: ((node: string) => void) | undefined;
  readonly onClose: () => void;
}

/** Why an amount is what it is: the sum step by step, the rate, and what the meter said. */
export function ExplainLine(props: ExplainLineProps): ReactElement {
  const { line, currency, names, readingsOf, inputs, onNode, onClose } = props;
  const readings = useMemo(() => readingsOf?.(line) ?? null, [readingsOf, line]);
  const windows = useMemo(() => {
    const known = inputs?.() ?? null;
    return known === null ? [] : windowsOf(known, line);
  }, [inputs, line]);
  return (
    // Escape closes it wherever the keyboard is in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles["panel"]}
      aria-label="How this amount comes about"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <Group className={styles["head"] ?? ""} gap="xs" wrap="nowrap" align="start">
        <div>
          <Text fw={600} size="sm">
            {line.title}
          </Text>
          <Text size="xs" c="dimmed">
            {onNode === undefined || line.node === "" ? (
              names.about(line)
            ) : (
              <Anchor
                component="button"
                type="button"
                size="xs"
                title="Show it on the canvas"
                onClick={() => onNode(line.node)}
              >
                {names.about(line)}
              </Anchor>
            )}
            {line.period !== "" && `, ${line.period}`}
          </Text>
        </div>
        <Text fw={600} ml="auto" className={styles["amount"] ?? ""} data-testid="explained-amount">
          {line.category === "unpriced" ? "No price" : money(line.rounded, currency)}
        </Text>
        <ActionIcon size="sm" aria-label="Close the explanation" onClick={onClose}>
          <IconX size={14} />
        </ActionIcon>
      </Group>
      <ScrollArea flex={1} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
        <Stack gap="md" p={12}>
          <Sum line={line} currency={currency} />
          <Facts line={line} names={names} />
          {readings !== null && readings.length > 0 && (
            <>
              <SegmentTimeline line={line} readings={readings} windows={windows} />
              <ReadingsTable readings={readings} />
            </>
          )}
          {readings?.length === 0 && (
            <Text size="xs" c="dimmed">
              No readings are behind it: it follows from the contract or from other lines.
            </Text>
          )}
          {readings === null && (
            <Text size="xs" c="dimmed">
              The readings behind it are with the lab. They show here while it answers.
            </Text>
          )}
        </Stack>
      </ScrollArea>
    </section>
  );
}

function Sum({ line, currency }: { readonly line: RatedLine; readonly currency: string }) {
  if (line.category === "unpriced")
    return <Text size="sm">The price book has no rule for it, so it is in no total.</Text>;
  const own = ["minimum", "cap", "credit"].includes(line.category);
  return (
    <Table fz="xs" verticalSpacing={3} horizontalSpacing={0} aria-label="The sum, step by step">
      <Table.Tbody>
        {!own &&
          sumSteps(line).map((step, at) => (
            // Steps have no name but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <Table.Tr key={at}>
              <Table.Td>{stepWords(step, currency)}</Table.Td>
              <Table.Td className={styles["amount"] ?? ""}>
                {money(step.amount, currency, EXACT)}
              </Table.Td>
            </Table.Tr>
          ))}
        <Table.Tr fw={600}>
          <Table.Td>Amount</Table.Td>
          <Table.Td className={styles["amount"] ?? ""}>{money(line.rounded, currency)}</Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </Table>
  );
}

function stepWords(step: SumStep, currency: string): string {
  switch (step.type) {
    case "product":
      return `${quantity(step.quantity)} ${step.unit} × ${money(step.unitPrice, currency, EXACT)}`;
    case "fee":
      return "Fee, whatever the quantity";
    case "other":
      return "By the kind of price, see below";
    case "discount":
      return step.title;
    case "rounding":
      return "Rounded";
  }
}

function Facts({ line, names }: { readonly line: RatedLine; readonly names: Names }): ReactElement {
  const { rule, window, band, period, billedIn, notes, instances, unused, cost } = line;
  return (
    <dl className={styles["facts"]}>
      <Fact title="Rate">
        {rule.id === "" ? "no rule of the price book" : `rule ${rule.id}`}
        {`, price book ${rule.book}, revision ${rule.revision}`}
      </Fact>
      {window !== "" && <Fact title="Rate window">{window}</Fact>}
      {band !== "" && <Fact title="Band">{band}</Fact>}
      {line.item !== "" && <Fact title="Item">{names.item(line.item)}</Fact>}
      <Fact title="Time">
        {localTime(line.start)} – {localTime(line.end)}
      </Fact>
      {billedIn !== period && <Fact title="Billed in">{billedIn}</Fact>}
      <Fact title="Due">{localTime(line.due)}</Fact>
      {instances > 1 && <Fact title="Copies">{instances}</Fact>}
      {unused && <Fact title="Shared">the part that nobody used</Fact>}
      {cost !== "" && <Fact title="Costs the lab">{quantity(cost)}</Fact>}
      {notes.length > 0 && <Fact title="Notes">{moneyWords(notes.join("; "))}</Fact>}
      {(line.estimated || line.source !== "metered" || line.class === "correction") && (
        <Fact title="Source">
          <Group gap={4} component="span">
            {line.source !== "metered" && <Mark>{line.source}</Mark>}
            {line.estimated && <Mark>partly worked out, not measured</Mark>}
            {line.class === "correction" && <Mark>correction</Mark>}
          </Group>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Mark({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <Badge component="span" size="sm" variant="light" color="gray" tt="none">
      {children}
    </Badge>
  );
}
