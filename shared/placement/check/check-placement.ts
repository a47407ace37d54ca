import type { NodeId } from "../../design/design.ts";
import { expandDesign } from "../../design/expand.ts";
import { resolveNodes, type ResolvedNode } from "../../kinds/resolve.ts";
import { conditionOf } from "../../pool/condition.ts";
import { capacities } from "../../pool/pool.ts";
import { checkBandwidth } from "./check-bandwidth.ts";
import { checkConfined } from "./check-confined.ts";
import { checkHosts } from "./check-hosts.ts";
import { checkStanding } from "./check-standing.ts";
import type { Inspection, Violation } from "./inspection.ts";
import type { Placement, PlacementRequest } from "../placement.ts";

/**
 * Judges a placement from the request alone, slowly and plainly, sharing no code with the placer: whatever
 * places better some day is judged by the same. No violations means that the design can run as placed.
 */
export function checkPlacement(
  asked: PlacementRequest,
  placement: Placement,
): readonly Violation[] {
  const request = { ...asked, design: expandDesign(asked.design) };
  const violations: Violation[] = [];
  const used = new Map<string, number>();
  const inspection: Inspection = {
    request,
    placement,
    nodes: [...resolveNodes(request.design, request.catalogue).values()],
    report: (code, detail) => violations.push({ code, detail }),
    use: (resource, quantity) => used.set(resource, (used.get(resource) ?? 0) + quantity),
  };
  checkHosts(inspection);
  checkStanding(inspection);
  checkConfined(inspection);
  checkSwitches(inspection);
  checkVolumes(inspection);
  checkNames(inspection);
  checkSeats(inspection);
  checkBandwidth(inspection);
  checkClaims(inspection, used);
  checkCapacity(inspection);
  return violations;
}

function checkSwitches(inspection: Inspection): void {
  const { request, placement, nodes, report, use } = inspection;
  const { id: pool, resources } = request.pool;
  const expected = new Set<string>();
  for (const node of nodes) {
    const wanted = node.demand.switchPorts;
    if (wanted === undefined || resources.switches.length === 0) continue;
    for (let ordinal = 1; ordinal <= node.count; ordinal++) {
      const instance = `${node.id}.${ordinal}`;
      expected.add(instance);
      const chosen = resources.switches.find(({ id }) => id === placement.switches[instance]);
      if (chosen === undefined) report("unplaced", instance);
      else if (chosen.speedMbps < wanted.speedMbps) report("unsuitable", instance);
      else use(`${pool}/switch/${chosen.id}/ports`, portsOf(inspection, node, ordinal));
    }
  }
  for (const instance of Object.keys(placement.switches))
    if (!expected.has(instance)) report("not-in-design", instance);
}

/** Cables that end at one instance of a switch; the fewer instances of a link are dealt out to the many. */
function portsOf({ request, nodes }: Inspection, node: ResolvedNode, ordinal: number): number {
  let ports = 0;
  for (const { from, to } of Object.values(request.design.links)) {
    const ends = [from.node, to.node];
    const otherId = ends[0] === node.id ? ends[1] : ends[0];
    const other = nodes.find(({ id }) => id === otherId);
    if (!ends.includes(node.id) || other === undefined || other.id === node.id) continue;
    if (other.traits.forwarding === "segment") continue;
    for (let cable = 0; cable < Math.max(node.count, other.count); cable++)
      if (cable % node.count === ordinal - 1) ports += 1;
  }
  return ports;
}

function checkVolumes({ request, placement, nodes, report, use }: Inspection): void {
  const { id: pool, resources } = request.pool;
  const expected = new Set<string>();
  for (const { id, count, demand } of nodes)
    for (let ordinal = 1; demand.volume !== undefined && ordinal <= count; ordinal++) {
      const instance = `${id}.${ordinal}`;
      expected.add(instance);
      const chosen = placement.storage[instance];
      if (chosen === undefined || !resources.storage.some(({ id: there }) => there === chosen)) {
        report("unplaced", instance);
        continue;
      }
      if (!mayHold(request, instance, chosen)) report("unsuitable", `${instance} on ${chosen}`);
      use(`${pool}/storage/${chosen}/capacityGiB`, demand.volume.capacityGiB);
      use(`${pool}/storage/${chosen}/bandwidthMbps`, demand.volume.bandwidthMbps);
    }
  for (const instance of Object.keys(placement.storage))
    if (!expected.has(instance)) report("not-in-design", instance);
}

