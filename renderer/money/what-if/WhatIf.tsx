import { Button, Group, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useDeferredValue, useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { Design } from "../../../shared/design/design.ts";
import { rateScenario, type ScenarioBase } from "../../../shared/pricing/scenario.ts";
import { useReference } from "../../store/reference.ts";
import { useActiveId } from "../../store/selectors.ts";
import type { View } from "../MoneyReview.tsx";
import type { Names } from "../names.ts";
import styles from "../Money.module.css";
import { CheapestSlot } from "./CheapestSlot.tsx";
import { addScenario, scenariosOf, useScenarios } from "./scenarios.ts";
import { ScenarioTable } from "./ScenarioTable.tsx";

interface WhatIfProps {
  readonly design: Design;
  /** The time at which all are compared. */
  readonly window: ScenarioBase["window"];
  readonly names: Names;
  /** Stands first among the tools. */
  readonly lead: ReactNode;
}

/** *What if* as a way of looking at what a design costs. */
export function whatIfView(shown: Omit<WhatIfProps, "lead">): View {
  return {
    value: "what-if",
    label: "What if",
    draw: (lead) => <WhatIf {...shown} lead={lead} />,
  };
}

/** Scenarios side by side: fewer machines, another time, another way of paying, each beside what is drawn. */
function WhatIf({ design: drawn, window, names, lead }: WhatIfProps): ReactElement {
  const document = useActiveId() ?? "";
  const scenarios = useScenarios((state) => scenariosOf(state, document));
  const { catalogue, terms } = useReference();
  // Drawing goes first.
  const design = useDeferredValue(drawn);
  const [varied, setVaried] = useState<readonly string[]>([]);
  const base = useMemo(
    (): ScenarioBase => ({ design, catalogue, terms, window }),
    [design, catalogue, terms, window],
  );
  const plain = useMemo(() => rateScenario(base), [base]);
  const results = useMemo(
    () => scenarios.map((scenario) => ({ scenario, result: rateScenario(base, scenario) })),
    [base, scenarios],
  );
  return (
    <div className={styles["lines"]}>
      <Group className={styles["tools"] ?? ""} gap="xs" wrap="nowrap">
        {lead}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => addScenario(document)}
        >
          Add a scenario
        </Button>
        <CheapestSlot base={base} document={document} />
      </Group>
      {scenarios.length === 0 ? (
        <Text size="sm" c="dimmed" p="md">
          What would it cost with three machines instead of five, at night, or in instalments? Add a
          scenario and change it: the design stays as it is until you apply one.
        </Text>
      ) : (
        <ScenarioTable
          {...{ design, document, names, plain, results, varied }}
          onVary={(node) => setVaried([...varied, node])}
        />
      )}
    </div>
  );
}
