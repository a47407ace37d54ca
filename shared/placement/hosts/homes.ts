import type { PoolHost, PoolResources } from "../../pool/pool.ts";
import { furtherUplinks } from "../../pool/uplinks.ts";
import type { Homes } from "../solver/problem.ts";
import type { SwitchTree } from "./switch-tree.ts";

/** A cable of a host, by its number, to a switch beside the host's own. */
interface Further {
  readonly host: number;
  readonly to: string;
  readonly mbps: number;
  readonly widestMbps: number;
}

/** The further cables of a pool's hosts in the order in which the solver counts them, and what it takes of them. */
export function homesOf(
  resources: PoolResources,
  tree: SwitchTree,
): { readonly homes: Homes | null; readonly further: readonly Further[] } {
  const { hosts } = resources;
  const byHost = furtherUplinks(resources);
  if (byHost.size === 0) return { homes: null, further: [] };
  const further = hosts.flatMap(({ id }, host) =>
    (byHost.get(id) ?? []).map(({ switch: to, mbps, widestMbps }) => ({
      host,
      to,
      mbps,
      widestMbps,
    })),
  );
  const uplinks = hosts.map((_, host) => [host]);
  further.forEach(({ host }, index) => uplinks[host]?.push(hosts.length + index));
  const homes = {
    uplinks,
    hostOf: Int32Array.from([...hosts.keys(), ...further.map(({ host }) => host)]),
    switchOf: Int32Array.from([
      ...hosts.map((host) => tree.indexOf(host.switch)),
      ...further.map(({ to }) => tree.indexOf(to)),
    ]),
    widest: Float64Array.from([
      ...hosts.map(portOf),
      ...further.map(({ widestMbps }) => widestMbps),
    ]),
  };
  return { homes, further };
}

/** What one link can have of a host's own cable; of one port all of it, whose load is watched. */
function portOf({ ports, uplinkMbps }: PoolHost): number {
  return ports > 1 ? uplinkMbps / ports : Infinity;
}

/** Mb/s that are free on all cables of a host. */
export function freeAround(
  { homes, uplinkFree }: { readonly homes: Homes | null; readonly uplinkFree: Float64Array },
  host: number,
): number {
  const cables = homes?.uplinks[host] ?? [host];
  return cables.reduce((sum, cable) => sum + (uplinkFree[cable] ?? 0), 0);
}

/** Mb/s that one link of a host can have: what the fastest of its ports gives. */
export function widestAround(host: PoolHost, homes: Homes | null, index: number): number {
  const further = homes?.uplinks[index]?.slice(1) ?? [];
  return Math.max(portOf(host), ...further.map((cable) => homes?.widest[cable] ?? 0));
}
