import { sameItems } from "../base/same-items.ts";
import type { NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { compareIds } from "./ids.ts";
import { createSortedRuns, type SortedRuns } from "../base/sorted-runs.ts";
import type { Moved } from "./interfaces.ts";
import type { Attachment } from "./topology.ts";

/** Who is in which subnet. */
export interface Membership {
  readonly members: (subnet: NodeId) => readonly Attachment[];
  /** Those of them that forward packets. */
  readonly routers: (subnet: NodeId) => readonly Attachment[];
  /** Takes note of how a node's attachments moved; returns the subnets of which it is another member. */
  readonly change: (node: NodeId, moved: Moved) => readonly NodeId[];
  /** The same for a node that may forward packets now, or does no longer. */
  readonly rerouted: (node: NodeId, now: readonly Attachment[]) => readonly NodeId[];
}

interface Lists {
  readonly members: SortedRuns<Attachment>;
  readonly routers: SortedRuns<Attachment>;
}

const NONE: readonly never[] = [];

export function createMembership(nodes: ReadonlyMap<NodeId, ResolvedNode>): Membership {
  const subnets = new Map<NodeId, Lists>();
  const listsOf = (subnet: NodeId): Lists => {
    let lists = subnets.get(subnet);
    if (lists === undefined) {
      lists = { members: createSortedRuns(compareIds), routers: createSortedRuns(compareIds) };
      subnets.set(subnet, lists);
    }
    return lists;
  };
  const put = (node: NodeId, now: readonly Attachment[], subnet: NodeId): boolean => {
    const { members, routers } = listsOf(subnet);
    const run = now.filter((one) => one.subnet === subnet);
    const routed = nodes.get(node)?.traits.forwarding === "router" ? run : NONE;
    if (sameItems(members.get(node), run) && sameItems(routers.get(node), routed)) return false;
    members.put(node, run);
    routers.put(node, routed);
    return true;
  };
  const putAll = (node: NodeId, now: readonly Attachment[], concerned: readonly Attachment[]) => {
    const subnets = new Set(concerned.flatMap((one) => one.subnet ?? []));
    return [...subnets].filter((subnet) => put(node, now, subnet));
  };
  return {
    members: (subnet) => subnets.get(subnet)?.members.all() ?? NONE,
    routers: (subnet) => subnets.get(subnet)?.routers.all() ?? NONE,
    change: (node, { now, gone, come }) => putAll(node, now, [...gone, ...come]),
    rerouted: (node, now) => putAll(node, now, now),
  };
}
