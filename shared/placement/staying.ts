import { resourceIds, type Claim, type Pool, type PoolSwitch } from "../pool/pool.ts";
import { furtherUplinks } from "../pool/uplinks.ts";
import { availableIn } from "./available.ts";
import { HOST_PARTS, hostPool } from "./hosts/host-pool.ts";
import { designProblem } from "./hosts/mapping-problem.ts";
import type { Holding, Kept, PlacementRequest } from "./placement.ts";
import type { MachineNeed, Requirements } from "./requirements.ts";
import { UNPLACED } from "./solver/mapping/mapping.ts";

/** How much there is of a resource, and how much of that is left to those who stay. */
type Left = Claim & { readonly capacity: number };

interface Offered {
  readonly pool: Pool;
  /** By others, with what is not left to those who stay. */
  readonly held: readonly Holding[];
}

interface Asked {
  readonly needs: Requirements;
  readonly kept: Kept;
}

/**
 * The pool during a window for those who stay where they are also on hosts and switches that are out of use then: there
 * they have what they hold and need still, and nobody else finds room beside them. Whom its host does not suit any more
 * goes, and leaves nothing to others.
 */
export function withStaying(request: PlacementRequest, during: Pool, asked: Asked): Offered {
  const offered = leftTo(request, during, asked);
  const staying = stayersIn(offered, request, asked);
  if (Object.keys(staying).length === Object.keys(asked.kept.hosts).length) return offered;
  return withStaying(request, during, { ...asked, kept: { ...asked.kept, hosts: staying } });
}

/** Where machines are kept, of those whose hosts suit them. */
function stayersIn(
  { pool, held }: Offered,
  { window }: PlacementRequest,
  { needs, kept }: Asked,
): Kept["hosts"] {
  const hosts = hostPool(pool, availableIn(pool, window, held));
  const { instances, problem } = designProblem(hosts, needs, kept.hosts);
  return Object.fromEntries(
    instances.flatMap((instance, item) => {
      const host = kept.hosts[instance];
      return host === undefined || problem.stays[item] === UNPLACED ? [] : [[instance, host]];
    }),
  );
}

function leftTo(
  { pool, window, held }: PlacementRequest,
  during: Pool,
  { needs, kept }: Asked,
): Offered {
  const machines = machinesOn(needs, kept);
  const own = new Map(kept.claims.map(({ resource, quantity }) => [resource, quantity]));
  const { resources } = pool;
  const further = furtherUplinks(resources);
  const left: Left[] = [];
  const leave = (resource: string, capacity: number, needed = Infinity): void => {
    left.push({ resource, capacity, quantity: Math.min(own.get(resource) ?? 0, needed) });
  };
  // What is in use is the same object at all times.
  const hosts = during.resources.hosts.map((host, index) => {
    const [before, staying] = [resources.hosts[index] ?? host, machines.get(host.id)];
    if (before === host || staying === undefined) return host;
    const isWhole = before.exclusive || staying.some(({ compute }) => compute.bareMetal);
    for (const part of HOST_PARTS)
      leave(
        resourceIds.host(pool.id, host.id, part),
        Math.floor(before[part]),
        isWhole ? undefined : sumOf(staying, part),
      );
    leave(resourceIds.host(pool.id, host.id, "uplinkMbps"), Math.floor(before.uplinkMbps));
    for (const { switch: to, mbps } of further.get(host.id) ?? [])
      leave(resourceIds.furtherUplink(pool.id, host.id, to), Math.floor(mbps));
    return before;
  });
  const switches = during.resources.switches.map((item, index) => {
    const before = resources.switches[index] ?? item;
    const needed = before === item ? 0 : portsOn(before, needs, kept);
    if (needed === 0) return item;
    leave(resourceIds.switchPorts(pool.id, item.id), before.ports, needed);
    return before;
  });
  const known = new Set(left.map(({ resource }) => resource));
  const rest = left.flatMap(({ resource, capacity, quantity }) =>
    capacity > quantity ? [{ resource, quantity: capacity - quantity, window }] : [],
  );
  return {
    pool: { ...during, resources: { ...during.resources, hosts, switches } },
    held: [...held.filter(({ resource }) => !known.has(resource)), ...rest],
  };
}

/** By host, the machines that are kept there, one for each. */
function machinesOn(
  { machines }: Requirements,
  { hosts }: Kept,
): ReadonlyMap<string, readonly MachineNeed[]> {
  const kept = machines.flatMap((need) =>
    need.instances.flatMap((instance) => {
      const host = hosts[instance];
      return host === undefined ? [] : [{ host, need }];
    }),
  );
  return new Map(
    [...Map.groupBy(kept, ({ host }) => host)].map(([host, own]) => [
      host,
      own.map(({ need }) => need),
    ]),
  );
}

function sumOf(machines: readonly MachineNeed[], part: (typeof HOST_PARTS)[number]): number {
  return machines.reduce((sum, { compute }) => sum + compute[part], 0);
}

/** The ports of a switch that those need that are kept there and for whom it is fast enough. */
function portsOn({ id, speedMbps }: PoolSwitch, { switches }: Requirements, kept: Kept): number {
  return switches
    .filter((need) => kept.switches[need.instance] === id && need.speedMbps <= speedMbps)
    .reduce((sum, { ports }) => sum + ports, 0);
}
