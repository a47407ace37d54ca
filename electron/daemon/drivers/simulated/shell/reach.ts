import ipaddr from "ipaddr.js";
import type {
  DesiredInstance,
  DesiredInterface,
  DesiredState,
} from "../../../../../shared/plan/desired.ts";

/** More hops than any drawing needs; a routing loop ends here. */
const MOST_HOPS = 16;

/** Whether packets from one machine find the way to an address: interface by interface, route by route. */
export function reaches(desired: DesiredState, from: DesiredInstance, target: string): boolean {
  let at = from;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    if (addressesOf(at).includes(target)) return true;
    const direct = interfaceTowards(at, target);
    if (direct !== undefined) return ownerOf(desired, direct.network, target) !== undefined;
    const via = bestRoute(at, target);
    if (via === undefined) return hasWayOutside(desired, at) && !isInside(desired, target);
    const uplink = interfaceTowards(at, via);
    const next = uplink === undefined ? undefined : ownerOf(desired, uplink.network, via);
    if (next === undefined || !next.forwards) return false;
    at = next;
  }
  return false;
}

/** An address of a machine by its host name. */
export function addressOf(desired: DesiredState, hostname: string): string | undefined {
  const instance = desired.instances.find((one) => one.hostname === hostname);
  return instance === undefined ? undefined : addressesOf(instance)[0];
}

function addressesOf(instance: DesiredInstance): readonly string[] {
  return instance.interfaces.flatMap(({ address }) => address?.split("/")[0] ?? []);
}

function interfaceTowards(instance: DesiredInstance, target: string): DesiredInterface | undefined {
  return instance.interfaces.find(({ address }) => address !== null && contains(address, target));
}

function ownerOf(
  desired: DesiredState,
  network: string,
  target: string,
): DesiredInstance | undefined {
  return desired.instances.find((instance) =>
    instance.interfaces.some(
      (one) => one.network === network && one.address?.split("/")[0] === target,
    ),
  );
}

/** The gateway of the longest prefix that holds the target. */
function bestRoute(instance: DesiredInstance, target: string): string | undefined {
  const prefix = (destination: string): number =>
    destination === "default" ? 0 : Number(destination.split("/")[1]);
  return instance.routes
    .filter(({ destination }) => destination === "default" || contains(destination, target))
    .toSorted((a, b) => prefix(b.destination) - prefix(a.destination))[0]?.via;
}

function hasWayOutside(desired: DesiredState, instance: DesiredInstance): boolean {
  const outside = new Set(
    desired.networks.filter(({ type }) => type === "outside").map(({ id }) => id),
  );
  return instance.interfaces.some(({ network }) => outside.has(network));
}

function isInside(desired: DesiredState, target: string): boolean {
  return desired.networks.some(({ cidr }) => cidr !== null && contains(cidr, target));
}

function contains(cidr: string, address: string): boolean {
  if (!ipaddr.isValidCIDR(cidr) || !ipaddr.isValid(address)) return false;
  const range = ipaddr.parseCIDR(cidr);
  const parsed = ipaddr.parse(address);
  return parsed.kind() === range[0].kind() && parsed.match(range);
}
