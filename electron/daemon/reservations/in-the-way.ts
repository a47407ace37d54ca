import type { Steps } from "../../../shared/base/steps.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import { HOST_PARTS } from "../../../shared/placement/hosts/host-pool.ts";
import { place } from "../../../shared/placement/place.ts";
import type { Placement, Refusal } from "../../../shared/placement/placement.ts";
import { requirementsOf, type MachineNeed } from "../../../shared/placement/requirements.ts";
import { capacityIn } from "../../../shared/pool/capacity-in.ts";
import { poolDuring } from "../../../shared/pool/condition.ts";
import {
  resourceIds,
  type Pool,
  type PoolHost,
  type ResourceId,
} from "../../../shared/pool/pool.ts";
import { vlansIn } from "../../../shared/pool/vlans.ts";
import type { ClaimIndex } from "../../../shared/reservations/claim-index.ts";
import type { ReservationsContext } from "./context.ts";
import type { PlannedTime } from "./plan-slots.ts";
import { shortagesIn, type Contested, type Shortage } from "./shortage.ts";

const MOST = 5;

/** Parts of a lab by what lacks of them. */
type Sort = "host" | "uplink" | "trunk" | "switch" | "storage" | "seats" | "vlan" | "address";

/** What lacks where the machines have a place, by why the rest has none. */
const LACKING: Partial<Record<Refusal["code"], Sort>> = {
  "not-enough-vlans": "vlan",
  "not-enough-outside-addresses": "address",
  "not-enough-seats": "seats",
  "not-enough-storage": "storage",
  "not-enough-storage-bandwidth": "storage",
  "not-enough-switch-ports": "switch",
  "switch-too-slow": "switch",
};

/** What may lack of the machines, the least first: were it free, they would have a place. */
const OF_MACHINES: readonly (readonly Sort[])[] = [
  ["uplink", "trunk"],
  ["host", "uplink"],
  ["host", "uplink", "trunk"],
];

interface Lab {
  readonly index: ClaimIndex;
  readonly pool: Pool;
  readonly now: number;
}

/** A time that is refused, and where as many copies would go as have room. */
type Refused = Pick<PlannedTime, "design" | "refusals" | "begun"> & {
  readonly times: Pick<PlannedTime["times"], "hold">;
};

/**
 * What is in the way of the next copy of a design, beside those that have room: what others hold of which it would be
 * enough to have it free. Where several would do as well, as most hosts of a lab do, they are counted together. Empty
 * where nobody's leaving would help. Each try is a step.
 */
export function* inTheWayOf(
  { catalogue }: Pick<ReservationsContext, "catalogue">,
  { index, pool: lab, now }: Lab,
  { design, times, refusals, begun }: Refused,
): Steps<readonly Shortage[]> {
  const { hold } = times;
  const pool = poolDuring(lab, hold);
  const others = index.held(hold, now);
  const own = begun.flatMap(({ claims }) =>
    claims.map((claim) => Object.assign({ window: hold }, claim)),
  );
  const lacking = new Set(refusals.flatMap(({ code }) => LACKING[code] ?? []));
  const ofMachines = refusals.some(({ code }) => LACKING[code] === undefined) ? OF_MACHINES : [[]];
  for (const sorts of ofMachines) {
    const freed = new Set<Sort>([...lacking, ...sorts]);
    const kept = others.filter(({ resource }) => !freed.has(sortOf(resource, pool.id)));
    const placed = place({ design, catalogue, pool, window: hold, held: [...kept, ...own] });
    yield;
    if (!placed.ok) continue;
    const needs = requirementsOf(expandDesign(design), catalogue);
    const contest = { pool, needs, refusals, placement: placed.value, freed };
    const short = shortIn(placed.value, pool, [...others, ...own]);
    const groups = contested(contest, (resource) => short.has(resource));
    return shortagesIn({ index, pool, now, hold }, groups)
      .filter(({ holders }) => holders.length > 0)
      .slice(0, MOST);
  }
  return [];
}

function sortOf(resource: ResourceId, pool: string): Sort {
  const rest = resource.slice(pool.length + 1);
  const sort = rest.slice(0, rest.indexOf("/")) as Sort;
  return sort === "host" && /\/uplinkMbps(\/|$)/.test(rest) ? "uplink" : sort;
}

/** Of what of a placement too little is free. */
function shortIn(
  { claims }: Placement,
  pool: Pool,
  held: readonly { readonly resource: ResourceId; readonly quantity: number }[],
): ReadonlySet<ResourceId> {
  const capacityOf = capacityIn(pool);
  const taken = new Map<ResourceId, number>();
  for (const { resource, quantity } of held)
    taken.set(resource, (taken.get(resource) ?? 0) + quantity);
  const short = claims.filter(
    ({ resource, quantity }) => quantity + (taken.get(resource) ?? 0) > capacityOf(resource),
  );
  return new Set(short.map(({ resource }) => resource));
}

interface Contest {
  readonly pool: Pool;
  readonly needs: ReturnType<typeof requirementsOf>;
  readonly refusals: readonly Refusal[];
  /** Where it would go if what is freed were so. */
  readonly placement: Placement;
  readonly freed: ReadonlySet<Sort>;
}

