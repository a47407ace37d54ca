import { indexCatalogue, type Catalogue } from "../../shared/catalogue/catalogue.ts";
import { poolResourcesSchema, type Pool } from "../../shared/pool/pool.ts";
import type { z } from "zod";

/** A pool of what is given; everything else is empty. */
export function poolOf(resources: z.input<typeof poolResourcesSchema>): Pool {
  return {
    id: "lab",
    name: "Lab",
    driver: "simulated",
    state: "online",
    refreshedAt: "2026-01-01T00:00:00.000Z",
    conditions: [],
    resources: poolResourcesSchema.parse(resources),
  };
}

/** Racks of equal hosts, each rack under its own switch, the switches in a star round a hub. */
export function rackedPool(racks: number, hostsPerRack: number, trunkMbps = 40_000): Pool {
  const names = Array.from({ length: racks }, (_, index) => `rack-${index + 1}`);
  return poolOf({
    hosts: names.flatMap((rack) =>
      Array.from({ length: hostsPerRack }, (_, index) => ({
        id: `${rack}-host-${index + 1}`,
        name: `${rack}-host-${index + 1}`,
        rack,
        architecture: "amd64" as const,
        cores: 16,
        memoryMiB: 65_536,
        diskGiB: 1000,
        features: ["kvm"],
        switch: rack,
        uplinkMbps: 10_000,
      })),
    ),
    switches: ["hub", ...names].map((id) => ({ id, name: id, ports: 48, speedMbps: 100_000 })),
    trunks: names.map((id) => ({ id: `${id}-hub`, from: id, to: "hub", bandwidthMbps: trunkMbps })),
    storage: [{ id: "array", name: "Array", capacityGiB: 500_000, bandwidthMbps: 400_000 }],
    vlans: [{ first: 100, last: 4000 }],
    outsideAddresses: null,
  });
}

/** A catalogue with one operating system, and a bare-metal and a virtual machine type of one core. */
export function plainCatalogue(): Catalogue {
  const item = { vendor: "", description: "" };
  const machine = {
    ...item,
    role: "server" as const,
    architecture: "amd64" as const,
    cores: 1,
    memoryMiB: 1024,
    diskGiB: 10,
    interfaces: 8,
    interfaceSpeedMbps: 10_000,
  };
  return indexCatalogue({
    format: "labwright-catalogue",
    version: 1,
    machineTypes: [
      { ...machine, id: "virtual", name: "Virtual", bareMetal: false },
      { ...machine, id: "metal", name: "Metal", bareMetal: true },
    ],
    operatingSystems: [
      {
        ...item,
        id: "debian-13",
        name: "Debian 13",
        memoryMiB: 128,
        diskGiB: 1,
        family: "linux",
        architectures: ["amd64", "arm64"],
        images: ["debian/13"],
      },
    ],
    applications: [],
    switchModels: [],
    licenceProducts: [],
    storageClasses: [],
  });
}
