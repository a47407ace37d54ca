import type {
  Application,
  Catalogue,
  MachineType,
  OperatingSystem,
} from "../catalogue/catalogue.ts";
import { MAXIMUM_COUNT } from "../kinds/resolve.ts";
import type { Slot } from "./slot.ts";

/** What one instance must have. */
export interface Need {
  readonly cores: number;
  readonly memoryMiB: number;
  readonly diskGiB: number;
}

/** A volume of its own for each instance. */
export interface Volume {
  readonly storageClass: string;
  readonly capacityGiB: number;
}

type Size = Pick<MachineType, "cores" | "memoryMiB" | "diskGiB" | "interfaces">;

/** What one instance has: the type's, but for what the architect set. */
export function sizeOf({ set }: Slot, type: MachineType): Size {
  return {
    cores: set.cores ?? type.cores,
    memoryMiB: set.memoryMiB ?? type.memoryMiB,
    diskGiB: set.diskGiB ?? type.diskGiB,
    interfaces: set.interfaces ?? type.interfaces,
  };
}

/**
 * Which classes of storage a machine may get a volume of; null stands for none. Volumes are for what users
 * keep, and for where the machine's own disk cannot be larger because its type is set.
 */
export function storageOptions(
  { set, load, attachedGiB }: Slot,
  catalogue: Catalogue,
): readonly (string | null)[] {
  const keeps = (load?.perUser.dataGiB ?? 0) > 0;
  const isTied = set.machineType !== undefined || set.diskGiB !== undefined;
  if (attachedGiB > 0 || !(keeps || isTied)) return [null];
  return [null, ...catalogue.data.storageClasses.map(({ id }) => id)];
}

/** What is being weighed for a machine. */
export interface Parts {
  readonly applications: readonly Application[];
  readonly system: OperatingSystem;
  readonly type: MachineType;
  readonly storageClass: string | null;
}

interface Sized {
  readonly count: number;
  readonly need: Need;
  readonly volume: Volume | null;
}

/** How many instances it takes and what each of them needs, or undefined when it cannot be done so. */
export function countFor(
  slots: readonly Slot[],
  parts: Parts,
  catalogue: Catalogue,
): Sized | undefined {
  const [host] = slots;
  if (host === undefined) return undefined;
  const most = host.count ?? (slots.length === 1 && host.load?.scales === true ? MAXIMUM_COUNT : 1);
  const count = host.count ?? Math.max(host.load?.atLeast ?? 1, leastCount(host, parts, most));
  if (count > most || (slots.length > 1 && count > 1)) return undefined;
  return sizedAt(slots, parts, count, catalogue);
}

/** The fewest instances among which the users of one slot can be divided; more than `most` when there are none. */
function leastCount({ load, set, ...slot }: Slot, parts: Parts, most: number): number {
  if (load === null || most === 1) return 1;
  const size = sizeOf({ ...slot, load, set }, parts.type);
  const base = softwareNeed(parts);
  const { perUser } = load;
  const room = [
    [size.cores - base.cores, perUser.cores],
    [size.memoryMiB - base.memoryMiB, perUser.memoryMiB],
    parts.storageClass === null
      ? [size.diskGiB + slot.attachedGiB - base.diskGiB, perUser.dataGiB]
      : [1, 0],
  ] as const;
  const users = Math.min(
    // A hair more, so that 0.3 / 0.1 is three.
    ...room.map(([free, each]) => (each === 0 ? Infinity : Math.floor(free / each + 1e-9))),
  );
  return users < 1 ? most + 1 : Math.ceil(load.users / users);
}

function sizedAt(
  slots: readonly Slot[],
  parts: Parts,
  count: number,
  catalogue: Catalogue,
): Sized | undefined {
  const [host] = slots;
  if (host === undefined) return undefined;
  const size = sizeOf(host, parts.type);
  const base = softwareNeed(parts);
  const shares = slots.flatMap(({ load }) =>
    load === null ? [] : [{ users: Math.ceil(load.users / count), ...load.perUser }],
  );
  const sum = (part: "cores" | "memoryMiB" | "dataGiB"): number =>
    shares.reduce((total, share) => total + share.users * share[part], 0);
  const data = sum("dataGiB");
  const need: Need = {
    cores: rounded(base.cores + sum("cores")),
    memoryMiB: rounded(base.memoryMiB + sum("memoryMiB")),
    diskGiB: rounded(base.diskGiB + data),
  };
  if (need.cores > size.cores || need.memoryMiB > size.memoryMiB) return undefined;
  const own = size.diskGiB + host.attachedGiB;
  if (parts.storageClass === null)
    return need.diskGiB > own ? undefined : { count, need, volume: null };
  // Software stays on the machine's own disk, unless its type is set and too small for it.
  if (data > 0 && base.diskGiB > own) return undefined;
  const capacityGiB = Math.ceil(data > 0 ? data : need.diskGiB - own);
  const maximum = catalogue.find("storageClasses", parts.storageClass)?.maximumGiB ?? 0;
  if (capacityGiB < 1 || capacityGiB > maximum) return undefined;
  return { count, need, volume: { storageClass: parts.storageClass, capacityGiB } };
}

/** What the software takes, as the rules about memory, disk and cores add it up. */
function softwareNeed({ system, applications }: Parts): Need {
  const sum = (part: "memoryMiB" | "diskGiB"): number =>
    applications.reduce((total, item) => total + item[part], system[part]);
  return {
    cores: rounded(applications.reduce((total, item) => total + item.cores, 0)),
    memoryMiB: sum("memoryMiB"),
    diskGiB: rounded(sum("diskGiB")),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
