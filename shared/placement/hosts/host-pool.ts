import { resourceIds, type Pool, type PoolHost, type PoolResources } from "../../pool/pool.ts";
import { homesOf, widestAround } from "./homes.ts";
import type { Available } from "../available.ts";
import { switchTree, type SwitchTree } from "./switch-tree.ts";
import type { HostGrid, Homes } from "../solver/problem.ts";

/** The parts of a host that machines share, in the order in which the solver counts them. */
export const HOST_PARTS = ["cores", "memoryMiB", "diskGiB"] as const;

/** The hosts of a pool as the solver takes them, with the way back to names. */
export interface HostPool {
  readonly grid: HostGrid;
  readonly hosts: readonly PoolHost[];
  readonly tree: SwitchTree;
  readonly weights: PoolResources["weights"];
  /** Per host: Mb/s that one link of it can have; Infinity for all of a cable. */
  readonly ports: Float64Array;
  /** Per host by index: 1 where it has these features, is of that architecture and up. Remembered. */
  suits(architecture: string, features: readonly string[]): Uint8Array;
}

/** What does not change while a pool's description stays the same object. */
interface Standing {
  readonly tree: SwitchTree;
  readonly switchOf: Int32Array;
  readonly firstHost: Int32Array;
  readonly hostsBySwitch: Int32Array;
  readonly free: Float64Array;
  readonly single: Uint8Array;
  /** Those of hosts, then further ones. */
  readonly uplinks: Float64Array;
  readonly homes: Homes | null;
  readonly ports: Float64Array;
  readonly trunks: Float64Array;
  /** Per host: what the objective adds when it is used, where nobody else has any of it and where somebody has. */
  readonly prices: { readonly whole: Float64Array; readonly shared: Float64Array };
  /**
   * Per resource id, where its amount stands; by pools, because those of equal descriptions may share this one.
   * Made when somebody holds something for the first time.
   */
  readonly spots: Map<string, ReadonlyMap<string, Spot>>;
  readonly suits: Map<string, Uint8Array>;
}

interface Spot {
  readonly list: "free" | "uplinks" | "trunks";
  readonly index: number;
}

const known = new WeakMap<PoolResources, Standing>();

/** What of a pool's hosts is left in a window. The second time a pool is asked for, only holdings cost. */
export function hostPool(pool: Pool, available: Available): HostPool {
  const { resources } = pool;
  const standing = known.get(resources) ?? standingOf(resources);
  known.set(resources, standing);
  const { hosts } = resources;
  const free = standing.free.slice();
  const uplinkFree = standing.uplinks.slice();
  const trunkFree = standing.trunks.slice();
  const whole = new Uint8Array(hosts.length).fill(1);
  const spots = available.peaks.size > 0 ? spotsIn(pool, standing) : null;
  const lists = { free, uplinks: uplinkFree, trunks: trunkFree };
  for (const [resource, quantity] of available.peaks) {
    const spot = spots?.get(resource);
    if (spot === undefined) continue;
    const list = lists[spot.list];
    list[spot.index] = Math.max(0, (list[spot.index] ?? 0) - quantity);
    if (spot.list === "free") whole[Math.floor(spot.index / HOST_PARTS.length)] = 0;
  }
  const price = standing.prices.whole.slice();
  for (let host = 0; host < whole.length; host++)
    if (whole[host] === 0) price[host] = standing.prices.shared[host] ?? 0;
  const { tree, switchOf, firstHost, hostsBySwitch } = standing;
  const grid: HostGrid = {
    hosts: hosts.length,
    free,
    parts: HOST_PARTS.length,
    whole,
    uplinkFree,
    homes: standing.homes,
    single: standing.single,
    price,
    switchOf,
    firstHost,
    hostsBySwitch,
    parent: tree.parent,
    depth: tree.depth,
    trunkFree,
  };
  return {
    grid,
    hosts,
    tree,
    weights: resources.weights,
    ports: standing.ports,
    suits: (architecture, features) => suits(hosts, standing.suits, architecture, features),
  };
}

