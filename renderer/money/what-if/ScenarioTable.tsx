import { Group, Select, Table, Text } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import type { Design } from "../../../shared/design/design.ts";
import type { Scenario, ScenarioResult } from "../../../shared/pricing/scenario.ts";
import { NumberField } from "../../calendar/form-fields.tsx";
import { InstantField } from "../../ui/InstantField.tsx";
import { localTime } from "../../ui/local-time.ts";
import { money } from "../../ui/money.ts";
import type { Names } from "../names.ts";
import { lengthWords } from "../row-words.ts";
import { PAYMENT_WAYS, wayOf } from "./payment-ways.ts";
import {
  countedNodes,
  HOUR,
  isChanged,
  isCounted,
  lasting,
  lengthOf,
  movedTo,
  paymentWords,
} from "./scenario-words.ts";
import { RepeatFields } from "./RepeatFields.tsx";
import { Difference, ScenarioHeading } from "./ScenarioHeading.tsx";
import { changeScenario } from "./scenarios.ts";
import styles from "./WhatIf.module.css";

interface ScenarioTableProps {
  readonly design: Design;
  readonly document: string;
  readonly names: Names;
  /** What is drawn. */
  readonly plain: ScenarioResult;
  readonly results: readonly { readonly scenario: Scenario; readonly result: ScenarioResult }[];
  /** Nodes that were chosen to be counted otherwise. */
  readonly varied: readonly string[];
  readonly onVary: (node: string) => void;
}

/** A column for what is drawn and one for each scenario; below what can be changed stands what comes of it. */
export function ScenarioTable(props: ScenarioTableProps): ReactElement {
  const { design, document, names, plain, results, varied, onVary } = props;
  const { currency } = plain.rated;
  const rows = countedNodes(design, results, varied);
  const set = (scenario: Scenario, changes: Partial<Scenario>): void =>
    changeScenario(document, scenario.id, changes);
  const each = (draw: (column: ScenarioTableProps["results"][number]) => ReactNode): ReactNode =>
    results.map((column) => <Table.Td key={column.scenario.id}>{draw(column)}</Table.Td>);
  return (
    // A scrolling region is reached by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles["scroll"]} role="group" aria-label="Scenarios" tabIndex={0}>
      <Table fz="xs" verticalSpacing={4} aria-label="Scenarios" className={styles["table"] ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <VaryAnother {...{ design, names, rows, onVary }} />
            </Table.Th>
            <Table.Th>As drawn</Table.Th>
            {results.map(({ scenario }) => (
              <Table.Th key={scenario.id}>
                <ScenarioHeading scenario={scenario} design={design} document={document} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th scope="row">Starts</Table.Th>
            <Table.Td>{localTime(plain.window.start)}</Table.Td>
            {each(({ scenario, result }) => (
              <InstantField
                size="xs"
                label={`Start of ${scenario.name}`}
                hidesLabel
                data-changed={scenario.window !== null || undefined}
                instant={Date.parse(result.window.start)}
                enter={(start) => {
                  if (start !== null) set(scenario, { window: movedTo(result.window, start) });
                }}
              />
            ))}
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row">Lasts, in hours</Table.Th>
            <Table.Td>{lengthWords(lengthOf(plain))}</Table.Td>
            {each(({ scenario, result }) => (
              <NumberField
                size="xs"
                aria-label={`Hours of ${scenario.name}`}
                data-changed={lengthOf(result) !== lengthOf(plain) || undefined}
                min={1}
                max={8784}
                value={Math.round(lengthOf(result) / HOUR)}
                write={(hours) => set(scenario, { window: lasting(result.window, hours) })}
              />
            ))}
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row">Repeats</Table.Th>
            <Table.Td>Once</Table.Td>
            {each(({ scenario }) => (
              <RepeatFields scenario={scenario} onChange={(repeat) => set(scenario, { repeat })} />
            ))}
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row">Paid</Table.Th>
            <Table.Td>As agreed</Table.Td>
            {each(({ scenario }) => (
              <Select
                size="xs"
                aria-label={`How ${scenario.name} is paid`}
                data-changed={scenario.collection !== null || undefined}
                allowDeselect={false}
                value={wayOf(scenario.collection)}
                data={PAYMENT_WAYS.map(({ id, title }) => ({ value: id, label: title }))}
                onChange={(id) => {
                  const way = PAYMENT_WAYS.find((one) => one.id === id);
                  if (way !== undefined) set(scenario, { collection: way.collection });
                }}
              />
            ))}
          </Table.Tr>
          {rows.map((node) => (
            <Table.Tr key={node}>
              <Table.Th scope="row">{names.node(node)}</Table.Th>
              <Table.Td>
                {design.nodes[node]?.count} ×, {money(plain.perNode.get(node) ?? "0", currency)}
              </Table.Td>
              {each(({ scenario, result }) => (
                <Group gap={6} wrap="nowrap">
                  <NumberField
                    size="xs"
                    w={90}
                    aria-label={`${names.node(node)} in ${scenario.name}`}
                    data-changed={isChanged(scenario, design, node) || undefined}
                    min={1}
                    max={1000}
                    value={scenario.counts[node] ?? design.nodes[node]?.count ?? 1}
                    write={(count) =>
                      set(scenario, { counts: { ...scenario.counts, [node]: count } })
                    }
                  />
                  <Text size="xs" className={styles["nowrap"] ?? ""}>
                    {money(result.perNode.get(node) ?? "0", currency)}
                  </Text>
                </Group>
              ))}
            </Table.Tr>
          ))}
          <Table.Tr className={styles["total"] ?? ""}>
            <Table.Th scope="row">Total</Table.Th>
            <Table.Td>{money(plain.rated.totals.gross, currency)}</Table.Td>
            {each(({ result }) => (
              <>
                {money(result.rated.totals.gross, currency)}{" "}
                <Difference
                  amount={result.rated.totals.gross}
                  than={plain.rated.totals.gross}
                  currency={currency}
                />
              </>
            ))}
          </Table.Tr>
          <Table.Tr>
            <Table.Th scope="row">Payments</Table.Th>
            <Table.Td>{paymentWords(plain, currency)}</Table.Td>
            {each(({ result }) => paymentWords(result, currency))}
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  );
}

function VaryAnother(props: {
  readonly design: Design;
  readonly names: Names;
  readonly rows: readonly string[];
  readonly onVary: (node: string) => void;
}): ReactElement {
  const { design, names, rows, onVary } = props;
  const others = Object.keys(design.nodes).filter(
    (id) => !rows.includes(id) && isCounted(design, id),
  );
  if (others.length === 0) return <>What if</>;
  return (
    <Select
      size="xs"
      aria-label="Vary the count of another node"
      placeholder="Vary another node"
      searchable
      value={null}
      data={others.map((id) => ({ value: id, label: names.node(id) }))}
      onChange={(id) => {
        if (id !== null) onVary(id);
      }}
    />
  );
}
