import { softwareOf } from "../constraints/elements.ts";
import type { NodeId } from "../design/design.ts";
import { formatMegabits } from "../base/units.ts";
import type { Built } from "./build.ts";
import { openPorts, rulesFor } from "./firewall-rules.ts";
import type { Draft } from "./draft.ts";
import type { ServiceNetworks } from "./network.ts";
import { plug } from "./plugging.ts";
import { spareRouter } from "./reaching.ts";
import { listed } from "./words.ts";

/** Mb/s for one machine whose software needs the Internet and of which nothing more is known. */
const USUAL_MBPS = 10;
/** Interface speeds there are, for a gateway that must carry more than its usual 1 Gb/s. */
const SPEEDS = [1000, 2500, 10_000, 25_000, 100_000, 400_000];

/** Leads outside whatever needs the Internet, and lets in what a service is reached by. */
export function leadOutside(
  draft: Draft,
  built: readonly Built[],
  networks: ServiceNetworks,
): void {
  const service = draft.request.service?.profile.internet;
  const users = draft.request.service?.users ?? 0;
  const needy = needyMachines(draft);
  const mbps =
    (service === undefined ? 0 : Math.ceil(service.mbpsPerUser * users)) +
    (service === undefined ? needy.reduce((sum, { count }) => sum + count * USUAL_MBPS, 0) : 0);
  if (service !== undefined) {
    const why = `${service.mbpsPerUser} Mb/s for each of ${users} users. ${service.source}`;
    addGateway(draft, built, [...networks.values()], Math.max(mbps, USUAL_MBPS), why);
  }
  for (const { id } of needyMachines(draft)) {
    const [subnet] = draft.context.topology().subnetsOf(id);
    if (subnet === undefined) continue;
    const why = `${USUAL_MBPS} Mb/s for each machine whose software needs the Internet.`;
    addGateway(draft, [], [subnet], Math.max(mbps, USUAL_MBPS), why);
  }
}

/** Machines with software that is of no use without the Internet, and no way there. */
function needyMachines({
  context,
}: Draft): readonly { readonly id: NodeId; readonly count: number }[] {
  return context.find("forwarding", "endpoint").flatMap((id) => {
    const node = context.node(id);
    if (node === undefined) return [];
    const isNeedy = softwareOf(context, node).applications.some((item) => item.needsInternet);
    return isNeedy && !context.reachesAny(id, "forwarding", "outside")
      ? [{ id, count: node.count }]
      : [];
  });
}

/** A way from some subnets to the Internet: by a firewall where people come in, else by a router. */
function addGateway(
  draft: Draft,
  built: readonly Built[],
  subnets: readonly NodeId[],
  mbps: number,
  why: string,
): void {
  const world = internetNode(draft, mbps, why);
  const open = openPorts(draft, built);
  const wanted = draft.request.choices?.["gateway"] ?? "firewall";
  const isFirewall = open.length > 0 && wanted === "firewall";
  const present = open.length > 0 ? undefined : spareRouter(draft, ...subnets);
  const speedMbps = SPEEDS.find((speed) => speed >= mbps) ?? SPEEDS.at(-1) ?? 1000;
  const speed: Record<string, number> = speedMbps > 1000 ? { speedMbps } : {};
  const gateway =
    present ??
    (isFirewall
      ? draft.add("firewall", "gateway", { ...speed, defaultAction: "deny" })
      : draft.add("router", "gateway", speed));
  const { context } = draft;
  for (const subnet of subnets)
    if (!context.topology().subnetsOf(gateway).includes(subnet)) plug(draft, gateway, subnet);
  plug(draft, gateway, world);
  if (isFirewall) {
    const rules = rulesFor(draft, open, subnets);
    draft.apply({ type: "set-property", id: gateway, property: "rules", value: rules });
  }
  const ports = open.map(({ port, protocol }) => `${protocol} ${port}`).join(", ");
  draft.explain({
    key: open.length > 0 ? "gateway" : `${gateway}/gateway`,
    node: gateway,
    title: "Way to the Internet",
    value: isFirewall ? "firewall" : "router",
    name: isFirewall ? "Firewall" : "Router",
    reason: isFirewall
      ? `People come in from the Internet: only ${ports} ${open.length === 1 ? "is" : "are"} let through. A router would let in everything.`
      : present === undefined
        ? `No router led from ${listed(subnets.map((id) => context.name(id)))} to the Internet.`
        : `${context.name(gateway)} had an interface to spare, so it costs nothing more.`,
    isOpen: open.length > 0,
  });
}

/** The Internet of the design, with enough bandwidth where that is open; a new one where there is none. */
function internetNode(draft: Draft, mbps: number, why: string): NodeId {
  const { context, request } = draft;
  const worlds = context.find("forwarding", "outside");
  const present = worlds.find((id) => Object.hasOwn(draft.design().nodes, id));
  if (present !== undefined && !draft.isOpen(present, "bandwidthMbps")) return present;
  const chosen = Number(request.choices?.["internet"] ?? Number.NaN);
  const bandwidthMbps = Number.isFinite(chosen) ? chosen : mbps;
  const id = present ?? draft.add("internet", "internet", { bandwidthMbps });
  draft.apply({ type: "set-property", id, property: "bandwidthMbps", value: bandwidthMbps });
  if (draft.choices.some(({ key }) => key === "internet")) return id;
  draft.explain({
    key: "internet",
    node: id,
    title: "Bandwidth to the Internet",
    value: String(bandwidthMbps),
    name: formatMegabits(bandwidthMbps),
    reason: why,
    isOpen: true,
  });
  return id;
}

/** What may be taken instead of the bandwidth that is needed: the next round ones above it. */
export function bandwidthsFrom(mbps: number): readonly number[] {
  const steps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
  return steps.filter((step) => step > mbps).slice(0, 3);
}
