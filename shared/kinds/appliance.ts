import { z } from "zod";
import { ARCHITECTURES, type Catalogue } from "../catalogue/catalogue.ts";
import type { Demand, PortGroup, Traits } from "./component-kind.ts";
import { demandOf, standingFields, standingProperties } from "./standing.ts";
import { choice, itemName, wholeNumber } from "./values.ts";

/**
 * What routers, firewalls and load balancers have in common: in the lab each is a small machine that
 * runs an operating system image, priced as one appliance with that system included.
 */
export const applianceProperties = z.object({
  interfaces: wholeNumber(1, 64).default(4),
  speedMbps: wholeNumber(10, 800_000).default(1000),
  operatingSystem: itemName().default("debian-13"),
  architecture: choice(ARCHITECTURES).default("amd64"),
  cores: wholeNumber(1, 256).default(1),
  memoryMiB: wholeNumber(16, 1_048_576).default(512),
  diskGiB: wholeNumber(1, 65_536).default(8),
  ...standingProperties,
});

type Properties = z.output<typeof applianceProperties>;

export const applianceFields = {
  interfaces: { label: "Interfaces", help: "How many networks it can join." },
  speedMbps: { label: "Interface speed", unit: "Mb/s" },
  operatingSystem: {
    label: "Operating system",
    help: "The image it runs in the lab; included in its price.",
    choose: "operatingSystems",
    advanced: true,
  },
  architecture: { label: "Architecture", advanced: true },
  cores: { label: "Cores", advanced: true },
  memoryMiB: { label: "Memory", unit: "MiB", advanced: true },
  diskGiB: { label: "Disk", unit: "GiB", advanced: true },
  ...standingFields,
} as const;

export function applianceSoftware(own: Properties): NonNullable<Traits["software"]> {
  return { operatingSystem: own.operatingSystem, applications: [] };
}

export function appliancePorts(own: Properties): readonly PortGroup[] {
  return [
    {
      id: "nic",
      title: "Network interface",
      medium: "ethernet",
      count: own.interfaces,
      speedMbps: own.speedMbps,
    },
  ];
}

export function applianceDemand(own: Properties): Demand {
  const { architecture, cores, memoryMiB, diskGiB } = own;
  return demandOf(own, { architecture, cores, memoryMiB, diskGiB, bareMetal: false });
}

/** The name of the system it runs, or the id of one the catalogue does not have. */
export function applianceSystem(own: Properties, catalogue: Catalogue): string {
  return catalogue.find("operatingSystems", own.operatingSystem)?.name ?? own.operatingSystem;
}
