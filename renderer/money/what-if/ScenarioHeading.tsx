import { ActionIcon, Button, Group, Text, TextInput, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { Decimal } from "../../../shared/base/money.ts";
import type { Design } from "../../../shared/design/design.ts";
import { scenarioEdits, type Scenario } from "../../../shared/pricing/scenario.ts";
import { money } from "../../ui/money.ts";
import { applyScenario, changeScenario, removeScenario } from "./scenarios.ts";

/** A scenario's name, and what can be done with it as a whole. */
export function ScenarioHeading(props: {
  readonly scenario: Scenario;
  readonly design: Design;
  readonly document: string;
}): ReactElement {
  const { scenario, design, document } = props;
  const changes = scenarioEdits(design, scenario).length;
  return (
    <Group gap={4} wrap="nowrap">
      <TextInput
        size="xs"
        aria-label="Name of the scenario"
        value={scenario.name}
        onChange={(event) =>
          changeScenario(document, scenario.id, { name: event.currentTarget.value })
        }
      />
      <Tooltip
        label={
          changes === 0 ? "The design has these counts already" : "Gives the design these counts"
        }
      >
        <Button
          size="compact-xs"
          flex="none"
          variant="light"
          data-disabled={changes === 0 || undefined}
          aria-disabled={changes === 0}
          aria-label={`Apply ${scenario.name} to the design`}
          onClick={() => applyScenario(scenario)}
        >
          Apply
        </Button>
      </Tooltip>
      <ActionIcon
        size="sm"
        aria-label={`Remove ${scenario.name}`}
        onClick={() => removeScenario(document, scenario.id)}
      >
        <IconTrash size={14} />
      </ActionIcon>
    </Group>
  );
}

/** How much less or more something costs; nothing where it is the same. */
export function Difference(props: {
  readonly amount: string;
  readonly than: string;
  readonly currency: string;
}): ReactElement | null {
  const difference = new Decimal(props.amount).minus(props.than);
  if (difference.isZero()) return null;
  const less = difference.isNegative();
  return (
    <Text
      span
      size="xs"
      fw={600}
      data-testid="scenario-difference"
      c={less ? "var(--good)" : "var(--bad)"}
    >
      {less ? "" : "+"}
      {money(difference.toFixed(), props.currency)}
    </Text>
  );
}
