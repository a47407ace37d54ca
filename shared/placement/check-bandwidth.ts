import { buildTopology } from "../topology/build.ts";
import type { Inspection } from "./inspection.ts";

/** A machine's stated bandwidth at the host where it was put. */
interface Sender {
  readonly host: string;
  readonly mbps: number;
}

/**
 * Promised bandwidth, cable by cable: take the cable away, see who is on which side, and add up for every
 * network the smaller of what the two sides may send.
 */
export function checkBandwidth({ request, placement, nodes, report, use }: Inspection): void {
  const { id: pool, resources } = request.pool;
  const networks = sendersByNetwork({ request, placement, nodes });
  const crossing = (isHere: (host: string) => boolean): number =>
    networks.reduce((sum, senders) => {
      const here = senders.filter(({ host }) => isHere(host)).reduce((n, { mbps }) => n + mbps, 0);
      const all = senders.reduce((n, { mbps }) => n + mbps, 0);
      return sum + Math.max(0, Math.min(here, all - here));
    }, 0);
  for (const { id } of resources.hosts)
    use(
      `${pool}/host/${id}/uplinkMbps`,
      crossing((host) => host === id),
    );
  for (const { id, from } of resources.trunks) {
    const side = switchesAround(
      resources.trunks.filter((trunk) => trunk.id !== id),
      from,
    );
    use(
      `${pool}/trunk/${id}/bandwidthMbps`,
      crossing((host) => side.has(switchOf(host))),
    );
  }
  for (const { id, ports, uplinkMbps } of resources.hosts)
    for (const { host, mbps } of networks.flat())
      if (host === id && ports > 1 && mbps > uplinkMbps / ports)
        report("unsuitable", `${mbps} Mb/s of one link on ports of ${id}`);
  for (const { id } of resources.hosts) {
    const island = switchesAround(resources.trunks, switchOf(id));
    if (crossing((host) => island.has(switchOf(host))) > 0.000_01)
      report("over-capacity", `a network with promised bandwidth leaves the island of ${id}`);
  }

  function switchOf(host: string): string {
    return resources.hosts.find(({ id }) => id === host)?.switch ?? "";
  }
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
  const topology = buildTopology(new Map(nodes.map((node) => [node.id, node])), links);
  const networks = new Map<string, Sender[]>();
  for (const { id, count, demand } of nodes) {
    if (demand.compute === undefined) continue;
    for (const { subnet, peer, link } of topology.attachments(id)) {
      const mbps = links[link]?.bandwidthMbps ?? 0;
      const network = subnet ?? (peer === null ? null : link);
      if (network === null || !(mbps > 0)) continue;
      const senders = networks.get(network) ?? [];
      for (let ordinal = 1; ordinal <= count; ordinal++)
        senders.push({ host: placement.hosts[`${id}.${ordinal}`] ?? "", mbps });
      networks.set(network, senders);
    }
  }
  return [...networks.values()];
}
