import type { Design } from "../design/design.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";

/** What the examples of rules are made of: nodes that by themselves break no rule. */
export const LAN = { kind: "subnet", cidr: "10.0.0.0/24" } as const satisfies SketchNode;
export const SERVER = {
  kind: "machine",
  machineType: "vm-medium",
  operatingSystem: "debian-13",
} as const satisfies SketchNode;
export const ROUTER = { kind: "router" } as const satisfies SketchNode;
export const INTERNET = { kind: "internet" } as const satisfies SketchNode;

/** A second subnet, for what needs two. */
export const FAR = { kind: "subnet", cidr: "10.1.0.0/24" } as const satisfies SketchNode;

type Nodes = Readonly<Record<string, SketchNode>>;

/** A design with a subnet `lan` to which each of the members has a cable. */
export function onLan(members: Nodes, others: Nodes = {}, links: readonly string[] = []): Design {
  const cables = Object.keys(members).map((id) => `${id}:nic lan:net`);
  return sketch("Example", { lan: LAN, ...members, ...others }, [...cables, ...links]);
}
