import type { DesignLink, Endpoint, LinkId, NodeId } from "../design/design.ts";
import { portsTaken } from "./elements.ts";

/** Ports that links take, kept up to date link by link, however many are plugged into one switch. */
export interface PortUse {
  /** Ports of one group that a node's links take, for each of its instances; by a key of {@link portKey}. */
  readonly taken: (key: string) => number;
  /** True when any link at a node says which port it takes, there or at its other end. */
  readonly isNamed: (node: NodeId) => boolean;
  /** Looks at a link again that is another one, or whose ends have another count; returns the ports concerned. */
  readonly replug: (id: LinkId, link: DesignLink | undefined) => readonly PortGroupUse[];
}

/** What a link takes of one port group. */
interface PortGroupUse {
  readonly node: NodeId;
  readonly group: string;
  readonly taken: number;
  readonly named: boolean;
}

/** One port group of one node, as text. */
export function portKey(node: NodeId, group: string): string {
  return `${node} ${group}`;
}

/** `countOf` is undefined for a node that is not there. */
export function createPortUse(countOf: (node: NodeId) => number | undefined): PortUse {
  const sums = new Map<string, number>();
  const named = new Map<NodeId, number>();
  const plugged = new Map<LinkId, readonly PortGroupUse[]>();
  const add = (use: PortGroupUse, by: 1 | -1): void => {
    count(sums, portKey(use.node, use.group), by * use.taken);
    if (use.named) count(named, use.node, by);
  };
  const usesOf = ({ from, to }: DesignLink): readonly PortGroupUse[] => {
    const [mine, other] = [countOf(from.node), countOf(to.node)];
    if (mine === undefined || other === undefined || from.node === to.node) return [];
    const isNamed = from.index !== undefined || to.index !== undefined;
    const useOf = (end: Endpoint, own: number, far: number): PortGroupUse => {
      const taken = portsTaken({ count: own }, { count: far });
      return { node: end.node, group: end.port, taken, named: isNamed };
    };
    return [useOf(from, mine, other), useOf(to, other, mine)];
  };
  return {
    isNamed: (node) => named.has(node),
    taken: (key) => sums.get(key) ?? 0,
    replug: (id, link) => {
      const before = plugged.get(id) ?? [];
      const now = link === undefined ? [] : usesOf(link);
      for (const use of before) add(use, -1);
      for (const use of now) add(use, 1);
      if (now.length > 0) plugged.set(id, now);
      else plugged.delete(id);
      return [...before, ...now];
    },
  };
}

/** Adds to a sum; one that comes to nothing is not kept. */
function count(sums: Map<string, number>, key: string, by: number): void {
  const sum = (sums.get(key) ?? 0) + by;
  if (sum === 0) sums.delete(key);
  else sums.set(key, sum);
}
