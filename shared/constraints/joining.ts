import type { NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { fix, freePort, newLink, newNode, portOfKind, socketsOf } from "./fixes.ts";
import type { QuickFix, RuleContext } from "./rule.ts";

/** The edit that plugs a node into a subnet, or undefined when it has no port free. */
export function plugInto(context: RuleContext, id: NodeId, subnet: NodeId): DesignEdit | undefined {
  const [node, network] = [context.partOf(id, socketsOf), context.partOf(subnet, socketsOf)];
  if (node === undefined || network === undefined) return undefined;
  const port = freePort(context, node, "ethernet", network);
  const net = freePort(context, network, "ethernet", node);
  if (port === undefined || net === undefined) return undefined;
  return newLink(context, [id, port], [subnet, net]);
}

/** Plugs a node into the first of some subnets. */
export function joinSubnet(context: RuleContext, id: NodeId, subnets: readonly NodeId[]) {
  const [subnet] = subnets;
  const edit = subnet === undefined ? undefined : plugInto(context, id, subnet);
  if (subnet === undefined || edit === undefined) return undefined;
  return fix(`Link it to ${context.name(subnet) || "the subnet"}`, [edit]);
}

/** Makes two subnets reach each other: by a router that one of them has, or else by a new one. */
export function joinByRouter(
  context: RuleContext,
  here: NodeId,
  there: NodeId,
): QuickFix | undefined {
  return context.derive(`router between ${here} ${there}`, () => findRouter(context, here, there));
}

function findRouter(context: RuleContext, here: NodeId, there: NodeId): QuickFix | undefined {
  const topology = context.topology();
  const routers = (subnet: NodeId): readonly NodeId[] =>
    topology.routers(subnet).map((member) => member.node);
  const candidates = [
    ...routers(here).map((router) => ({ router, subnet: there })),
    ...routers(there).map((router) => ({ router, subnet: here })),
  ];
  for (const { router, subnet } of candidates) {
    const edit = plugInto(context, router, subnet);
    if (edit !== undefined)
      return fix(`Link ${context.name(router) || "the router"} to ${context.name(subnet)}`, [edit]);
  }
  const router = newNode(context, "router", here);
  const port = portOfKind(context, "router", "ethernet");
  const nets = [here, there].map((subnet) => {
    const net = freePort(context, context.partOf(subnet, socketsOf), "ethernet");
    return net === undefined ? undefined : newLink(context, [router.id, port], [subnet, net]);
  });
  if (nets.includes(undefined)) return undefined;
  return fix("Add a router between them", [router.edit, ...nets]);
}
