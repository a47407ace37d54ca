import { Button, Group, Table, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { problemFacts, type Fact } from "../../../shared/constraints/problem-facts.ts";
import { elementName } from "../../../shared/constraints/problem-text.ts";
import { ruleWords } from "../../../shared/constraints/rule-words.ts";
import type { Problem } from "../../../shared/constraints/rule.ts";
import type { Design } from "../../../shared/design/design.ts";
import { jumpToElements } from "./jumping.ts";
import { showRule } from "./rule-shown.ts";
import styles from "./ProblemsPanel.module.css";

/** How many of the elements are named one by one. */
const MOST_ELEMENTS = 12;

interface WhyProps {
  readonly problem: Problem;
  readonly design: Design;
}

/** Why this is a problem: the rule's reason, the numbers of this very case, and what it concerns. */
export function Why({ problem, design }: WhyProps): ReactElement {
  const facts = problemFacts(problem);
  return (
    <div className={styles["why"]} role="note" aria-label="Why this is a problem">
      <Text size="xs">{ruleWords(problem.code)?.explanation}</Text>
      {facts.length > 0 && <Numbers facts={facts} />}
      <Group gap={4}>
        <Concerned problem={problem} design={design} />
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            showRule(problem.code);
          }}
        >
          About this rule
        </Button>
      </Group>
    </div>
  );
}

function Numbers({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <Table className={styles["numbers"] ?? ""} verticalSpacing={1} fz="xs" withRowBorders={false}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th>There is</Table.Th>
          <Table.Th>Needed</Table.Th>
          <Table.Th>Difference</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {facts.map(({ what, have, need, apart }) => (
          <Table.Tr key={what}>
            <Table.Th scope="row" fw={400}>
              {what}
            </Table.Th>
            <Table.Td>{have}</Table.Td>
            <Table.Td>{need}</Table.Td>
            <Table.Td>{apart ?? "–"}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Concerned({ problem: { elements }, design }: WhyProps): ReactElement {
  const named = elements.filter(({ type }) => type !== "design");
  return (
    <>
      {named.slice(0, MOST_ELEMENTS).map((element) => (
        <Button
          key={`${element.type} ${element.id}`}
          size="compact-xs"
          variant="default"
          onClick={() => {
            jumpToElements([element]);
          }}
        >
          {elementName(element, design)}
        </Button>
      ))}
      {named.length > MOST_ELEMENTS && (
        <Text size="xs" c="dimmed">
          and {named.length - MOST_ELEMENTS} more
        </Text>
      )}
    </>
  );
}
