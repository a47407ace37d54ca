import type { DesiredInstance } from "../../../../shared/plan/desired.ts";

type SampleInterface = readonly [
  network: string,
  address: string | null,
  limitMbps?: number | null,
];

/** A plain machine for this folder's unit tests. */
export function sampleInstance(
  id: string,
  interfaces: readonly SampleInterface[],
  more: Partial<DesiredInstance> = {},
): DesiredInstance {
  return {
    id,
    node: id,
    ordinal: 1,
    hostname: "sample",
    host: "host-1",
    architecture: "amd64",
    cores: 1,
    memoryMiB: 64,
    diskGiB: 1,
    operatingSystem: null,
    images: [],
    applications: [],
    interfaces: interfaces.map(([network, address, limitMbps = null], index) => {
      return { name: `eth${index}`, network, address, mac: "02:00:00:00:00:01", limitMbps };
    }),
    routes: [],
    forwards: false,
    filter: null,
    balancer: null,
    volumes: [],
    ...more,
  };
}
