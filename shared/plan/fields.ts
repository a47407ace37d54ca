import { formatGibibytes, formatMebibytes, formatMegabits } from "../base/units.ts";
import type { DesiredInstance, DesiredNetwork, DesiredState, DesiredVolume } from "./desired.ts";
import type { FieldChange } from "./difference.ts";

/** How people call what has this id. */
export type Names = (id: string) => string;

type Describe<T> = (one: T, names: Names) => string;

/** What people are told of a machine, in this order, and in which words. */
const INSTANCE: Readonly<Record<string, Describe<DesiredInstance>>> = {
  name: ({ hostname }) => hostname,
  power: ({ parked }) => (parked === true ? "off, disk kept" : "on"),
  host: ({ host }) => host,
  architecture: ({ architecture }) => architecture,
  "operating system": ({ operatingSystem }) => operatingSystem ?? "",
  cores: ({ cores }) => String(cores),
  memory: ({ memoryMiB }) => formatMebibytes(memoryMiB),
  disk: ({ diskGiB }) => formatGibibytes(diskGiB),
  applications: ({ applications }) => applications.map(({ id }) => id).join(", "),
  networks: ({ interfaces }, names) => interfaces.map(({ network }) => names(network)).join(", "),
  addresses: ({ interfaces }) => interfaces.map(({ address }) => address ?? "any").join(", "),
  "speed limit": ({ interfaces }) =>
    interfaces
      .flatMap(({ limitMbps }) => limitMbps ?? [])
      .map(formatMegabits)
      .join(", "),
  volumes: ({ volumes }, names) => volumes.map(names).join(", "),
  routes: ({ routes }) =>
    routes.map(({ destination, via }) => `${destination} via ${via}`).join(", "),
  forwarding: ({ forwards }) => (forwards ? "yes" : "no"),
  rules: ({ filter }) => filterWords(filter),
  backends: ({ balancer }) =>
    balancer === null
      ? ""
      : `${balancer.protocol} ${balancer.port}: ${balancer.backends.join(", ")}`,
};

/** What of a machine becomes another. */
export function instanceFields(
  before: readonly [DesiredInstance, Names],
  after: readonly [DesiredInstance, Names],
): FieldChange[] {
  return changesOf(INSTANCE, before, after);
}

/** The names of a state's networks and volumes. */
export function namesOf({ networks, volumes }: DesiredState): Names {
  const names = new Map([...networks, ...volumes].map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** `2 cores, 4 GiB, 20 GiB disk on host-1`. */
export function machineSize({ cores, memoryMiB, diskGiB, host }: DesiredInstance): string {
  const disk = `${formatGibibytes(diskGiB)} disk`;
  return `${cores} ${cores === 1 ? "core" : "cores"}, ${formatMebibytes(memoryMiB)}, ${disk}, on ${host}`;
}

export const volumeFields = {
  size: ({ capacityGiB }: DesiredVolume): string => formatGibibytes(capacityGiB),
  changes: (before: DesiredVolume, after: DesiredVolume): FieldChange[] =>
    changesOf<DesiredVolume>(
      {
        name: ({ name }) => name,
        storage: ({ storage }) => storage ?? "",
        capacity: ({ capacityGiB }) => formatGibibytes(capacityGiB),
        bandwidth: ({ bandwidthMbps }) => formatMegabits(bandwidthMbps),
      },
      [before, String],
      [after, String],
    ),
};

export function networkFields(before: DesiredNetwork, after: DesiredNetwork): FieldChange[] {
  return changesOf<DesiredNetwork>(
    {
      name: ({ name }) => name,
      addresses: ({ cidr }) => cidr ?? "",
      VLAN: ({ vlan }) => (vlan === null ? "" : String(vlan)),
    },
    [before, String],
    [after, String],
  );
}

function changesOf<T>(
  fields: Readonly<Record<string, Describe<T>>>,
  before: readonly [T, Names],
  after: readonly [T, Names],
): FieldChange[] {
  return Object.entries(fields).flatMap(([field, describe]) => {
    const [old, current] = [describe(...before), describe(...after)];
    return old === current ? [] : [{ field, before: old, after: current }];
  });
}

/** Rules are many and long: their number, and a word for what else is meant. */
function filterWords(filter: DesiredInstance["filter"]): string {
  if (filter === null) return "";
  const rules = filter.rules.map((rule) =>
    [
      rule.action,
      rule.protocol,
      rule.port,
      rule.sources.join(" "),
      rule.destinations.join(" "),
    ].join(" "),
  );
  return [...rules, `else ${filter.defaultAction}`].join("; ");
}
