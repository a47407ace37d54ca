import type { Clock } from "../../../../shared/base/clock.ts";
import { fault } from "../../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../../shared/base/result.ts";
import type {
  DesiredInstance,
  DesiredState,
  DesiredVolume,
} from "../../../../shared/plan/desired.ts";
import type { Step } from "../../../../shared/plan/step.ts";
import type { LabItem } from "./journal.ts";
import type { Lab, NewItem } from "./lab.ts";
import { isConfigured, machineShape, toldOf, volumeShape } from "./shape.ts";
import type { Latency } from "./latency.ts";

/** What one step works with. */
export interface StepContext {
  readonly lab: Lab;
  readonly clock: Clock;
  readonly latency: Latency;
  readonly managementId: string;
  readonly desired: DesiredState;
  readonly slowBoot: boolean;
  readonly signal: AbortSignal;
}

/** Slow boot is so many times slower. */
const SLOW_BOOT = 8;

/** Orders what the step needs, unless that was ordered before, and waits until it is in place. */
export async function applyStep(context: StepContext, step: Step): Promise<Result<void>> {
  const { managementId, lab } = context;
  switch (step.type) {
    case "create-environment":
      return create(context, step.type, { type: "environment", managementId, id: "" });
    case "create-network":
      return create(context, step.type, { type: "network", managementId, id: step.network.id });
    case "create-volume":
      return create(context, step.type, {
        type: "volume",
        managementId,
        id: step.volume.id,
        shape: volumeShape(step.volume),
      });
    case "change-volume":
      return changeVolume(context, step.volume);
    case "create-instance": {
      const { id, host, memoryMiB, cores, generation = 1 } = step.instance;
      const shape = machineShape(step.instance);
      const visited = isVisited(step.instance, context.desired);
      const made = { host, memoryMiB, cores, generation, shape, visited };
      return create(context, step.type, { type: "instance", managementId, id, ...made });
    }
    case "change-instance":
    case "start-instance":
    case "stop-instance":
    case "configure-instance":
    case "install-application":
    case "start-application":
      return changeInstance(context, step);
    case "remove-instance":
      return remove(context, lab.find(managementId, "instance", step.id), step.type);
    case "remove-volume":
      return remove(context, lab.find(managementId, "volume", step.id), step.type);
    case "remove-network":
      return remove(context, lab.find(managementId, "network", step.id), step.type);
    case "remove-environment":
      return remove(context, lab.find(managementId), step.type);
  }
}

/** In the simulation, people outside use whatever has an interface to the outside. */
function isVisited({ interfaces }: DesiredInstance, { networks }: DesiredState): boolean {
  const isOutside = (id: string): boolean =>
    networks.some((network) => network.id === id && network.type === "outside");
  return interfaces.some(({ network }) => isOutside(network));
}

async function create(
  context: StepContext,
  work: "create-environment" | "create-network" | "create-volume" | "create-instance",
  item: NewItem,
): Promise<Result<void>> {
  const { lab, latency } = context;
  // One that an earlier daemon ordered is waited for instead of made again.
  const [known] = lab.find(item.managementId, item.type, item.id);
  const made = known === undefined ? lab.create(item, latency(work, thing(item))) : ok(known);
  if (!made.ok) return made;
  await until(context, made.value.readyAt);
  return ok(undefined);
}

type InstanceStep = Extract<Step, { readonly instance: DesiredInstance }>;

async function changeInstance(context: StepContext, step: InstanceStep): Promise<Result<void>> {
  const { lab, managementId } = context;
  const { id } = step.instance;
  const [item] = lab.find(managementId, "instance", id);
  if (item === undefined)
    return err(fault("node-not-running", { node: step.instance.hostname, state: "missing" }));
  if (lab.isDead(item.host)) return err(fault("host-down", { host: item.host }));
  if (lab.hasFullDisk(item.host) && step.type === "install-application")
    return err(fault("disk-full", { host: item.host }));
  if (step.type === "change-instance") return resize(context, step.instance, item);
  if (step.type === "stop-instance") return switchOff(context, item);
  const room =
    step.type === "start-instance" && item.parked
      ? lab.mayGrow(item, item.memoryMiB)
      : ok(undefined);
  if (!room.ok) return room;
  const { change, at } = changeOf(context, step, item);
  if (change !== null) lab.change(item, change);
  await until(context, at);
  return ok(undefined);
}

