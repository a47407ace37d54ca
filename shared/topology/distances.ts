import type { NodeId } from "../design/design.ts";
import { compareIds } from "./ids.ts";
import { settle, type Neighbours } from "./settle.ts";

/** A step on the shortest way from a transit node to a target. */
export interface Step {
  /** How many steps it is to the target; 0 at the target. */
  readonly distance: number;
  /** Where to go; of several as short, the first by id. */
  readonly next: NodeId | null;
}

/** Shortest ways over transit nodes, for each target that was ever asked for; see {@link targetOf}. */
export interface Distances {
  /** undefined where no way leads to the target. */
  readonly step: (target: string, from: NodeId) => Step | undefined;
  /** Takes note of transit nodes that changed; returns, by target, the nodes whose step may have. */
  readonly update: (changed: ReadonlySet<NodeId>) => ReadonlyMap<string, ReadonlySet<NodeId>>;
  /** Works a target out again only when it is asked for again. */
  readonly forget: (target: string) => void;
}

/** Several nodes as one target: whichever is nearest. */
export function targetOf(ids: readonly NodeId[]): string {
  return ids.join(" ");
}

interface Target {
  readonly ids: ReadonlySet<NodeId>;
  readonly distances: Map<NodeId, number>;
}

/** `transitOf` lists the transit neighbours of a transit node, and is undefined for any other node. */
export function createDistances(transitOf: Neighbours): Distances {
  const targets = new Map<string, Target>();
  const find = (name: string): Target => {
    let target = targets.get(name);
    if (target === undefined) {
      target = { ids: new Set(name.split(" ")), distances: new Map() };
      targets.set(name, target);
      settle(target.distances, target.ids, target.ids, transitOf);
    }
    return target;
  };
  return {
    step: (target, from) => {
      const { distances } = find(target);
      const distance = distances.get(from);
      if (distance === undefined) return undefined;
      let next: NodeId | null = null;
      for (const id of transitOf(from) ?? [])
        if (distances.get(id) === distance - 1 && (next === null || compareIds(id, next) < 0))
          next = id;
      return { distance, next };
    },
    update: (changed) => {
      if (changed.size === 0) return new Map();
      return new Map(
        [...targets].map(([name, { ids, distances }]) => {
          const moved = settle(distances, ids, changed, transitOf);
          const steps = new Set([...changed, ...moved]);
          // Who stands beside a node that moved may now go another way.
          for (const id of moved) for (const next of transitOf(id) ?? []) steps.add(next);
          return [name, steps];
        }),
      );
    },
    forget: (target) => targets.delete(target),
  };
}
