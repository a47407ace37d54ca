import {
  Button,
  Chip,
  Collapse,
  Group,
  ScrollArea,
  Text,
  TextInput,
  UnstyledButton,
} from "@mantine/core";
import {
  IconAlertTriangleFilled,
  IconCircleCheck,
  IconCircleXFilled,
  IconInfoCircleFilled,
  IconSearch,
  IconWand,
} from "@tabler/icons-react";
import { useState, type ReactElement } from "react";
import { problemText } from "../../../shared/constraints/problem-text.ts";
import type { Problem, Severity } from "../../../shared/constraints/rule.ts";
import { RULES } from "../../../shared/constraints/rules/index.ts";
import type { Design } from "../../../shared/design/design.ts";
import { flowId } from "../../canvas/flow.ts";
import { fitTo } from "../../canvas/viewport.ts";
import { SEVERITIES, useAnalysis } from "../../store/analysis.ts";
import { edit, select } from "../../store/documents.ts";
import { elementKey } from "../../store/elements.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useReadOnly } from "../../store/selectors.ts";
import styles from "./ProblemsPanel.module.css";

const EXPLANATIONS = new Map<string, string>(RULES.map((rule) => [rule.code, rule.explanation]));

const PICTURES = {
  error: IconCircleXFilled,
  warning: IconAlertTriangleFilled,
  info: IconInfoCircleFilled,
} satisfies Record<Severity, unknown>;

const WORDS = { error: "Errors", warning: "Warnings", info: "Hints" } satisfies Record<
  Severity,
  string
>;

/** Rendering more rows than anyone reads would be felt on every edit. */
const MOST_ROWS = 200;

/** Everything wrong with the design, worst first. A click jumps there, a button mends it where it can. */
export function ProblemsPanel(): ReactElement {
  const problems = useAnalysis((analysis) => analysis.problems);
  const design = useAnalysis((analysis) => analysis.design);
  const [shown, setShown] = useState<string[]>([...SEVERITIES]);
  const [query, setQuery] = useState("");
  if (design === null) return <div />;
  if (Object.keys(design.nodes).length === 0)
    return (
      <EmptyState icon={IconCircleCheck} title="Nothing to check yet">
        Whatever is wrong with the drawing will stand here, with a way to mend it.
      </EmptyState>
    );
  const rows = SEVERITIES.flatMap((severity) =>
    shown.includes(severity) ? problems.filter((problem) => problem.severity === severity) : [],
  ).map((problem) => ({ problem, text: problemText(problem, design) }));
  const found = rows.filter(({ text }) => text.toLowerCase().includes(query.toLowerCase()));
  return (
    <div className={styles["panel"]}>
      <Group gap={8} px={12} py={6}>
        <Chip.Group multiple value={shown} onChange={setShown}>
          {SEVERITIES.map((severity) => (
            <Chip key={severity} value={severity} size="xs" variant="light">
              {WORDS[severity]} {problems.filter((problem) => problem.severity === severity).length}
            </Chip>
          ))}
        </Chip.Group>
        <TextInput
          size="xs"
          ml="auto"
          aria-label="Filter problems"
          placeholder="Filter"
          leftSection={<IconSearch size={13} />}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
          }}
        />
      </Group>
      <ScrollArea flex={1} type="auto" scrollbarSize={8}>
        {problems.length === 0 ? (
          <Text className={styles["none"]} size="sm">
            <IconCircleCheck size={18} /> No problems: this design can be sent to the lab.
          </Text>
        ) : (
          <ul className={styles["list"]} aria-label="Problems">
            {found.slice(0, MOST_ROWS).map(({ problem, text }) => (
              <Row key={keyOf(problem)} problem={problem} design={design} text={text} />
            ))}
          </ul>
        )}
        {found.length > MOST_ROWS && (
          <Text size="xs" c="dimmed" p={12}>
            The first {MOST_ROWS} of {found.length}; filter to see others.
          </Text>
        )}
      </ScrollArea>
    </div>
  );
}

function keyOf(problem: Problem): string {
  const elements = problem.elements.map(({ type, id }) => `${type}:${id}`).join();
  return `${problem.code}/${elements}/${problem.property ?? ""}/${JSON.stringify(problem.parameters)}`;
}

interface RowProps {
  readonly problem: Problem;
  readonly design: Design;
  readonly text: string;
}

function Row({ problem, design, text }: RowProps): ReactElement {
  const [why, setWhy] = useState(false);
  const readOnly = useReadOnly();
  const Picture = PICTURES[problem.severity];
  const { fix } = problem;
  return (
    <li className={styles["row"]} data-severity={problem.severity} data-code={problem.code}>
      <Picture size={16} className={styles["picture"]} aria-label={problem.severity} role="img" />
      <div className={styles["body"]}>
        <UnstyledButton
          className={styles["what"]}
          onClick={() => {
            jumpTo(problem, design);
          }}
        >
          {text}
        </UnstyledButton>
        <Collapse expanded={why}>
          <Text size="xs" c="dimmed" py={4}>
            {EXPLANATIONS.get(problem.code)} <code>{problem.code}</code>
          </Text>
        </Collapse>
      </div>
      {fix !== undefined && !readOnly && (
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconWand size={13} />}
          onClick={() => {
            edit(fix.title, fix.edits);
          }}
        >
          {fix.title}
        </Button>
      )}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-expanded={why}
        onClick={() => {
          setWhy(!why);
        }}
      >
        Why?
      </Button>
    </li>
  );
}

/** Selects what a problem concerns and brings it into view. */
function jumpTo(problem: Problem, design: Design): void {
  const elements = problem.elements.filter(({ type }) => type !== "design");
  if (elements.length === 0) return;
  select(new Set(elements.map(({ type, id }) => elementKey(type, id))));
  fitTo(
    elements.flatMap(({ type, id }) => {
      if (type !== "link") return type === "design" ? [] : [flowId(type, id)];
      const link = design.links[id];
      return link === undefined ? [] : [link.from.node, link.to.node];
    }),
  );
}
