import type { z } from "zod";
import type { Design } from "../../design/design.ts";
import { sketch, type SketchNode } from "../../design/sketch.ts";
import type { hostSchema, poolResourcesSchema } from "../../pool/pool.ts";
import { LAN, SERVER } from "../examples.ts";

type Host = z.input<typeof hostSchema>;

/** What the examples of pool rules are made of: a host, and a lab that holds everything one may draw. */
export const HOST = {
  id: "host-1",
  name: "host-1",
  architecture: "amd64",
  cores: 16,
  memoryMiB: 65_536,
  diskGiB: 1000,
} as const satisfies Host;

/** A host that differs. */
export function hostOf(own: Partial<Host>): Host {
  return { ...HOST, ...own };
}

/** A lab with what is given in place of its own. */
export function lab(
  resources: Partial<z.input<typeof poolResourcesSchema>> = {},
): z.input<typeof poolResourcesSchema> {
  return {
    hosts: [HOST],
    storage: [{ id: "array", name: "Array", capacityGiB: 1000, bandwidthMbps: 50_000 }],
    seats: [{ product: "windows-11-pro", seats: 10 }],
    vlans: [{ first: 100, last: 110 }],
    outsideAddresses: ["203.0.113.1", "203.0.113.2"],
    ...resources,
  };
}

/** Servers in one subnet. */
export function servers(own: Partial<SketchNode> = {}): Design {
  return sketch("Example", { lan: LAN, web: { ...SERVER, ...own } }, ["web:nic lan:net"]);
}
