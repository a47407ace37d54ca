import { buildTopology } from "../../topology/build.ts";
import type { Inspection } from "./inspection.ts";

/** A machine's stated bandwidth at the host where it was put, and the switch by which it leaves that. */
interface Sender {
  readonly host: string;
  readonly mbps: number;
  readonly at: string;
}

/**
 * Promised bandwidth, cable by cable: take the cable away, see who is on which side, and add up for every
 * network the smaller of what the two sides may send.
 */
export function checkBandwidth({ request, placement, nodes, report, use }: Inspection): void {
  const { id: pool, resources } = request.pool;
  const networks = sendersByNetwork({ request, placement, nodes });
  const crossing = (isHere: (sender: Sender) => boolean): number =>
    networks.reduce((sum, senders) => {
      const here = senders.filter(isHere).reduce((n, { mbps }) => n + mbps, 0);
      const all = senders.reduce((n, { mbps }) => n + mbps, 0);
      return sum + Math.max(0, Math.min(here, all - here));
    }, 0);
  for (const { id, switch: own } of resources.hosts)
    for (const at of new Set(
      networks.flat().flatMap((one) => (one.host === id ? one.at : (own ?? ""))),
    )) {
      const further = at === (own ?? "") ? "" : `/${at}`;
      use(
        `${pool}/host/${id}/uplinkMbps${further}`,
        crossing((one) => one.host === id && one.at === at),
      );
    }
  for (const { id, from } of resources.trunks) {
    const side = switchesAround(
      resources.trunks.filter((trunk) => trunk.id !== id),
      from,
    );
    use(
      `${pool}/trunk/${id}/bandwidthMbps`,
      crossing(({ at }) => side.has(at)),
    );
  }
  for (const senders of networks)
    for (const { host, at, mbps } of senders) {
      // What does not leave its host could leave by any of its cables.
      const leaves = senders.some((one) => one.host !== host);
      const ways = leaves ? [at] : switchesOf(request, host);
      if (ways.every((way) => mbps > portOf(request, host, way)))
        report("unsuitable", `${mbps} Mb/s of one link on ports of ${host} to ${at}`);
    }
  for (const start of new Set(networks.flat().map(({ at }) => at))) {
    const island = switchesAround(resources.trunks, start);
    if (crossing(({ at }) => island.has(at)) > 0.000_01)
      report("over-capacity", `a network with promised bandwidth leaves the island of ${start}`);
  }
}

/** All switches that a host is cabled to, or may be. */
function switchesOf({ pool: { resources } }: Inspection["request"], id: string): readonly string[] {
  const own = resources.hosts.find((one) => one.id === id)?.switch ?? "";
  return [own, ...resources.switches.map((one) => one.id)];
}

/** What one link can have between a host and a switch; 0 where no cable is. */
function portOf({ pool: { resources } }: Inspection["request"], id: string, at: string): number {
  const host = resources.hosts.find((one) => one.id === id);
  if (host === undefined) return Infinity;
  if ((host.switch ?? "") === at) return host.ports > 1 ? host.uplinkMbps / host.ports : Infinity;
  const cables = resources.cables.filter(
    ({ from, to }) => (from.item === id && to.item === at) || (from.item === at && to.item === id),
  );
  return Math.max(0, ...cables.map(({ speedMbps = 0 }) => speedMbps));
}

function switchesAround(
  trunks: readonly { readonly from: string; readonly to: string }[],
  start: string,
): ReadonlySet<string> {
  const side = new Set([start]);
  for (const at of side)
    for (const { from, to } of trunks) {
      if (from === at) side.add(to);
      if (to === at) side.add(from);
    }
  return side;
}

function sendersByNetwork({
  request,
  placement,
  nodes,
}: Pick<Inspection, "request" | "placement" | "nodes">): readonly (readonly Sender[])[] {
  const { links } = request.design;
  const { hosts } = request.pool.resources;
  const topology = buildTopology(new Map(nodes.map((node) => [node.id, node])), links);
  const networks = new Map<string, Sender[]>();
  for (const { id, count, demand } of nodes) {
    if (demand.compute === undefined) continue;
    for (const { subnet, peer, link } of topology.attachments(id)) {
      const mbps = links[link]?.bandwidthMbps ?? 0;
      const network = subnet ?? (peer === null ? null : link);
      if (network === null || !(mbps > 0)) continue;
      const senders = networks.get(network) ?? [];
      for (let ordinal = 1; ordinal <= count; ordinal++) {
        const host = placement.hosts[`${id}.${ordinal}`] ?? "";
        const own = hosts.find((one) => one.id === host)?.switch ?? "";
        senders.push({ host, mbps, at: placement.uplinks?.[network]?.[host] ?? own });
      }
      networks.set(network, senders);
    }
  }
  return [...networks.values()];
}
