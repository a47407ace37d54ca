import type { PoolResources } from "../../pool/pool.ts";

type Trunk = PoolResources["trunks"][number];

/** The switches of a pool as one tree. Islands without a trunk between them hang on a top that carries nothing. */
export interface SwitchTree {
  /** Per switch: the one above it, −1 for the top. */
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  /** Per switch: the trunk to the one above; null for none. */
  readonly trunks: readonly (Trunk | null)[];
  /** Per switch: its id. */
  readonly ids: readonly string[];
  /** The number of a switch by its id; null where hosts hang whose switch is not known. */
  indexOf(id: string | null): number;
}

/** Where hosts hang whose switch is not known. */
const UNKNOWN_SWITCH = "";

/** Builds the tree from the best connected switch on; a trunk that would close a ring is left out. */
export function switchTree(resources: PoolResources): SwitchTree {
  const neighbours = neighboursOf(resources);
  // A hub becomes the top, so that ways stay short.
  const ordered = [...neighbours].toSorted(([, a], [, b]) => b.length - a.length);
  const numbers = new Map<string, number>();
  const [parent, depth, trunks] = [[] as number[], [] as number[], [] as (Trunk | null)[]];
  const add = (id: string, above: number, trunk: Trunk | null): void => {
    numbers.set(id, parent.length);
    parent.push(above);
    depth.push(above === -1 ? 0 : (depth[above] ?? 0) + 1);
    trunks.push(trunk);
  };
  const islands = islandsOf(ordered);
  // A name that no switch has: ids are not empty, and where the switch is unknown it is one space less.
  if (islands.length !== 1) add(" ", -1, null);
  for (const island of islands) {
    add(island, islands.length === 1 ? -1 : 0, null);
    const queue = [island];
    for (const id of queue)
      for (const { to, trunk } of neighbours.get(id) ?? []) {
        if (numbers.has(to)) continue;
        add(to, numbers.get(id) ?? 0, trunk);
        queue.push(to);
      }
  }
  return {
    parent: Int32Array.from(parent),
    depth: Int32Array.from(depth),
    trunks,
    ids: [...numbers.keys()],
    indexOf: (id) => numbers.get(id ?? UNKNOWN_SWITCH) ?? 0,
  };
}

interface Neighbour {
  readonly to: string;
  readonly trunk: Trunk;
}

function neighboursOf({
  switches,
  hosts,
  trunks,
}: PoolResources): ReadonlyMap<string, Neighbour[]> {
  const neighbours = new Map<string, Neighbour[]>();
  const ensure = (id: string): Neighbour[] => {
    const known = neighbours.get(id);
    if (known !== undefined) return known;
    const fresh: Neighbour[] = [];
    neighbours.set(id, fresh);
    return fresh;
  };
  for (const { id } of switches) ensure(id);
  for (const host of hosts) ensure(host.switch ?? UNKNOWN_SWITCH);
  for (const trunk of trunks) {
    ensure(trunk.from).push({ to: trunk.to, trunk });
    ensure(trunk.to).push({ to: trunk.from, trunk });
  }
  return neighbours;
}

/** One switch of each island, the best connected. */
function islandsOf(ordered: readonly (readonly [string, readonly Neighbour[]])[]): string[] {
  const neighbours = new Map(ordered);
  const seen = new Set<string>();
  const islands: string[] = [];
  for (const [id] of ordered) {
    if (seen.has(id)) continue;
    islands.push(id);
    const queue = [id];
    seen.add(id);
    for (const at of queue)
      for (const { to } of neighbours.get(at) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
  }
  return islands;
}