/** Takes its time first, so that one that is cut off has changed nothing. */
async function resize(
  context: StepContext,
  instance: DesiredInstance,
  item: LabItem,
): Promise<Result<void>> {
  const { lab, latency, clock } = context;
  const { memoryMiB, cores } = instance;
  const room = lab.mayGrow(item, memoryMiB);
  if (!room.ok) return room;
  await until(context, clock.now() + latency("change-instance", thing(item)));
  const [now] = lab.find(item.managementId, "instance", item.id);
  if (now !== undefined) lab.change(now, { memoryMiB, cores, shape: machineShape(instance) });
  return ok(undefined);
}

/** Takes its time first, as above. */
async function switchOff(context: StepContext, item: LabItem): Promise<Result<void>> {
  const { lab, latency, clock } = context;
  if (item.parked) return ok(undefined);
  await until(context, clock.now() + latency("stop-instance", thing(item)));
  const [now] = lab.find(item.managementId, "instance", item.id);
  const off = { runningAt: null, configuredAt: null, configuredAs: null, started: {} };
  if (now !== undefined) lab.change(now, { ...off, parked: true });
  return ok(undefined);
}

async function changeVolume(context: StepContext, volume: DesiredVolume): Promise<Result<void>> {
  const { lab, latency, clock, managementId } = context;
  const { id } = volume;
  await until(context, clock.now() + latency("change-volume", thing({ managementId, id })));
  const [item] = lab.find(managementId, "volume", id);
  if (item !== undefined) lab.change(item, { shape: volumeShape(volume) });
  return ok(undefined);
}

/** What a step changes, null when that was ordered before, and when it is in place. */
function changeOf(
  context: StepContext,
  step: Exclude<InstanceStep, { readonly type: "change-instance" | "stop-instance" }>,
  item: LabItem,
): { change: Partial<LabItem> | null; at: number } {
  const { clock, latency, slowBoot } = context;
  const after = (application = ""): number =>
    clock.now() +
    latency(
      step.type,
      thing({ ...item, id: `${item.id} ${application}` }),
      slowBoot && step.type === "start-instance" ? SLOW_BOOT : 1,
    );
  const once = (known: number | null | undefined, change: (at: number) => Partial<LabItem>) => {
    const at = known ?? after();
    return { at, change: known === null || known === undefined ? change(at) : null };
  };
  switch (step.type) {
    case "create-instance":
      return { change: null, at: item.readyAt };
    case "start-instance":
      return once(item.runningAt, (runningAt) => {
        return { runningAt, parked: false, configuredAt: null, started: {} };
      });
    case "configure-instance":
      return once(
        isConfigured(item, step.instance, context.desired) ? item.configuredAt : null,
        (configuredAt) => ({
          configuredAt,
          configuredAs: toldOf(step.instance, context.desired),
        }),
      );
    case "install-application":
      return once(item.installed[step.application], (at) => ({
        installed: { ...item.installed, [step.application]: at },
      }));
    case "start-application":
      return once(item.started[step.application], (at) => ({
        started: { ...item.started, [step.application]: at },
      }));
  }
}

async function remove(
  context: StepContext,
  items: readonly LabItem[],
  work: "remove-instance" | "remove-volume" | "remove-network" | "remove-environment",
): Promise<Result<void>> {
  const { lab, latency, clock } = context;
  const dead = items.find(({ host }) => lab.isDead(host));
  if (dead !== undefined) return err(fault("host-down", { host: dead.host }));
  let last = clock.now();
  for (const item of items) {
    const duration = latency(work, thing(item));
    lab.remove(item, duration);
    last = Math.max(last, item.goneAt ?? clock.now() + duration);
  }
  await until(context, last);
  return ok(undefined);
}

async function until({ clock, signal }: StepContext, instant: number): Promise<void> {
  while (clock.now() < instant) await clock.sleep(instant - clock.now(), signal);
}

function thing({ managementId, id }: Pick<LabItem, "managementId" | "id">): string {
  return `${managementId} ${id}`;
}
