import { starterCatalogue } from "../../../../shared/catalogue/starter.ts";
import {
  poolResourcesSchema,
  type PoolHost,
  type PoolResources,
} from "../../../../shared/pool/pool.ts";

const HOSTS_PER_RACK = 20;
const RACKS_PER_SITE = 10;
/** From the bottom on; its switch is at the top. */
const UNITS_OF_A_HOST = 2;
const SWITCH_POSITION = 42;
/** Every tenth host has Arm processors. */
const ARM_EVERY = 10;

/** A lab of so many hosts in racks, each rack with its switch, the switches in a star around a core. */
export function simulatedResources(
  hostCount: number,
  isDead: (host: string) => boolean,
): PoolResources {
  const racks = Math.ceil(hostCount / HOSTS_PER_RACK);
  const rackNumbers = Array.from({ length: racks }, (_, index) => index + 1);
  return poolResourcesSchema.parse({
    hosts: Array.from({ length: hostCount }, (_, index) => hostOf(index, isDead)),
    switches: [
      { id: "core", name: "core", ports: 1024, speedMbps: 100_000 },
      ...rackNumbers.map((rack) => ({
        id: `rack-${rack}`,
        name: `rack-${rack}`,
        ...placeOf(rack),
        position: SWITCH_POSITION,
        ports: 96,
        speedMbps: 25_000,
      })),
    ],
    trunks: rackNumbers.map((rack) => ({
      id: `rack-${rack}-core`,
      from: `rack-${rack}`,
      to: "core",
      bandwidthMbps: 400_000,
    })),
    storage: [
      { id: "ssd", name: "SSD pool", capacityGiB: 200_000, bandwidthMbps: 200_000 },
      { id: "disk", name: "Disk pool", capacityGiB: 2_000_000, bandwidthMbps: 80_000 },
    ],
    seats: starterCatalogue().data.licenceProducts.map(({ id }) => ({ product: id, seats: 2000 })),
    vlans: [{ first: 100, last: 1123 }],
    // The block that documentation may use (RFC 5737).
    outsideAddresses: Array.from({ length: 100 }, (_, index) => `203.0.113.${index + 1}`),
    images: null,
  });
}

function hostOf(index: number, isDead: (host: string) => boolean): object {
  const rack = Math.floor(index / HOSTS_PER_RACK) + 1;
  const id = `host-${String(index + 1).padStart(3, "0")}`;
  return {
    id,
    name: id,
    ...placeOf(rack),
    position: (index % HOSTS_PER_RACK) * UNITS_OF_A_HOST + 1,
    units: UNITS_OF_A_HOST,
    architecture: (index + 1) % ARM_EVERY === 0 ? "arm64" : "amd64",
    cores: 64,
    memoryMiB: 512 * 1024,
    diskGiB: 8192,
    features: ["kvm"],
    switch: `rack-${rack}`,
    uplinkMbps: 50_000,
    state: isDead(id) ? "down" : "up",
  };
}

function placeOf(rack: number): { readonly site: string; readonly rack: string } {
  const site = Math.floor((rack - 1) / RACKS_PER_SITE) + 1;
  return { site: `site-${site}`, rack: `rack-${rack}` };
}

/** A lab as somebody wrote it down, with what of its own nobody wrote down; some hosts may have died. */
export function asWritten(
  written: PoolResources,
  own: PoolResources,
  isDead: (host: string) => boolean,
): PoolResources {
  const found = new Map(own.hosts.map((host) => [host.id, host.features]));
  const hosts = written.hosts.map((host) => {
    const featured = withFeatures(host, found.get(host.id) ?? []);
    return isDead(host.id) ? dead(featured) : featured;
  });
  return { ...written, hosts, vlans: written.vlans.length === 0 ? own.vlans : written.vlans };
}

function withFeatures(host: PoolHost, own: readonly string[]): PoolHost {
  if (own.every((feature) => host.features.includes(feature))) return host;
  return { ...host, features: [...new Set([...own, ...host.features])] };
}

function dead(host: PoolHost): PoolHost {
  return { ...host, state: "down" };
}
