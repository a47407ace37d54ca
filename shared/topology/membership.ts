import { sameItems } from "../base/same-items.ts";
import type { NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { compareIds } from "./ids.ts";
import { createSortedRuns, type SortedRuns } from "../base/sorted-runs.ts";
import type { Attachment } from "./topology.ts";

/** Who is in which subnet. */
export interface Membership {
  readonly members: (subnet: NodeId) => readonly Attachment[];
  /** Those of them that forward packets. */
  readonly routers: (subnet: NodeId) => readonly Attachment[];
  /** Takes another list of a node's attachments; returns the subnets for which that is another one. */
  readonly change: (
    node: NodeId,
    before: readonly Attachment[],
    after: readonly Attachment[],
  ) => ReadonlySet<NodeId>;
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
  return {
    members: (subnet) => subnets.get(subnet)?.members.all() ?? NONE,
    routers: (subnet) => subnets.get(subnet)?.routers.all() ?? NONE,
    change: (node, before, after) => {
      const own = Map.groupBy(after, (one) => one.subnet);
      const touched = new Set([...before, ...after].flatMap((one) => one.subnet ?? []));
      const routes = nodes.get(node)?.traits.forwarding === "router";
      for (const subnet of touched) {
        const { members, routers } = listsOf(subnet);
        const run = own.get(subnet) ?? NONE;
        const routed = routes ? run : NONE;
        if (sameItems(members.get(node), run) && sameItems(routers.get(node), routed)) {
          touched.delete(subnet);
          continue;
        }
        members.put(node, run);
        routers.put(node, routed);
      }
      return touched;
    },
  };
}
