import type { NodeId } from "../design/design.ts";
import { separate } from "./separate.ts";

/** Transit nodes (subnets, routers, proxies) that can all reach one another; an object of its own. */
export interface Area {
  readonly members: ReadonlySet<NodeId>;
}

/** The parts into which the transit nodes fall, kept up to date as they are joined and cut. */
export interface Areas {
  /** undefined for what is not transit. */
  of(id: NodeId): Area | undefined;
  /**
   * Takes note of transit nodes that came, went or have other transit neighbours. Where an area falls apart,
   * or two become one, the smaller part moves; returns all that moved.
   */
  update(changed: ReadonlySet<NodeId>): ReadonlySet<NodeId>;
}

/** `transitOf` lists the transit neighbours of a transit node, and is undefined for any other node. */
export function createAreas(transitOf: (id: NodeId) => readonly NodeId[] | undefined): Areas {
  const areas = new Map<NodeId, { readonly members: Set<NodeId> }>();
  const move = (
    ids: Iterable<NodeId>,
    moved: Set<NodeId>,
    into = { members: new Set<NodeId>() },
  ) => {
    for (const id of ids) {
      areas.get(id)?.members.delete(id);
      areas.set(id, into);
      into.members.add(id);
      moved.add(id);
    }
  };
  const join = (id: NodeId, next: NodeId, moved: Set<NodeId>): void => {
    const [a, b] = [areas.get(id), areas.get(next)];
    if (a === undefined || b === undefined || a === b) return;
    const [small, large] = a.members.size < b.members.size ? [a, b] : [b, a];
    move([...small.members], moved, large);
  };
  return {
    of: (id) => areas.get(id),
    update: (changed) => {
      const moved = new Set<NodeId>();
      for (const id of changed)
        if (transitOf(id) === undefined) {
          areas.get(id)?.members.delete(id);
          if (areas.delete(id)) moved.add(id);
        } else if (!areas.has(id)) move([id], moved);
      const present = [...changed].filter((id) => areas.has(id));
      for (const group of Map.groupBy(present, (id) => areas.get(id)).values())
        for (const part of separate(new Set(group), (id) => transitOf(id) ?? [])) move(part, moved);
      for (const id of present) for (const next of transitOf(id) ?? []) join(id, next, moved);
      return moved;
    },
  };
}
