import type { LossLog } from "../../loss.ts";
import type { Gns3Device } from "./device.ts";
import type { Gns3End, Gns3Link } from "./project.ts";

/** A link as it will stand in the design, by the ids of GNS3. */
export interface Cable {
  readonly from: Gns3End;
  readonly to: Gns3End;
  readonly vlan?: number;
}

/** The network of one VLAN, where switches carry several. */
export interface Segment {
  /** The switch it is plugged into. */
  readonly hub: string;
  readonly vlan: number;
}

export interface Networks {
  readonly cables: readonly Cable[];
  readonly segments: readonly Segment[];
}

/** Switches that are joined, and what is plugged into them. */
interface Domain {
  readonly switches: readonly Gns3Device[];
  readonly plugs: readonly Plug[];
}

/** A device's link to a switch. */
interface Plug {
  readonly device: Gns3Device;
  readonly own: Gns3End;
  readonly hub: Gns3End;
  /** The VLANs it carries: one of an access port, undefined of a port that carries all. */
  readonly vlan: number | undefined;
  readonly native: number;
}

/** So many VLANs a trunk is split into at most. */
const MOST_VLANS = 64;

/**
 * Works out which VLANs the switches carry: where there are several, each is a network of its own, and a
 * router on a trunk has a link into each. VLAN numbers are the lab's, so separate networks cannot share one.
 */
export function planNetworks(
  devices: ReadonlyMap<string, Gns3Device>,
  links: readonly Gns3Link[],
  losses: LossLog,
): Networks {
  const cables: Cable[] = [];
  const segments: Segment[] = [];
  for (const link of links)
    if (plugOf(link, devices) === undefined) cables.push({ from: link.ends[0], to: link.ends[1] });
  const numbers = new VlanNumbers();
  for (const domain of domainsOf(devices, links)) {
    const planned = planDomain(domain, numbers, losses);
    cables.push(...planned.cables);
    segments.push(...planned.segments);
  }
  return { cables, segments };
}

function planDomain(domain: Domain, numbers: VlanNumbers, losses: LossLog): Networks {
  const hub = domain.switches[0]?.node.key ?? "";
  const vlans = vlansOf(domain);
  if (vlans.length <= 1)
    return { cables: domain.plugs.map(({ own, hub: to }) => ({ from: own, to })), segments: [] };
  const renumbered = new Map(vlans.map((vlan) => [vlan, numbers.take(vlan)]));
  for (const [vlan, taken] of renumbered)
    if (taken !== vlan) losses.add("approximated", `VLAN ${vlan} once more`, `VLAN ${taken}`, hub);
  const cables = domain.plugs.flatMap((plug) =>
    carried(plug, vlans, losses).map((vlan) => {
      const number = renumbered.get(vlan);
      const { own: from, hub: to } = plug;
      return plug.device.forwarding === "outside" || number === undefined
        ? { from, to }
        : { from, to, vlan: number };
    }),
  );
  return { cables, segments: [...renumbered.values()].map((vlan) => ({ hub, vlan })) };
}

/** The VLANs that anything but a trunk is in. */
function vlansOf({ plugs }: Domain): readonly number[] {
  const named = plugs.flatMap(({ vlan }) => vlan ?? []);
  return [...new Set(named)].sort((a, b) => a - b).slice(0, MOST_VLANS);
}

/** The VLANs of its domain that a plug takes part in; at least one, so that no link is lost. */
function carried(plug: Plug, vlans: readonly number[], losses: LossLog): readonly number[] {
  const { vlan, native, device } = plug;
  if (vlan !== undefined) return [vlan];
  const routes = device.forwarding === "router" || device.forwarding === "proxy";
  if (routes) {
    losses.add(
      "approximated",
      "trunk of a router",
      "A link for each of its VLANs",
      device.node.key,
    );
    return vlans;
  }
  losses.add("approximated", "trunk of a device", "A link in its untagged VLAN", device.node.key);
  return [vlans.includes(native) ? native : (vlans[0] ?? native)];
}

/** The plug that a link is, where exactly one of its ends is a switch. */
function plugOf(link: Gns3Link, devices: ReadonlyMap<string, Gns3Device>): Plug | undefined {
  const [a, b] = link.ends;
  const [first, second] = [devices.get(a.node), devices.get(b.node)];
  if (first === undefined || second === undefined) return undefined;
  const [aSwitches, bSwitches] = [first.forwarding === "switch", second.forwarding === "switch"];
  if (aSwitches === bSwitches) return undefined;
  return aSwitches ? plug(second, b, first, a) : plug(first, a, second, b);
}

function plug(device: Gns3Device, own: Gns3End, at: Gns3Device, hub: Gns3End): Plug {
  const role = at.roles.get(hub.port);
  const native = role?.vlan ?? 1;
  return { device, own, hub, native, vlan: role?.access === true ? role.vlan : undefined };
}

/** Groups switches that links join, in the order of the file. */
function domainsOf(
  devices: ReadonlyMap<string, Gns3Device>,
  links: readonly Gns3Link[],
): readonly Domain[] {
  const beside = new Map<string, string[]>();
  const plugs = new Map<string, Plug[]>();
  for (const link of links) {
    const [a, b] = link.ends;
    const found = plugOf(link, devices);
    if (found !== undefined) push(plugs, found.hub.node, found);
    else if (devices.get(a.node)?.forwarding === "switch") {
      push(beside, a.node, b.node);
      push(beside, b.node, a.node);
    }
  }
  const seen = new Set<string>();
  const domains: Domain[] = [];
  for (const [id, device] of devices) {
    if (device.forwarding !== "switch" || seen.has(id)) continue;
    const members = new Set([id]);
    for (const member of members) for (const other of beside.get(member) ?? []) members.add(other);
    for (const member of members) seen.add(member);
    domains.push({
      switches: [...members].flatMap((member) => devices.get(member) ?? []),
      plugs: [...members].flatMap((member) => plugs.get(member) ?? []),
    });
  }
  return domains;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Gives each network its VLAN; where the number is taken, one a hundred on. */
class VlanNumbers {
  readonly #taken = new Set<number>();

  take(wish: number): number {
    let number = wish;
    for (let tries = 0; this.#taken.has(number) && tries < 4094; tries++)
      number = ((number + (tries < 40 ? 99 : 0)) % 4094) + 1;
    this.#taken.add(number);
    return number;
  }
}
