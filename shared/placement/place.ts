import { err, ok } from "../base/result.ts";
import type { Findings } from "../base/steps.ts";
import { expandDesign } from "../design/expand.ts";
import { poolDuring } from "../pool/condition.ts";
import { resourceIds, type Claim, type Pool } from "../pool/pool.ts";
import { availableIn } from "./available.ts";
import { copiesOf, ofOriginals } from "./copies.ts";
import { longerConflict } from "./conflicts/longer-conflict.ts";
import { mapHosts, placeHosts, type PlacedHosts } from "./place-hosts.ts";
import { placeOutside, placeSeats, placeVlans } from "./place-names.ts";
import { placeSwitches } from "./place-switches.ts";
import { placeVolumes } from "./place-volumes.ts";
import type { Kept, Placement, PlacementRequest, Placer, Refusal } from "./placement.ts";
import { isOpen } from "./refusals/proven.ts";
import { requirementsOf, type Requirements } from "./requirements.ts";
import { withStaying } from "./staying.ts";
import { whyUnmapped } from "./refusals/why-unmapped.ts";

const NOTHING_KEPT: Kept = {
  hosts: {},
  switches: {},
  storage: {},
  vlans: {},
  outsideAddresses: {},
  claims: [],
};

/** Places a design in a pool, or says why not: every reason that is found, not only the first. */
export const place: Placer = (request: PlacementRequest) => placeNeeds(request, needsOf(request));

/**
 * Why so many copies of a design, each apart from the others, have no place at the same time; nothing when they have.
 * Unlike one after the other, which may be in each other's way.
 */
export function refusalsOfCopies(request: PlacementRequest, copies: number): readonly Refusal[] {
  const placed = placeNeeds(request, copiesOf(needsOf(request), copies));
  return placed.ok ? [] : placed.error.map(ofOriginals);
}

/**
 * The same refusals as more time makes them, where the machines have no place and it was left open whether there is one,
 * or whether fewer conflict. `patience`: see longer-conflict.ts.
 */
export function* provenLonger(
  request: PlacementRequest,
  refusals: readonly Refusal[],
  patience: number,
): Findings<readonly Refusal[]> {
  if (!refusals.some(isOpen)) return;
  const { window, held, kept = NOTHING_KEPT } = request;
  const pool = poolDuring(request.pool, window);
  const available = availableIn(pool, window, held);
  const mapped = mapHosts(pool, available, needsOf(request), kept.hosts);
  if (!mapped.ok || mapped.value.all.solution.found) return;
  const { hosts, all } = mapped.value;
  for (const conflict of longerConflict(hosts, all, patience)) {
    const better = conflict && whyUnmapped(hosts, conflict);
    yield better && refusals.map((refusal) => (isOpen(refusal) ? better : refusal));
  }
}

function needsOf(request: PlacementRequest): Requirements {
  const { design, catalogue, pool, kept = NOTHING_KEPT } = request;
  const lab = { resources: pool.resources, kept: kept.storage };
  return requirementsOf(expandDesign(design), catalogue, lab);
}

function placeNeeds(request: PlacementRequest, needs: Requirements): ReturnType<Placer> {
  const { window, kept = NOTHING_KEPT, previous, stays = false } = request;
  const during = poolDuring(request.pool, window);
  const { pool, held } = stays
    ? withStaying(request, during, { needs, kept })
    : { pool: during, held: request.held };
  if (pool.state === "offline")
    return err([{ code: "pool-offline", elements: [], parameters: { pool: pool.name } }]);
  const available = availableIn(pool, window, held);
  const switches = placeSwitches(pool, available, needs.switches, kept.switches);
  const volumes = placeVolumes(pool, available, needs.volumes, kept);
  const vlans = placeVlans(pool, available, needs.vlans, kept.vlans);
  const outside = placeOutside(pool, available, needs.outsideLinks, kept.outsideAddresses);
  const seats = placeSeats(pool, available, needs.seats, window);
  const hosts = placeHosts(pool, available, needs, kept.hosts, previous);
  if (!(hosts.ok && switches.ok && volumes.ok && vlans.ok && outside.ok && seats.ok)) {
    const refusals: Refusal[] = [hosts, switches, volumes, vlans, outside, seats].flatMap(
      (outcome) => (outcome.ok ? [] : outcome.error),
    );
    return err(refusals);
  }
  const parts = {
    pool: pool.id,
    hosts: hosts.value.hosts,
    switches: Object.fromEntries(switches.value),
    storage: Object.fromEntries(volumes.value),
    vlans: Object.fromEntries(vlans.value),
    outsideAddresses: Object.fromEntries(outside.value),
    ...(hosts.value.uplinks && { uplinks: hosts.value.uplinks }),
  };
  return ok({ ...parts, claims: claimsOf(pool, parts, needs, hosts.value, seats.value) });
}

/** Everything that is held, in whole units, one entry per resource, sorted. */
function claimsOf(
  pool: Pool,
  placed: Omit<Placement, "claims">,
  needs: Requirements,
  hosts: PlacedHosts,
  seats: ReadonlyMap<string, number>,
): Claim[] {
  const claims = new Map<string, number>();
  const add = (resource: string, quantity: number): void => {
    claims.set(resource, (claims.get(resource) ?? 0) + quantity);
  };
  for (const [resource, quantity] of hosts.taken) add(resource, quantity);
  for (const { instance, ports } of needs.switches) {
    const id = placed.switches[instance];
    if (id !== undefined) add(resourceIds.switchPorts(pool.id, id), ports);
  }
  for (const { instance, capacityGiB, bandwidthMbps } of needs.volumes) {
    const id = placed.storage[instance];
    if (id === undefined) continue;
    add(resourceIds.storage(pool.id, id, "capacityGiB"), capacityGiB);
    add(resourceIds.storage(pool.id, id, "bandwidthMbps"), bandwidthMbps);
  }
  for (const vlan of Object.values(placed.vlans)) add(resourceIds.vlan(pool.id, vlan), 1);
  for (const address of Object.values(placed.outsideAddresses))
    add(resourceIds.outsideAddress(pool.id, address), 1);
  for (const [product, quantity] of seats) add(resourceIds.seats(pool.id, product), quantity);
  return [...claims]
    .map(([resource, quantity]) => ({ resource, quantity: Math.ceil(quantity - 1e-6) }))
    .filter(({ quantity }) => quantity > 0)
    .toSorted((a, b) => (a.resource < b.resource ? -1 : 1));
}
