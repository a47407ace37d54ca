import type { Driver, EnvironmentReference } from "../../electron/daemon/drivers/driver.ts";
import type { ObservedState } from "../../shared/plan/observed.ts";
import { planSteps } from "../../shared/plan/plan.ts";
import type { Step } from "../../shared/plan/step.ts";

const never = new AbortController().signal;

export async function observeNow(
  driver: Driver,
  environment: EnvironmentReference,
): Promise<ObservedState> {
  const observed = await driver.observe(environment, never);
  if (!observed.ok) throw new Error(JSON.stringify(observed.error));
  return observed.value;
}

export async function applyNow(
  driver: Driver,
  environment: EnvironmentReference,
  step: Step,
): Promise<void> {
  const applied = await driver.apply(environment, step, never);
  if (!applied.ok) throw new Error(`${step.type}: ${JSON.stringify(applied.error)}`);
}

/**
 * The reconcile loop without its patience: plans, takes the first wave, looks again, until nothing is left.
 * Returns the steps in the order they were taken.
 */
export async function converge(
  driver: Driver,
  environment: EnvironmentReference,
  take: (step: Step) => Promise<void> = (step) => applyNow(driver, environment, step),
): Promise<readonly Step[]> {
  const taken: Step[] = [];
  for (let round = 0; round < 40; round++) {
    const [wave] = planSteps(environment.desired, await observeNow(driver, environment));
    if (wave === undefined) return taken;
    for (const step of wave) {
      await take(step);
      taken.push(step);
    }
  }
  throw new Error("the environment does not converge");
}
