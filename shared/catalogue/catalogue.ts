import { z } from "zod";
import type { Use } from "../design/use.ts";
import type { UseFace } from "../kinds/component-kind.ts";

/** CPU architectures by the names Debian, Incus and LXD use. */
export const ARCHITECTURES = [
  "amd64",
  "arm64",
  "i386",
  "armhf",
  "riscv64",
  "ppc64el",
  "s390x",
] as const;
export const architectureSchema = z.enum(ARCHITECTURES);
export type Architecture = z.infer<typeof architectureSchema>;

/** A catalogue item's id: lower case, digits, dots and hyphens, e.g. `debian-12`. Unique over all sorts. */
const itemIdSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);

const itemSchema = z.looseObject({
  id: itemIdSchema,
  name: z.string(),
  vendor: z.string(),
  description: z.string(),
});

/** What a machine is for. */
const machineRoleSchema = z.enum(["server", "workstation", "client"]);
const systemFamilySchema = z.enum(["linux", "windows", "macos", "bsd", "network"]);

/** Something one can buy or rent to compute on: a size of virtual machine, or a model of computer. */
const machineTypeSchema = itemSchema.extend({
  role: machineRoleSchema,
  architecture: architectureSchema,
  cores: z.int().min(1),
  memoryMiB: z.int().min(1),
  diskGiB: z.int().min(1),
  interfaces: z.int().min(1),
  interfaceSpeedMbps: z.int().min(1),
  /** Needs a whole host of its own instead of a share of one. */
  bareMetal: z.boolean().default(false),
  /** Never chosen of one's own accord, only when somebody asks for it or its architecture. */
  onRequest: z.boolean().optional(),
  /** The families of operating system its maker supports on it; left out: all that suit its architecture. */
  families: z.array(systemFamilySchema).min(1).optional(),
});

const softwareSchema = itemSchema.extend({
  memoryMiB: z.int().min(0),
  diskGiB: z.number().min(0),
  /** One seat of this licence product for each instance it is installed on. */
  licence: itemIdSchema.optional(),
});

const operatingSystemSchema = softwareSchema.extend({
  family: systemFamilySchema,
  architectures: z.array(architectureSchema).min(1),
  /** Image aliases a driver looks for, best first, e.g. `debian/12`. */
  images: z.array(z.string()).default([]),
});

/** Another application that must be present for this one to work. */
const requirementSchema = z.looseObject({
  /** Any one of these satisfies it. */
  anyOf: z.array(itemIdSchema).min(1),
  /** Where: on this machine, on the same subnet, or anywhere reachable over the network. */
  reach: z.enum(["same-machine", "same-network", "network"]),
});

const applicationSchema = softwareSchema.extend({
  category: z.string(),
  operatingSystems: z.array(itemIdSchema).min(1),
  /** Extra cores it wants; the sum over a machine is compared with its cores. */
  cores: z.number().min(0).default(0),
  requires: z.array(requirementSchema).default([]),
  conflicts: z.array(itemIdSchema).default([]),
  /** TCP or UDP ports it serves: what firewalls must let through to those who require it. */
  listens: z
    .array(z.object({ protocol: z.enum(["tcp", "udp"]), port: z.int().min(1).max(65535) }))
    .default([]),
  /** It is of no use without a way to the Internet. */
  needsInternet: z.boolean().default(false),
  /** What its maker builds it for; left out: every architecture of its operating systems. */
  architectures: z.array(architectureSchema).min(1).optional(),
  /** What the machines are for that people use it on; left out: servers. */
  roles: z.array(machineRoleSchema).min(1).optional(),
  /**
   * POSIX shell run as root once in a new instance to install it, and at each start to start it.
   * Both must be safe to repeat. Keyed by operating system id, `*` for any.
   */
  install: z.record(z.string(), z.string()).default({}),
  start: z.record(z.string(), z.string()).default({}),
});

const switchModelSchema = itemSchema.extend({
  ports: z.int().min(1),
  speedMbps: z.int().min(1),
  uplinks: z.int().min(0).default(0),
  uplinkSpeedMbps: z.int().min(0).default(0),
  /** Made in software: no cable of a real device ends at it. */
  virtual: z.boolean().optional(),
});

const licenceProductSchema = itemSchema.extend({
  metric: z.enum(["per-machine", "per-user", "per-core"]),
});

/** A class of storage: what a volume is made of. */
const storageClassSchema = itemSchema.extend({
  bandwidthMbps: z.int().min(1),
  maximumGiB: z.int().min(1),
});

/** Everything that can be chosen. Data in `assets/catalogue`; a lab replaces or extends it. */
export const catalogueSchema = z.looseObject({
  format: z.literal("labwright-catalogue"),
  version: z.literal(1),
  machineTypes: z.array(machineTypeSchema),
  operatingSystems: z.array(operatingSystemSchema),
  applications: z.array(applicationSchema),
  switchModels: z.array(switchModelSchema),
  licenceProducts: z.array(licenceProductSchema),
  storageClasses: z.array(storageClassSchema),
});

export type MachineRole = z.infer<typeof machineRoleSchema>;
export type MachineType = z.infer<typeof machineTypeSchema>;
export type OperatingSystem = z.infer<typeof operatingSystemSchema>;
export type Application = z.infer<typeof applicationSchema>;
export type SwitchModel = z.infer<typeof switchModelSchema>;
type CatalogueData = z.infer<typeof catalogueSchema>;

/** The sorts of item by their key in the file; the inspector's pickers name one of these. */
export const CATALOGUE_SORTS = [
  "machineTypes",
  "operatingSystems",
  "applications",
  "switchModels",
  "licenceProducts",
  "storageClasses",
] as const satisfies readonly (keyof CatalogueData)[];
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number];

/** The catalogue with an index over ids: `find("operatingSystems", "debian-12")`. */
export interface Catalogue {
  readonly data: CatalogueData;
  find<S extends CatalogueSort>(sort: S, id: string): CatalogueData[S][number] | undefined;
  /** What a use of a component shows; there with the components of a design (see withComponents). */
  useFace?(use: Use): UseFace | undefined;
}

export function indexCatalogue(data: CatalogueData): Catalogue {
  const index = new Map<CatalogueSort, Map<string, CatalogueData[CatalogueSort][number]>>(
    CATALOGUE_SORTS.map((sort) => [sort, new Map(data[sort].map((item) => [item.id, item]))]),
  );
  return {
    data,
    find: (sort, id) => index.get(sort)?.get(id),
  };
}

/** A lab that offers nothing: every chosen item is unknown. */
export const EMPTY_CATALOGUE: Catalogue["data"] = {
  format: "labwright-catalogue",
  version: 1,
  machineTypes: [],
  operatingSystems: [],
  applications: [],
  switchModels: [],
  licenceProducts: [],
  storageClasses: [],
};