/** What is out of use at some time in the window holds no volumes but those that were on it before. */
function mayHold({ pool, window, kept }: PlacementRequest, instance: string, chosen: string) {
  const storage = pool.resources.storage.find(({ id }) => id === chosen);
  if (storage === undefined) return false;
  return (
    kept?.storage[instance] === chosen || conditionOf(pool, "storage", storage, window) === null
  );
}

/** VLANs and outside addresses: one each, of the pool's, never one twice. */
function checkNames({ request, placement, nodes, report, use }: Inspection): void {
  const { id: pool, resources } = request.pool;
  const { vlans, outsideAddresses } = resources;
  const subnets =
    vlans.length === 0 ? [] : nodes.filter(({ demand }) => demand.vlan).map(({ id }) => id);
  for (const id of subnets) if (placement.vlans[id] === undefined) report("unplaced", id);
  for (const [id, vlan] of Object.entries(placement.vlans)) {
    if (!subnets.includes(id)) report("not-in-design", id);
    if (!vlans.some(({ first, last }) => first <= vlan && vlan <= last))
      report("not-in-pool", String(vlan));
    use(`${pool}/vlan/${vlan}`, 1);
  }
  const leadsOutside = (id: NodeId): boolean =>
    (nodes.find((node) => node.id === id)?.demand.outsideAddresses ?? 0) > 0;
  const links = Object.entries(request.design.links)
    .filter(([, { from, to }]) => leadsOutside(from.node) || leadsOutside(to.node))
    .map(([id]) => id);
  for (const id of outsideAddresses === null ? [] : links)
    if (placement.outsideAddresses[id] === undefined) report("unplaced", id);
  for (const [id, address] of Object.entries(placement.outsideAddresses)) {
    if (!links.includes(id)) report("not-in-design", id);
    if (outsideAddresses?.includes(address) !== true) report("not-in-pool", address);
    use(`${pool}/address/${address}`, 1);
  }
  for (const given of [Object.values(placement.vlans), Object.values(placement.outsideAddresses)])
    if (new Set<number | string>(given).size < given.length)
      report("given-twice", given.join(", "));
}

function checkSeats({ request, nodes, use, report }: Inspection): void {
  for (const { count, demand } of nodes) {
    if (demand.seats === undefined) continue;
    const { product, seats } = demand.seats;
    use(`${request.pool.id}/seats/${product}`, seats * count);
    for (const owned of request.pool.resources.seats)
      if (owned.product === product && (owned.until ?? request.window.end) < request.window.end)
        report("over-capacity", `the term of ${product} ends at ${owned.until}`);
  }
}

/** What is claimed must be what is used, rounded up, neither more nor less. */
function checkClaims({ placement, report }: Inspection, used: ReadonlyMap<string, number>): void {
  const claimed = new Map(placement.claims.map(({ resource, quantity }) => [resource, quantity]));
  if (claimed.size < placement.claims.length) report("given-twice", "a resource is claimed twice");
  const expected = new Map(
    [...used].map(([resource, quantity]) => [resource, Math.ceil(quantity - 0.000_01)] as const),
  );
  for (const resource of new Set([...claimed.keys(), ...expected.keys()])) {
    const [is, should] = [claimed.get(resource) ?? 0, expected.get(resource) ?? 0];
    if (is !== should) report("claims-differ", `${resource}: ${is} claimed, ${should} used`);
  }
}

/** At no instant may all holders together have more of a resource than there is. */
function checkCapacity({ request, placement, report }: Inspection): void {
  const { pool, window, held } = request;
  const capacity = new Map(capacities(pool).map((one) => [one.resource, one.capacity]));
  const [start, end] = [Date.parse(window.start), Date.parse(window.end)];
  for (const { resource, quantity } of placement.claims) {
    const others = held.filter((holding) => holding.resource === resource);
    const instants = [start, ...others.map((holding) => Date.parse(holding.window.start))];
    for (const instant of instants) {
      if (instant < start || instant >= end) continue;
      const taken = others
        .filter((one) => Date.parse(one.window.start) <= instant)
        .filter((one) => Date.parse(one.window.end) > instant)
        .reduce((sum, one) => sum + one.quantity, quantity);
      if (taken > (capacity.get(resource) ?? 0)) report("over-capacity", `${resource}: ${taken}`);
    }
  }
}
