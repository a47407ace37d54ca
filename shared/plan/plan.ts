import type { DesiredInstance, DesiredState } from "./desired.ts";
import type { ObservedInstance, ObservedState } from "./observed.ts";
import { isSameMaking, remainingWork, type RemainingWork } from "./remaining.ts";
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
  const seen = new Map(observed.instances.map((instance) => [instance.id, instance]));
  const gone = addInstanceRemovals(desired, observed, root, add);
  const resources = addResources(desired, observed, root, add);
  const changed = addInstances(desired, seen, root, resources, gone, add);
  // Which network an unwanted machine hangs on is not observed, so all such machines go first.
  addResourceRemovals(desired, observed, [...root, ...gone.values(), ...changed], add);
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

/** Machines that are there and no longer wanted, or have to be made anew; the step of each, by id. */
function addInstanceRemovals(
  desired: DesiredState,
  observed: ObservedState,
  root: readonly Planned[],
  add: Add,
): ReadonlyMap<string, Planned> {
  const wanted = new Map(desired.instances.map((instance) => [instance.id, instance]));
  const gone = new Map<string, Planned>();
  for (const there of observed.instances) {
    const instance = wanted.get(there.id);
    if (instance === undefined || !isSameMaking(instance, there))
      gone.set(there.id, add({ type: "remove-instance", id: there.id }, root));
  }
  return gone;
}

/** Volumes and networks that are there and no longer wanted. */
function addResourceRemovals(
  desired: DesiredState,
  observed: ObservedState,
  after: readonly Planned[],
  add: Add,
): void {
  const wanted = new Set([...desired.volumes, ...desired.networks].map(({ id }) => id));
  for (const id of observed.volumes) if (!wanted.has(id)) add({ type: "remove-volume", id }, after);
  for (const id of observed.networks)
    if (!wanted.has(id)) add({ type: "remove-network", id }, after);
}

/** Networks and volumes to be made or made larger, by id. */
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
    else if (observed.smallVolumes?.includes(volume.id) === true)
      made.set(volume.id, add({ type: "change-volume", volume }, root));
  return made;
}

/** What every machine needs; gives the steps that take machines off what they hang on. */
function addInstances(
  desired: DesiredState,
  seen: ReadonlyMap<string, ObservedInstance>,
  root: readonly Planned[],
  resources: ReadonlyMap<string, Planned>,
  gone: ReadonlyMap<string, Planned>,
  add: Add,
): readonly Planned[] {
  const installs: (() => void)[] = [];
  const gateways: Planned[] = [];
  const changed: Planned[] = [];
  for (const instance of desired.instances) {
    const made = [...instance.interfaces.map(({ network }) => network), ...instance.volumes]
      .map((id) => resources.get(id))
      .concat(gone.get(instance.id))
      .filter((step) => step !== undefined);
    const work = remainingWork(instance, seen.get(instance.id));
    const boot = addBoot(instance, work.boot, [...root, ...made], add);
    changed.push(...boot.filter(({ step }) => step.type === "change-instance"));
    const configured = boot.slice(-1);
    if (instance.forwards) gateways.push(...configured);
    installs.push(() => addApplications(instance, work, [...configured, ...gateways], add));
  }
  // Install scripts may fetch from outside, so every way there is set up before the first of them.
  for (const addInstalls of installs) addInstalls();
  return changed;
}

/** One after another. */
function addBoot(
  instance: DesiredInstance,
  boot: RemainingWork["boot"],
  needs: readonly Planned[],
  add: Add,
): readonly Planned[] {
  const steps: Planned[] = [];
  for (const type of boot) {
    const last = steps.at(-1);
    steps.push(add({ type, instance }, last === undefined ? needs : [last]));
  }
  return steps;
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
