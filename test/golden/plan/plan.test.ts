import { expect, test } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../../shared/design/examples.ts";
import { place } from "../../../shared/placement/place.ts";
import { checkPlacement } from "../../../shared/placement/check/check-placement.ts";
import { desiredStateSchema } from "../../../shared/plan/desired.ts";
import { desiredState } from "../../../shared/plan/desired-state.ts";
import { planSteps } from "../../../shared/plan/plan.ts";
import type { Step } from "../../../shared/plan/step.ts";
import { poolOf, rackedPool } from "../../support/pools.ts";

const catalogue = starterCatalogue();
const pool = poolOf({
  ...rackedPool(5, 16).resources,
  seats: catalogue.data.licenceProducts.map(({ id }) => ({ product: id, seats: 1000 })),
  outsideAddresses: ["192.0.2.10", "192.0.2.11"],
});
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const nothing = { present: false, networks: [], volumes: [], instances: [] };

function nameOf(step: Step): string {
  if ("application" in step) return `${step.type} ${step.application} on ${step.instance.id}`;
  if ("instance" in step) return `${step.type} ${step.instance.id}`;
  if ("network" in step) return `${step.type} ${step.network.id}`;
  if ("volume" in step) return `${step.type} ${step.volume.id}`;
  return "id" in step ? `${step.type} ${step.id}` : step.type;
}

test.each(exampleDesigns())("$id is placed, described and planned", async ({ id, design }) => {
  const request = { design, catalogue, pool, window, held: [] };
  const placed = place(request);
  if (!placed.ok) throw new Error(JSON.stringify(placed.error));
  expect(checkPlacement(request, placed.value)).toEqual([]);

  const made = desiredState({ ...request, placement: placed.value, managementId: "a".repeat(32) });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  expect(desiredStateSchema.parse(made.value)).toEqual(made.value);
  const hostnames = made.value.instances.map(({ hostname }) => hostname);
  const macs = made.value.instances.flatMap(({ interfaces }) => interfaces.map(({ mac }) => mac));
  expect(new Set(hostnames).size).toBe(hostnames.length);
  expect(new Set(macs).size).toBe(macs.length);

  // Example 3 has 216 machines; their description would be no pleasure to review.
  if (made.value.instances.length > 20) return;
  const waves = planSteps(made.value, nothing).map((wave) => wave.map(nameOf));
  const text = `${JSON.stringify({ desired: made.value, waves }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(`${id}.json`);
});
