import { z } from "zod";

/**
 * A bridge of the server on which subnets are VLANs, and which of them Labwright may use there. Its lab admin made it,
 * with VLAN filtering or in Open vSwitch, and plugged in what carries the VLANs to the rest of the lab.
 */
export const vlanBridgeSchema = z
  .object({
    /** As Linux calls it. */
    bridge: z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,14}$/),
    first: z.int().min(1).max(4094),
    /** Inclusive. */
    last: z.int().min(1).max(4094),
  })
  .refine(({ first, last }) => first <= last, {
    message: "The last VLAN comes before the first.",
    path: ["last"],
  });
export type VlanBridge = z.infer<typeof vlanBridgeSchema>;

/** A bridge and `100-199` or `100`, as people write them; null where that is no bridge with VLANs. */
export function readVlanBridge(bridge: string, range: string): VlanBridge | null {
  const [, first, last = first] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(range) ?? [];
  const read = { bridge: bridge.trim(), first: Number(first), last: Number(last) };
  return vlanBridgeSchema.safeParse(read).data ?? null;
}

/** `100-199`, to be read again. */
export function vlanRangeText({ first, last }: VlanBridge): string {
  return first === last ? String(first) : `${first}-${last}`;
}
