import type { DesiredInstance, DesiredState } from "./desired.ts";
import type { ObservedInstance, ObservedState } from "./observed.ts";
import { remainingWork, type RemainingWork } from "./remaining.ts";
import type { Step } from "./step.ts";

/** A step and the steps of the same plan that must have taken effect before it. */
interface Planned {
  readonly step: Step;
  readonly after: readonly Planned[];
}

/**
 * The way from what is observed to what is desired. All steps of a wave may run at once; a wave needs the
 * ones before it. A step stands in the earliest wave it can, so whoever runs only the first wave and plans
 * again is held up by nothing but what a step really needs. Nothing to do gives no waves.
 */
export function planSteps(
  desired: DesiredState,
  observed: ObservedState,
): readonly (readonly Step[])[] {
  const steps: Planned[] = [];
  const add = (step: Step, after: readonly Planned[]): Planned => {
    const planned = { step, after };
    steps.push(planned);
    return planned;
  };
  const root = observed.present ? [] : [add({ type: "create-environment" }, [])];
  addRemovals(desired, observed, root, add);
  const resources = addResources(desired, observed, root, add);
  const seen = new Map(observed.instances.map((instance) => [instance.id, instance]));
  addInstances(desired, seen, root, resources, add);
  return toWaves(steps);
}

/** Everything of an environment goes: machines first, then what they hang on, the container last. */
export function teardownSteps(observed: ObservedState): readonly (readonly Step[])[] {
  const { present, instances, volumes, networks } = observed;
  if (!present && instances.length + volumes.length + networks.length === 0) return [];
  const waves: Step[][] = [
    instances.map(({ id }) => ({ type: "remove-instance", id })),
    [
      ...volumes.map((id) => ({ type: "remove-volume", id }) as const),
      ...networks.map((id) => ({ type: "remove-network", id }) as const),
    ],
    [{ type: "remove-environment" }],
  ];
  return waves.filter((wave) => wave.length > 0);
}

type Add = (step: Step, after: readonly Planned[]) => Planned;

/** What is there and no longer wanted. */
function addRemovals(
  desired: DesiredState,
  observed: ObservedState,
  root: readonly Planned[],
  add: Add,
): void {
  const wanted = new Set(
    [...desired.instances, ...desired.volumes, ...desired.networks].map(({ id }) => id),
  );
  const instances = observed.instances
    .filter(({ id }) => !wanted.has(id))
    .map(({ id }) => add({ type: "remove-instance", id }, root));
  // Which network an unwanted machine hangs on is not observed, so all such machines go first.
  const after = [...root, ...instances];
  for (const id of observed.volumes) if (!wanted.has(id)) add({ type: "remove-volume", id }, after);
  for (const id of observed.networks)
    if (!wanted.has(id)) add({ type: "remove-network", id }, after);
}

/** Networks and volumes to be made, by id. */
function addResources(
  desired: DesiredState,
  observed: ObservedState,
  root: readonly Planned[],
  add: Add,
): ReadonlyMap<string, Planned> {
  const made = new Map<string, Planned>();
  for (const network of desired.networks)
    if (!observed.networks.includes(network.id))
      made.set(network.id, add({ type: "create-network", network }, root));
  for (const volume of desired.volumes)
    if (!observed.volumes.includes(volume.id))
      made.set(volume.id, add({ type: "create-volume", volume }, root));
  return made;
}

function addInstances(
  desired: DesiredState,
  seen: ReadonlyMap<string, ObservedInstance>,
  root: readonly Planned[],
  resources: ReadonlyMap<string, Planned>,
  add: Add,
): void {
  const installs: (() => void)[] = [];
  const gateways: Planned[] = [];
  for (const instance of desired.instances) {
    const made = [...instance.interfaces.map(({ network }) => network), ...instance.volumes]
      .map((id) => resources.get(id))
      .filter((step) => step !== undefined);
    const work = remainingWork(instance, seen.get(instance.id));
    const configured = addBoot(instance, work.boot, [...root, ...made], add);
    if (instance.forwards) gateways.push(...configured);
    installs.push(() => addApplications(instance, work, [...configured, ...gateways], add));
  }
  // Install scripts may fetch from outside, so every way there is set up before the first of them.
  for (const addInstalls of installs) addInstalls();
}

function addBoot(
  instance: DesiredInstance,
  boot: RemainingWork["boot"],
  needs: readonly Planned[],
  add: Add,
): readonly Planned[] {
  let last = needs;
  for (const type of boot) last = [add({ type, instance }, last)];
  return boot.length === 0 ? [] : last;
}

/** One after another: two package managers in one machine would lock each other out. */
function addApplications(
  instance: DesiredInstance,
  work: RemainingWork,
  needs: readonly Planned[],
  add: Add,
): void {
  let last = needs;
  for (const application of work.install)
    last = [add({ type: "install-application", instance, application }, last)];
  for (const application of work.start)
    last = [add({ type: "start-application", instance, application }, last)];
}

/** Steps are listed after what they need, so one pass finds the earliest wave of each. */
function toWaves(steps: readonly Planned[]): readonly (readonly Step[])[] {
  const waveOf = new Map<Planned, number>();
  const waves: Step[][] = [];
  for (const planned of steps) {
    const wave = planned.after.reduce(
      (latest, one) => Math.max(latest, 1 + (waveOf.get(one) ?? 0)),
      0,
    );
    waveOf.set(planned, wave);
    (waves[wave] ??= []).push(planned.step);
  }
  return waves;
}