function contested(contest: Contest, isShort: (resource: ResourceId) => boolean): Contested[] {
  const { pool, placement, freed } = contest;
  const single = placement.claims.flatMap(({ resource }) =>
    ["seats", "uplink", "trunk"].includes(sortOf(resource, pool.id)) && isShort(resource)
      ? [{ resource, things: [[resource]] }]
      : [],
  );
  return [
    ...hostsContested(contest, isShort),
    ...switchesContested(contest, isShort),
    ...storageContested(contest, isShort),
    ...(freed.has("vlan") ? [vlansContested(pool)] : []),
    ...(freed.has("address") ? [addressesContested(pool)] : []),
    // Who has a host has its cables: those say nothing more.
    ...single.filter(
      ({ resource }) => !(freed.has("host") && sortOf(resource, pool.id) === "uplink"),
    ),
  ];
}

const PART_OF: Partial<Record<Refusal["code"], (typeof HOST_PARTS)[number]>> = {
  "not-enough-cores": "cores",
  "not-enough-memory": "memoryMiB",
  "not-enough-disk": "diskGiB",
};

/** The hosts on which the machines could stand that stand on hosts of which others have something. */
function hostsContested(
  { pool, needs, refusals, placement }: Contest,
  isShort: (resource: ResourceId) => boolean,
): Contested[] {
  const { id, resources } = pool;
  const shortParts = (host: string) =>
    HOST_PARTS.filter((part) => isShort(resourceIds.host(id, host, part)));
  const sets = new Map<string, { readonly hosts: readonly PoolHost[]; readonly machine: string }>();
  const parts = new Set(refusals.flatMap(({ code }) => PART_OF[code] ?? []));
  for (const { compute, instances } of needs.machines) {
    const taken = instances.filter(
      (instance) => shortParts(placement.hosts[instance] ?? "").length > 0,
    );
    if (taken.length === 0) continue;
    const hosts = resources.hosts.filter((host) => suits(host, compute));
    sets.set(hosts.map((host) => host.id).join("\n"), { hosts, machine: taken[0] ?? "" });
  }
  return [...sets.values()].flatMap(({ hosts, machine }) => {
    const [only] = hosts;
    if (hosts.length === 1 && only !== undefined)
      return shortParts(placement.hosts[machine] ?? "").map((part) => {
        const resource = resourceIds.host(id, only.id, part);
        return { resource, things: [[resource]] };
      });
    if (parts.size === 0) {
      const things = hosts.map((host) =>
        HOST_PARTS.map((part) => resourceIds.host(id, host.id, part)),
      );
      return [{ resource: `${id}/host/*`, things, whole: true }];
    }
    return [...parts].map((part) => ({
      resource: resourceIds.host(id, "*", part),
      things: hosts.map((host) => [resourceIds.host(id, host.id, part)]),
    }));
  });
}

/** Whether a host, were it empty, could hold a machine. */
function suits(host: PoolHost, compute: MachineNeed["compute"]): boolean {
  return (
    host.state === "up" &&
    host.architecture === compute.architecture &&
    compute.features.every((feature) => host.features.includes(feature)) &&
    HOST_PARTS.every((part) => compute[part] <= host[part])
  );
}

function switchesContested(
  { pool, needs, placement }: Contest,
  isShort: (resource: ResourceId) => boolean,
): Contested[] {
  const portsOf = (id: string): ResourceId => resourceIds.switchPorts(pool.id, id);
  const taken = needs.switches.filter(({ instance }) =>
    isShort(portsOf(placement.switches[instance] ?? "")),
  );
  if (taken.length === 0) return [];
  const ports = Math.min(...taken.map((need) => need.ports));
  const speed = Math.min(...taken.map((need) => need.speedMbps));
  const would = pool.resources.switches.filter(
    (one) => one.ports >= ports && one.speedMbps >= speed,
  );
  return [together(portsOf, would)];
}

function storageContested(
  { pool, needs, placement }: Contest,
  isShort: (resource: ResourceId) => boolean,
): Contested[] {
  return (["capacityGiB", "bandwidthMbps"] as const).flatMap((part) => {
    const ofStorage = (id: string): ResourceId => resourceIds.storage(pool.id, id, part);
    const taken = needs.volumes.filter(({ instance }) =>
      isShort(ofStorage(placement.storage[instance] ?? "")),
    );
    if (taken.length === 0) return [];
    const least = Math.min(...taken.map((need) => need[part]));
    const would = pool.resources.storage.filter((one) => one[part] >= least);
    return [together(ofStorage, would)];
  });
}

/** One by its name, several as one. */
function together(
  resourceOf: (id: string) => ResourceId,
  would: readonly { readonly id: string }[],
): Contested {
  const things = would.map(({ id }) => [resourceOf(id)]);
  const [only] = would;
  return { resource: resourceOf(would.length === 1 && only ? only.id : "*"), things };
}

function vlansContested({ id, resources }: Pool): Contested {
  const things = Array.from(vlansIn(resources.vlans), (vlan) => [resourceIds.vlan(id, vlan)]);
  return { resource: `${id}/vlan/*`, things };
}

function addressesContested({ id, resources }: Pool): Contested {
  const addresses = resources.outsideAddresses ?? [];
  const things = addresses.map((address) => [resourceIds.outsideAddress(id, address)]);
  return { resource: `${id}/address/*`, things };
}
