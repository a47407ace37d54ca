import { rulesAsProperty } from "../constraints/filter.ts";
import type { NodeId } from "../design/design.ts";
import type { FirewallRule } from "../kinds/component-kind.ts";
import { sidesOf } from "../constraints/elements.ts";
import type { Built } from "./build.ts";
import type { Draft } from "./draft.ts";

/** A port by which people outside reach a machine of a service. */
export interface OpenPort {
  readonly node: NodeId;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

/** What of a service is reached from the Internet; of a balanced tier that is its balancer. */
export function openPorts(draft: Draft, built: readonly Built[]): readonly OpenPort[] {
  const tiers = draft.request.service?.profile.tiers ?? [];
  return tiers.flatMap(({ name, fromInternet }) => {
    const found = built.find(({ column }) =>
      column.slots.some((slot) => slot.name === name && slot.load !== null),
    );
    if (found === undefined) return [];
    const node = found.column.hasBalancer
      ? (balancerOf(draft, found.node) ?? found.node)
      : found.node;
    return fromInternet.map(({ protocol, port }) => ({ node, protocol, port }));
  });
}

/** The new load balancer of the network that a machine is in. */
function balancerOf(draft: Draft, machine: NodeId): NodeId | undefined {
  const [subnet] = draft.context.topology().subnetsOf(machine);
  if (subnet === undefined) return undefined;
  return sidesOf(draft.context, subnet)
    .map(({ other }) => other)
    .find(({ id }) => draft.isNew(id) && draft.context.node(id)?.traits.balancer !== undefined)?.id;
}

/** Lets in what is reached from outside, and out everything; the rest is denied. */
export function rulesFor(
  { context }: Draft,
  open: readonly OpenPort[],
  inside: readonly NodeId[],
): ReturnType<typeof rulesAsProperty> {
  const rule = (rest: Partial<FirewallRule>): FirewallRule => ({
    action: "allow",
    protocol: "any",
    source: "any",
    destination: "any",
    port: "any",
    ...rest,
  });
  return rulesAsProperty([
    ...open.map(({ node, protocol, port }) =>
      rule({ protocol, destination: context.name(node), port: String(port) }),
    ),
    ...inside.map((subnet) => rule({ source: context.name(subnet) })),
  ]);
}