/** What the objective adds for each host in use: fewer hosts leave larger gaps to others. */
function pricesOf({ hosts, weights }: PoolResources): Standing["prices"] {
  const dearest = hosts.reduce((most, { hourlyCost }) => Math.max(most, hourlyCost), 0) || 1;
  const priceOf = ({ hourlyCost }: PoolHost, broken: number): number =>
    weights.hosts + broken + (weights.cost * hourlyCost) / dearest;
  return {
    whole: Float64Array.from(hosts, (host) => priceOf(host, weights.wholeHosts)),
    shared: Float64Array.from(hosts, (host) => priceOf(host, 0)),
  };
}

function standingOf(resources: PoolResources): Standing {
  const { hosts } = resources;
  const tree = switchTree(resources);
  const switchOf = Int32Array.from(hosts, (host) => tree.indexOf(host.switch));
  const firstHost = new Int32Array(tree.parent.length + 1);
  for (const at of switchOf) firstHost[at + 1] = (firstHost[at + 1] ?? 0) + 1;
  for (let at = 0; at < tree.parent.length; at++)
    firstHost[at + 1] = (firstHost[at + 1] ?? 0) + (firstHost[at] ?? 0);
  const next = firstHost.slice();
  const hostsBySwitch = new Int32Array(hosts.length);
  switchOf.forEach((at, host) => {
    hostsBySwitch[next[at] ?? 0] = host;
    next[at] = (next[at] ?? 0) + 1;
  });
  const share = (host: PoolHost): number => (host.state === "up" ? 1 : 0);
  const own = hosts.map((host) => Math.floor(host.uplinkMbps * share(host)));
  const { homes, further } = homesOf(resources, tree);
  const beside = further.map(({ host, mbps }) => {
    const at = hosts[host];
    return at === undefined ? 0 : Math.floor(mbps * share(at));
  });
  return {
    tree,
    switchOf,
    firstHost,
    hostsBySwitch,
    free: Float64Array.from(
      hosts.flatMap((host) => HOST_PARTS.map((part) => Math.floor(host[part] * share(host)))),
    ),
    single: Uint8Array.from(hosts, ({ exclusive }) => (exclusive ? 1 : 0)),
    uplinks: Float64Array.from([...own, ...beside]),
    homes,
    ports: Float64Array.from(hosts, (host, index) => widestAround(host, homes, index)),
    prices: pricesOf(resources),
    trunks: Float64Array.from(tree.trunks, (trunk) => Math.floor(trunk?.bandwidthMbps ?? 0)),
    spots: new Map(),
    suits: new Map(),
  };
}

function spotsIn(pool: Pool, { spots, tree }: Standing): ReadonlyMap<string, Spot> {
  const found = spots.get(pool.id) ?? spotsOf(pool, tree);
  spots.set(pool.id, found);
  return found;
}

function spotsOf({ id, resources }: Pool, tree: SwitchTree): ReadonlyMap<string, Spot> {
  const spots = new Map<string, Spot>();
  resources.hosts.forEach((host, index) => {
    HOST_PARTS.forEach((part, offset) => {
      const spot: Spot = { list: "free", index: index * HOST_PARTS.length + offset };
      spots.set(resourceIds.host(id, host.id, part), spot);
    });
    spots.set(resourceIds.host(id, host.id, "uplinkMbps"), { list: "uplinks", index });
  });
  homesOf(resources, tree).further.forEach(({ host, to }, index) => {
    const resource = resourceIds.furtherUplink(id, resources.hosts[host]?.id ?? "", to);
    spots.set(resource, { list: "uplinks", index: resources.hosts.length + index });
  });
  tree.trunks.forEach((trunk, index) => {
    if (trunk !== null) spots.set(resourceIds.trunk(id, trunk.id), { list: "trunks", index });
  });
  return spots;
}

function suits(
  hosts: readonly PoolHost[],
  remembered: Map<string, Uint8Array>,
  architecture: string,
  features: readonly string[],
): Uint8Array {
  const key = JSON.stringify([architecture, ...features]);
  const found = remembered.get(key);
  if (found !== undefined) return found;
  const own = Uint8Array.from(hosts, (host) =>
    host.state === "up" &&
    host.architecture === architecture &&
    features.every((feature) => host.features.includes(feature))
      ? 1
      : 0,
  );
  remembered.set(key, own);
  return own;
}
