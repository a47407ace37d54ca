import { Button, Group, NumberInput, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState, type ReactElement } from "react";
import { sameJson } from "../../shared/design/same-json.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { PlacementWeights, Pool } from "../../shared/pool/pool.ts";
import { say } from "../commands/notify.ts";
import { ask, putPool } from "../live/actions.ts";
import { FaultAlert } from "../live/FaultAlert.tsx";
import { WEIGHTS, WISHES } from "./weights.ts";

type Typed = Readonly<Record<keyof PlacementWeights, number | string>>;

/** What the lab admin wants placements to be like: each wish with what it is worth. */
export function WeightsForm(props: {
  readonly pool: Pool;
  readonly onDone: () => void;
}): ReactElement {
  const { pool, onDone } = props;
  const [typed, setTyped] = useState<Typed>(pool.resources.weights);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const missing = WEIGHTS.some(({ id }) => typed[id] === "");
  async function save(): Promise<void> {
    if (busy || missing) return;
    setBusy(true);
    const weights = numbersOf(typed);
    const weighed = await ask((client) => client.pools.weigh({ id: pool.id, weights }));
    setBusy(false);
    if (!weighed.ok) return setFault(weighed.error);
    putPool(weighed.value);
    say("The next placements are weighed so. What is placed stays where it is.");
    onDone();
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
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
        {fault !== null && <FaultAlert fault={fault} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={missing}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
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
