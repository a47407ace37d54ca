import { sameItems } from "../base/same-items.ts";
import type { LinkId, NodeId } from "../design/design.ts";
import type { ResolvedNode } from "../kinds/resolve.ts";
import { compareIds } from "./ids.ts";
import { createSortedRuns, type SortedRuns } from "../base/sorted-runs.ts";
import type { Moved } from "./interfaces.ts";
import type { Attachment } from "./topology.ts";

/** Who is in which subnet, and how. */
export interface Membership {
  readonly members: (subnet: NodeId) => readonly Attachment[];
  /** Those of them that forward packets. */
  readonly routers: (subnet: NodeId) => readonly Attachment[];
  /** Who gets to a subnet over a link between switches. */
  readonly crossing: (trunk: LinkId) => readonly Attachment[];
  /** Whose cable into a switch is in none of its subnets, because it is not clear in which. */
  readonly unclear: (hub: NodeId) => readonly Attachment[];
  /** Takes note of how a node's attachments moved; adds whatever it is another member of to `changed`. */
  readonly change: (node: NodeId, moved: Moved, changed: MembershipChanges) => void;
  /** The same for a node that may forward packets now, or does no longer. */
  readonly rerouted: (node: NodeId, now: readonly Attachment[]) => readonly NodeId[];
}

export interface MembershipChanges {
  /** Subnets with other members or routers. */
  readonly members: Set<NodeId>;
  /** Links between switches that others cross. */
  readonly trunks: Set<LinkId>;
  /** Switches with other cables of which it is not clear what they are for. */
  readonly unclear: Set<NodeId>;
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
    const subnets = new Set<NodeId>();
    for (const { subnet } of concerned) if (subnet !== null) subnets.add(subnet);
    return [...subnets].filter((subnet) => put(node, now, subnet));
  };
  const trunks = createRunsByKey();
  const hubs = createRunsByKey();
  // Most cables lead through one switch, and it is clear where to.
  const passed = (concerned: readonly Attachment[]): readonly LinkId[] =>
    concerned.some((one) => one.trunks.length > 0) ? concerned.flatMap((one) => one.trunks) : NONE;
  const doubted = (concerned: readonly Attachment[]): readonly NodeId[] =>
    concerned.some((one) => one.ambiguous)
      ? concerned.flatMap((one) => hubInDoubt(one) ?? [])
      : NONE;
  return {
    crossing: trunks.get,
    unclear: hubs.get,
    members: (subnet) => subnets.get(subnet)?.members.all() ?? NONE,
    routers: (subnet) => subnets.get(subnet)?.routers.all() ?? NONE,
    change: (node, { now, gone, come }, changed) => {
      const concerned = [...gone, ...come];
      for (const subnet of putAll(node, now, concerned)) changed.members.add(subnet);
      for (const trunk of passed(concerned)) {
        trunks.put(
          trunk,
          node,
          now.filter((one) => one.trunks.includes(trunk)),
        );
        changed.trunks.add(trunk);
      }
      for (const hub of doubted(concerned)) {
        hubs.put(
          hub,
          node,
          now.filter((one) => hubInDoubt(one) === hub),
        );
        changed.unclear.add(hub);
      }
    },
    rerouted: (node, now) => putAll(node, now, now),
  };
}

/** The switch at which it is not clear what a cable is for. */
function hubInDoubt({ ambiguous, switches }: Attachment): NodeId | undefined {
  return ambiguous ? switches[0] : undefined;
}

/** Attachments by key, and under each by their node. */
function createRunsByKey() {
  const lists = new Map<string, SortedRuns<Attachment>>();
  return {
    get: (key: string): readonly Attachment[] => lists.get(key)?.all() ?? NONE,
    put: (key: string, node: NodeId, run: readonly Attachment[]): void => {
      let list = lists.get(key);
      if (list === undefined) lists.set(key, (list = createSortedRuns(compareIds)));
      list.put(node, run);
    },
  };
}
