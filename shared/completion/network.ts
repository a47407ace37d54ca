import { openRequirements, someProviders } from "../constraints/requirements.ts";
import { newLink } from "../constraints/fixes.ts";
import type { RuleNode } from "../constraints/rule.ts";
import type { NodeId } from "../design/design.ts";
import { hostCapacity, parseCidr } from "../topology/cidr.ts";
import type { Built } from "./build.ts";
import type { Draft } from "./draft.ts";
import { addSwitches } from "./network-switches.ts";
import { plug } from "./plugging.ts";

/** Subnets by the name that a service's profile has for them. */
export type ServiceNetworks = ReadonlyMap<string, NodeId>;

/** A subnet for each network of the service that is being added. */
export function addServiceNetworks(draft: Draft, built: readonly Built[]): ServiceNetworks {
  const names = new Set(built.flatMap(({ column }) => column.slots[0]?.network ?? []));
  return new Map([...names].map((name) => [name, draft.add("subnet", name, {})]));
}

/** Plugs every machine that is in no network into one. */
export function connectMachines(
  draft: Draft,
  built: readonly Built[],
  networks: ServiceNetworks,
): void {
  const dependents = dependentsOf(draft);
  // One look at all, for with every cable the topology is worked out anew.
  const topology = draft.context.topology();
  const alone = built.filter(({ node }) => topology.attachments(node).length === 0);
  for (const { node, column } of alone) {
    const subnet =
      networks.get(column.slots[0]?.network ?? "") ?? subnetFor(draft, node, dependents);
    const into = column.switches === null ? subnet : addSwitches(draft, node, column, subnet);
    plug(draft, node, into);
    if (column.hasBalancer) addBalancer(draft, node, column, subnet);
  }
}

/** The subnet of those it works with, else the first with room, else a new one. */
function subnetFor(draft: Draft, node: NodeId, dependents: Dependents): NodeId {
  const { context } = draft;
  const found = context.node(node);
  if (found === undefined) throw new Error(`${node} was just built`);
  const topology = context.topology();
  const wanted = openRequirements(context, found, ["same-network", "network"]);
  const partners = [
    ...wanted.flatMap((one) => someProviders(context, one)),
    ...partnersOf(found, dependents),
  ];
  const near = partners.flatMap((partner) => topology.subnetsOf(partner));
  const free = [...near, ...topology.subnets].find((subnet) => hasRoom(draft, subnet, found.count));
  return free ?? draft.add("subnet", "lan", {});
}

/** Who needs an application over the network, by the application. */
type Dependents = ReadonlyMap<string, readonly NodeId[]>;

function dependentsOf({ context }: Draft): Dependents {
  const wanted = context.find("forwarding", "endpoint").flatMap((id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    return openRequirements(context, node, ["same-network", "network"]).flatMap(({ anyOf }) =>
      anyOf.map((application) => ({ application, id })),
    );
  });
  const groups = Map.groupBy(wanted, ({ application }) => application);
  return new Map([...groups].map(([application, all]) => [application, all.map(({ id }) => id)]));
}

/** Who needs one of the applications of a node. */
function partnersOf({ traits }: RuleNode, dependents: Dependents): readonly NodeId[] {
  return (traits.software?.applications ?? []).flatMap((one) => dependents.get(one) ?? []);
}

/** Whether so many more find an address; a range that is still open grows with them. */
function hasRoom(draft: Draft, subnet: NodeId, more: number): boolean {
  const { context } = draft;
  if (draft.isOpen(subnet, "cidr")) return true;
  const cidr = parseCidr(context.node(subnet)?.traits.subnet?.cidr ?? "");
  if (cidr === null) return false;
  const members = context
    .topology()
    .members(subnet)
    .reduce((sum, member) => sum + (context.node(member.node)?.count ?? 0), 0);
  return BigInt(members + more) <= hostCapacity(cidr);
}

function addBalancer(
  draft: Draft,
  node: NodeId,
  { slots, count }: Built["column"],
  subnet: NodeId,
): void {
  const { service } = draft.request;
  const tier = service?.profile.tiers.find(({ name }) => name === slots[0]?.name);
  if (tier?.balanced === undefined) return;
  const { port, protocol } = tier.balanced;
  const name = draft.context.name(node);
  const id = draft.add("load-balancer", `${name}-balancer`, { port, protocol });
  draft.apply(newLink(draft.context, [id, "nic"], [subnet, "net"]));
  draft.explain({
    key: `${id}/balancer`,
    node: id,
    title: `Load balancer for ${name}`,
    value: id,
    name: draft.context.name(id),
    reason: `Spreads connections to port ${port} over the ${count} machines of ${name}.`,
    isOpen: false,
  });
}
