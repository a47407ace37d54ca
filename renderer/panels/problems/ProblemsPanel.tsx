import { Button, ScrollArea, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useDeferredValue, type ReactElement } from "react";
import type { Problem } from "../../../shared/constraints/rule.ts";
import type { Design } from "../../../shared/design/design.ts";
import { entryCount } from "../../../shared/design/large-record.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { activeDocument, useDocuments } from "../../store/documents.ts";
import { NOTHING_SELECTED } from "../../store/elements.ts";
import { useProblems } from "../../store/problems.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { EVERYTHING, filterProblems, problemKey } from "./filter.ts";
import { alike } from "./fixing.ts";
import { MOST_ROWS, useLooking } from "./jumping.ts";
import { ProblemFilters } from "./ProblemFilters.tsx";
import { ProblemRow } from "./ProblemRow.tsx";
import styles from "./ProblemsPanel.module.css";

/** Everything wrong with the design, worst first. A click jumps there, a button mends it where it can. */
export function ProblemsPanel(): ReactElement {
  // Rendered in the time that is left: whoever draws must not wait for rows.
  const problems = useDeferredValue(useProblems());
  const design = useDeferredValue(useAnalysis((analysis) => analysis.design));
  if (design === null) return <div />;
  if (entryCount(design.nodes) === 0)
    return (
      <EmptyState icon={IconCircleCheck} title="Nothing to check yet">
        Whatever is wrong with the drawing will stand here, with a way to mend it.
      </EmptyState>
    );
  return (
    <div className={styles["panel"]}>
      <ProblemFilters problems={problems} />
      <ScrollArea flex={1} type="auto" scrollbarSize={8}>
        {problems.length === 0 ? (
          <Text className={styles["none"]} size="sm">
            <IconCircleCheck size={18} /> No problems: this design can be sent to the lab.
          </Text>
        ) : (
          <Rows problems={problems} design={design} />
        )}
      </ScrollArea>
    </div>
  );
}

interface RowsProps {
  readonly problems: readonly Problem[];
  readonly design: Design;
}

function Rows({ problems, design }: RowsProps): ReactElement {
  const filter = useLooking((looking) => looking.filter);
  const current = useLooking((looking) => looking.current);
  const selection = useDocuments(() =>
    filter.onlySelection ? activeDocument()?.selection : undefined,
  );
  const found = filterProblems(problems, filter, design, selection ?? NOTHING_SELECTED);
  if (found.length === 0) return <NothingFound all={problems.length} />;
  return (
    <>
      <ul className={styles["list"]} aria-label="Problems">
        {found.slice(0, MOST_ROWS).map((problem) => {
          const key = problemKey(problem);
          return (
            <ProblemRow
              key={key}
              problem={problem}
              design={design}
              isCurrent={key === current}
              alike={problem.fix === undefined ? 0 : alike(problem, problems).length}
            />
          );
        })}
      </ul>
      {found.length > MOST_ROWS && (
        <Text size="xs" c="dimmed" p={12}>
          The first {MOST_ROWS} of {found.length}; filter to see others.
        </Text>
      )}
    </>
  );
}

function NothingFound({ all }: { readonly all: number }): ReactElement {
  return (
    <Text size="sm" c="dimmed" p={16}>
      None of the {all} {all === 1 ? "problem" : "problems"} is listed with these filters.{" "}
      <Button
        size="compact-xs"
        variant="light"
        onClick={() => {
          useLooking.setState({ filter: EVERYTHING });
        }}
      >
        Show all
      </Button>
    </Text>
  );
}
