import { createHash } from "node:crypto";
import type {
  DesiredInstance,
  DesiredState,
  DesiredVolume,
} from "../../../../shared/plan/desired.ts";
import { hostLines } from "../../../../shared/plan/host-lines.ts";
import type { LabItem } from "./journal.ts";

// A lab of ten thousand machines is looked at again and again; what is desired of them stays the same object.
const shapes = new WeakMap<DesiredInstance, string>();
const tellings = new WeakMap<DesiredState, Telling>();

interface Telling {
  readonly hosts: string;
  readonly byInstance: Map<string, string>;
}

/** What of a machine's size and devices the lab remembers beside its cores and memory. */
export function machineShape(instance: DesiredInstance): string {
  const known = shapes.get(instance);
  if (known !== undefined) return known;
  const { diskGiB, interfaces, volumes } = instance;
  const devices = interfaces.map(({ name, network, mac, limitMbps }) => {
    return [name, network, mac, limitMbps];
  });
  const shape = digest(JSON.stringify([diskGiB, devices, volumes]));
  shapes.set(instance, shape);
  return shape;
}

export function volumeShape({ capacityGiB }: DesiredVolume): string {
  return String(capacityGiB);
}

/** What a machine is told about itself and its neighbours. */
export function toldOf(instance: DesiredInstance, desired: DesiredState): string {
  const telling = tellings.get(desired) ?? {
    hosts: digest(hostLines(desired).join()),
    byInstance: new Map(),
  };
  tellings.set(desired, telling);
  const known = telling.byInstance.get(instance.id);
  if (known !== undefined) return known;
  const told = digest(`${telling.hosts} ${JSON.stringify(instance)}`);
  telling.byInstance.set(instance.id, told);
  return told;
}

/** Whether a machine of the lab has the size and the devices that are desired. */
export function hasShape(item: LabItem, desired: DesiredInstance): boolean {
  const { memoryMiB, cores, shape } = item;
  return (
    memoryMiB === desired.memoryMiB &&
    cores === desired.cores &&
    (shape === null || shape === machineShape(desired))
  );
}

/** Whether a machine was told, in this boot, what is desired now. */
export function isConfigured(
  item: LabItem,
  instance: DesiredInstance,
  desired: DesiredState,
): boolean {
  if (item.configuredAt === null) return false;
  return item.configuredAs === null || item.configuredAs === toldOf(instance, desired);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
