import { simulatedResources } from "../../electron/daemon/drivers/simulated/resources.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { exampleDesigns } from "../../shared/design/examples.ts";
import { place } from "../../shared/placement/place.ts";
import { desiredState } from "../../shared/plan/desired-state.ts";
import { planSteps } from "../../shared/plan/plan.ts";
import { poolOf } from "../support/pools.ts";
import { timeOf, type BenchResult } from "./measure.ts";

/** What the daemon works out when example 3 is sent, and at each pass of its loop. */
export async function bench(): Promise<BenchResult> {
  const catalogue = starterCatalogue();
  const { design } = exampleDesigns().find(({ id }) => id === "web-site-simulator") ?? {};
  if (design === undefined) throw new Error("example 3 is missing");
  const pool = poolOf(simulatedResources(60, () => false));
  const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
  const placed = place({ design, catalogue, pool, window, held: [] });
  if (!placed.ok) throw new Error(JSON.stringify(placed.error));
  const request = { design, catalogue, placement: placed.value, managementId: "0".repeat(32) };
  const desired = desiredState(request);
  if (!desired.ok) throw new Error(JSON.stringify(desired.error));
  const nothing = { present: false, networks: [], volumes: [], instances: [] };
  const steps = planSteps(desired.value, nothing).flat().length;
  return {
    name: "Plan",
    rows: [
      await timeOf("desired state of example 3", () => desiredState(request)),
      {
        ...(await timeOf("plan of all of it", () => planSteps(desired.value, nothing))),
        note: `${steps} steps`,
      },
    ],
  };
}
