import { z } from "zod";
import { architectureSchema } from "../catalogue/catalogue.ts";

/** A layer-2 network to be made: one per subnet, per bare cable, and per way outside. */
const desiredNetworkSchema = z.object({
  /** The subnet's or internet's node id, or the link's id for a bare cable. */
  id: z.string(),
  name: z.string(),
  type: z.enum(["subnet", "cable", "outside"]),
  cidr: z.string().nullable(),
  /** The pool's VLAN that the placement chose. */
  vlan: z.int().nullable(),
});

const desiredInterfaceSchema = z.object({
  /** `eth0`, `eth1` … in order of links. */
  name: z.string(),
  network: z.string(),
  /** With prefix length, `10.0.0.2/24`; null: the outside network gives one, or there is none. */
  address: z.string().nullable(),
  /** Locally administered, derived from the management ID, so that it is the same on every try. */
  mac: z.string(),
  /** Rate limit in each direction; null for none. */
  limitMbps: z.number().nullable(),
});

const desiredRouteSchema = z.object({
  /** A CIDR or `default`. */
  destination: z.string(),
  via: z.string(),
});

const desiredApplicationSchema = z.object({
  id: z.string(),
  /** Shell, run once; null where there is nothing to run. */
  install: z.string().nullable(),
  /** Shell, run at every start. */
  start: z.string().nullable(),
});

const desiredInstanceSchema = z.object({
  /** `<node>.<ordinal>` */
  id: z.string(),
  node: z.string(),
  ordinal: z.int(),
  /** A valid host name, unique in the environment. */
  hostname: z.string(),
  host: z.string(),
  architecture: architectureSchema,
  cores: z.number(),
  memoryMiB: z.number(),
  diskGiB: z.number(),
  operatingSystem: z.string().nullable(),
  /** Image aliases, best first. */
  images: z.array(z.string()),
  applications: z.array(desiredApplicationSchema),
  interfaces: z.array(desiredInterfaceSchema),
  routes: z.array(desiredRouteSchema),
  /** True for routers and firewalls. */
  forwards: z.boolean(),
  filter: z
    .object({
      defaultAction: z.enum(["allow", "deny"]),
      rules: z.array(
        z.object({
          action: z.enum(["allow", "deny"]),
          protocol: z.enum(["any", "tcp", "udp", "icmp"]),
          /** CIDRs, resolved from node names; empty for any. */
          sources: z.array(z.string()),
          destinations: z.array(z.string()),
          port: z.string(),
        }),
      ),
    })
    .nullable(),
  /** Backends as `address:port`, IPv6 addresses in brackets. */
  balancer: z
    .object({ protocol: z.enum(["tcp", "http"]), port: z.int(), backends: z.array(z.string()) })
    .nullable(),
  /** Ids of the volumes it attaches. */
  volumes: z.array(z.string()),
  /** It is to be switched off, and its disk to stay; left out: it is to run. */
  parked: z.literal(true).optional(),
  /** Counts up when the machine has to be made anew; left out: it is the first of its id. */
  generation: z.int().optional(),
});

const desiredVolumeSchema = z.object({
  id: z.string(),
  node: z.string(),
  name: z.string(),
  storage: z.string().nullable(),
  capacityGiB: z.number(),
  bandwidthMbps: z.number(),
});

/** What must exist for an environment, independent of any driver. Kept with the environment. */
export const desiredStateSchema = z.object({
  networks: z.array(desiredNetworkSchema),
  volumes: z.array(desiredVolumeSchema),
  instances: z.array(desiredInstanceSchema),
});

export type DesiredNetwork = z.infer<typeof desiredNetworkSchema>;
export type DesiredInterface = z.infer<typeof desiredInterfaceSchema>;
export type DesiredInstance = z.infer<typeof desiredInstanceSchema>;
export type DesiredVolume = z.infer<typeof desiredVolumeSchema>;
export type DesiredState = z.infer<typeof desiredStateSchema>;
