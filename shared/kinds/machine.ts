import { z } from "zod";
import { ARCHITECTURES, type Catalogue, type MachineType } from "../catalogue/catalogue.ts";
import { defineKind } from "./component-kind.ts";
import { formatMebibytes } from "../base/units.ts";
import { expectedCopies, expectedLoad, loadFields, loadProperties } from "./load.ts";
import { demandOf, standingFields, standingProperties } from "./standing.ts";
import { choice, counted, itemName, text, wholeNumber } from "./values.ts";

const properties = z.object({
  machineType: itemName().default("vm-small"),
  role: choice(["server", "workstation", "client"]).default("server"),
  operatingSystem: itemName().nullable().default(null),
  applications: z.array(itemName(), "Choose applications of the catalogue.").default([]),
  addresses: z
    .array(text("Enter an address such as 10.0.0.10."), "Enter a list of addresses.")
    .default([]),
  architecture: choice(ARCHITECTURES).nullable().default(null),
  cores: wholeNumber(1, 1024).nullable().default(null),
  memoryMiB: wholeNumber(16, 67_108_864).nullable().default(null),
  diskGiB: wholeNumber(1, 1_048_576).nullable().default(null),
  interfaces: wholeNumber(1, 64).nullable().default(null),
  parked: z.boolean("Choose yes or no.").default(false),
  ...standingProperties,
  ...loadProperties,
});

type Properties = z.output<typeof properties>;
type Size = Pick<
  MachineType,
  | "architecture"
  | "cores"
  | "memoryMiB"
  | "diskGiB"
  | "interfaces"
  | "interfaceSpeedMbps"
  | "bareMetal"
>;

/** What stands in for a type the catalogue does not have, so that the drawing still works; a rule reports it. */
const UNKNOWN_TYPE: Size = {
  architecture: "amd64",
  cores: 1,
  memoryMiB: 1024,
  diskGiB: 10,
  interfaces: 1,
  interfaceSpeedMbps: 1000,
  bareMetal: false,
};

/** The machine type with what the architect set differently. */
function sizeOf(own: Properties, catalogue: Catalogue): Size {
  const type = catalogue.find("machineTypes", own.machineType) ?? UNKNOWN_TYPE;
  return {
    architecture: own.architecture ?? type.architecture,
    cores: own.cores ?? type.cores,
    memoryMiB: own.memoryMiB ?? type.memoryMiB,
    diskGiB: own.diskGiB ?? type.diskGiB,
    interfaces: own.interfaces ?? type.interfaces,
    interfaceSpeedMbps: type.interfaceSpeedMbps,
    bareMetal: type.bareMetal,
  };
}

/** As what the disk of a parked machine is charged: a storage class of the catalogue. */
const OWN_DISK = "local-disk";

/** Each piece of software once, however often it is listed. */
function installed(own: Properties): readonly string[] {
  const system = own.operatingSystem === null ? [] : [own.operatingSystem];
  return [...new Set([...system, ...own.applications])];
}

function summary(own: Properties, catalogue: Catalogue): string {
  const { cores, memoryMiB } = sizeOf(own, catalogue);
  const parked = own.parked ? " · parked" : "";
  const system =
    own.operatingSystem === null
      ? "no operating system"
      : (catalogue.find("operatingSystems", own.operatingSystem)?.name ?? own.operatingSystem);
  return `${counted(cores, "core")}, ${formatMebibytes(memoryMiB)} · ${system}${parked}`;
}

/** A computer: a server, a workstation or a client device, with its operating system and applications. */
export const machine = defineKind({
  id: "machine",
  title: "Machine",
  description: "A server, workstation or client device with an operating system and applications.",
  category: "Compute",
  namePrefix: "machine",
  words: ["server", "computer", "vm", "host", "workstation", "client", "pc", "laptop", "container"],
  properties,
  fields: {
    machineType: {
      label: "Machine type",
      help: "Sets cores, memory, disk and interfaces, and the price.",
      choose: "machineTypes",
      parameter: true,
    },
    role: { label: "Role", help: "What it is for; the machine type should suit it." },
    operatingSystem: { label: "Operating system", choose: "operatingSystems", parameter: true },
    applications: {
      label: "Applications",
      help: "Installed on each of the machines.",
      choose: "applications",
    },
    addresses: {
      label: "Fixed addresses",
      help: "One for each machine in turn; left empty, free ones of the subnet are taken.",
      placeholder: "10.0.0.10",
      advanced: true,
    },
    architecture: {
      label: "Architecture",
      help: "Left empty, the machine type's.",
      advanced: true,
    },
    cores: { label: "Cores", help: "Left empty, the machine type's.", advanced: true },
    memoryMiB: {
      label: "Memory",
      unit: "MiB",
      help: "Left empty, the machine type's.",
      advanced: true,
    },
    diskGiB: {
      label: "Disk",
      unit: "GiB",
      help: "Left empty, the machine type's.",
      advanced: true,
    },
    interfaces: {
      label: "Network interfaces",
      help: "Left empty, the machine type's.",
      advanced: true,
    },
    parked: {
      label: "Parked",
      help: "Switched off, its disk kept: others may have its cores and memory, and of the machine only the disk is charged. Licences and switch ports of the design stay held, and charged.",
    },
    ...standingFields,
    ...loadFields,
  },
  countable: true,
  traits: (own) => ({
    forwarding: "endpoint",
    machineType: own.machineType,
    software: { operatingSystem: own.operatingSystem, applications: own.applications },
    addresses: own.addresses,
  }),
  ports: (own, catalogue) => {
    const { interfaces, interfaceSpeedMbps } = sizeOf(own, catalogue);
    return [
      {
        id: "nic",
        title: "Network interface",
        medium: "ethernet",
        count: interfaces,
        speedMbps: interfaceSpeedMbps,
      },
      { id: "disk", title: "Attached volume", medium: "storage", count: null, speedMbps: null },
    ];
  },
  demand: (own, catalogue) => {
    const { architecture, cores, memoryMiB, diskGiB, bareMetal } = sizeOf(own, catalogue);
    const size = { architecture, cores, memoryMiB, diskGiB, bareMetal };
    return demandOf(own, own.parked ? { ...size, parked: true } : size);
  },
  meters: (own, catalogue) =>
    own.parked
      ? [{ meter: "storage", item: OWN_DISK, quantity: String(sizeOf(own, catalogue).diskGiB) }]
      : [
          { meter: "instance", item: own.machineType, quantity: "1" },
          ...installed(own).map((item) => ({ meter: "software" as const, item, quantity: "1" })),
        ],
  expectedUse: (own, catalogue) =>
    own.parked ? [] : expectedLoad(own, sizeOf(own, catalogue).cores),
  copies: (own) => (own.parked ? null : expectedCopies(own)),
  summary,
});
