import { Button, Group, NumberInput, SimpleGrid, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { sameJson } from "../../shared/design/same-json.ts";
import type { Result } from "../../shared/base/result.ts";
import type { PlacementWeights, Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { ask, putPool } from "../live/actions.ts";
import { SendForm } from "../ui/SendForm.tsx";
import { WEIGHTS, WISHES } from "./weights.ts";

type Typed = Readonly<Record<keyof PlacementWeights, number | string>>;

/** What the lab admin wants placements to be like: each wish with what it is worth. */
export function WeightsForm(props: {
  readonly pool: Pool;
  readonly onDone: () => void;
}): ReactElement {
  const { pool, onDone } = props;
  const [typed, setTyped] = useState<Typed>(pool.resources.weights);
  const missing = WEIGHTS.some(({ id }) => typed[id] === "");
  async function save(): Promise<Result<unknown>> {
    const weights = numbersOf(typed);
    const weighed = await ask((client) => client.pools.weigh({ id: pool.id, weights }));
    if (!weighed.ok) return weighed;
    putPool(weighed.value);
    say("The next placements are weighed so. What is placed stays where it is.");
    return weighed;
  }
  return (
    <SendForm button="Save" send={save} onClose={onDone} disabled={missing}>
      <Text size="sm">
        Of all ways to place a design the lab takes the one with the lowest sum. A weight of 0
        leaves a wish out.
      </Text>
      <Group gap="xs" role="group" aria-label="Weights for">
        {WISHES.map(({ label, weights }) => (
          <Button
            key={label}
            size="compact-sm"
            variant={sameJson(numbersOf(typed), weights) ? "light" : "default"}
            aria-pressed={sameJson(numbersOf(typed), weights)}
            onClick={() => setTyped(weights)}
          >
            {label}
          </Button>
        ))}
      </Group>
      <SimpleGrid cols={2} spacing="sm">
        {WEIGHTS.map(({ id, label, says }) => (
          <NumberInput
            key={id}
            label={label}
            description={says}
            inputWrapperOrder={["label", "input", "description", "error"]}
            min={0}
            step={0.1}
            decimalScale={3}
            value={typed[id]}
            error={typed[id] === "" ? "Give it a number" : null}
            onChange={(value) => setTyped((known) => ({ ...known, [id]: value }))}
          />
        ))}
      </SimpleGrid>
    </SendForm>
  );
}

function numbersOf(typed: Typed): PlacementWeights {
  const { trunks, hosts, wholeHosts, cost, spread } = typed;
  return {
    trunks: Number(trunks),
    hosts: Number(hosts),
    wholeHosts: Number(wholeHosts),
    cost: Number(cost),
    spread: Number(spread),
  };
}
