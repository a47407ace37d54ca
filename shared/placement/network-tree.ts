import { resourceIds, type Pool, type ResourceId } from "../pool/pool.ts";
import type { Available } from "./available.ts";

/** A place in the pool's network: a host, a switch or what joins them. Each has one cable upwards. */
export interface TreeNode {
  readonly index: number;
  readonly parent: number | null;
  /** Of the host, if it is one: its index in `pool.resources.hosts`. */
  readonly host: number | null;
  /** What the cable upwards is called and what is free on it; none for a place without such a cable. */
  readonly uplink: { readonly resource: ResourceId; readonly name: string } | null;
  readonly freeMbps: number;
  readonly children: number[];
  /** All hosts below, itself included, by their index. */
  readonly hosts: number[];
}

/** The pool's switches and hosts as one tree. Islands without a trunk between them can promise nothing across. */
export interface NetworkTree {
  readonly nodes: readonly TreeNode[];
  readonly root: number;
  /** Tree node of each host. */
  readonly leafOf: readonly number[];
}

/** Where hosts hang whose switch is not known. */
const UNKNOWN_SWITCH = "";

interface Trunk {
  readonly to: string;
  readonly id: string;
}

/** Builds the tree; a trunk that would close a ring is left out, since trunks form a forest. */
export function networkTree(pool: Pool, available: Available): NetworkTree {
  const nodes: TreeNode[] = [];
  const add = (
    parent: number | null,
    host: number | null,
    uplink: TreeNode["uplink"],
    freeMbps: number,
  ): number => {
    const index = nodes.length;
    nodes.push({ index, parent, host, uplink, freeMbps, children: [], hosts: [] });
    if (parent !== null) nodes[parent]?.children.push(index);
    return index;
  };
  const root = add(null, null, null, 0);
  const switches = addSwitches(pool, available, root, add);
  const leafOf = pool.resources.hosts.map((host, index) => {
    const resource = resourceIds.host(pool.id, host.id, "uplinkMbps");
    const parent = switches.get(host.switch ?? UNKNOWN_SWITCH) ?? root;
    return add(parent, index, { resource, name: host.name }, available.free(resource));
  });
  leafOf.forEach((leaf, host) => {
    for (let at: number | null = leaf; at !== null; at = nodes[at]?.parent ?? null)
      nodes[at]?.hosts.push(host);
  });
  return { nodes, root, leafOf };
}

function addSwitches(
  pool: Pool,
  available: Available,
  root: number,
  add: (parent: number, host: null, uplink: TreeNode["uplink"], freeMbps: number) => number,
): ReadonlyMap<string, number> {
  const trunks = trunksBySwitch(pool);
  const indexOf = new Map<string, number>();
  // From the best connected on, so that a hub becomes the top and ways stay short.
  const ordered = [...trunks].toSorted(([, a], [, b]) => b.length - a.length);
  for (const [island] of ordered) {
    if (indexOf.has(island)) continue;
    indexOf.set(island, add(root, null, null, 0));
    const queue = [island];
    for (const id of queue)
      for (const { to, id: trunk } of trunks.get(id) ?? []) {
        if (indexOf.has(to)) continue;
        const resource = resourceIds.trunk(pool.id, trunk);
        const uplink = { resource, name: trunk };
        indexOf.set(to, add(indexOf.get(id) ?? root, null, uplink, available.free(resource)));
        queue.push(to);
      }
  }
  return indexOf;
}

function trunksBySwitch({ resources }: Pool): ReadonlyMap<string, Trunk[]> {
  const trunks = new Map<string, Trunk[]>();
  const ensure = (id: string): Trunk[] => {
    const known = trunks.get(id) ?? [];
    trunks.set(id, known);
    return known;
  };
  for (const { id } of resources.switches) ensure(id);
  for (const { switch: id } of resources.hosts) ensure(id ?? UNKNOWN_SWITCH);
  for (const { id, from, to } of resources.trunks) {
    ensure(from).push({ to, id });
    ensure(to).push({ to: from, id });
  }
  return trunks;
}
