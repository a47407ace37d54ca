import { ok, type Result } from "../base/result.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { instanceId, instanceName, type InstanceId } from "../design/instances.ts";
import { resolveNodes, type ResolvedNode } from "../kinds/resolve.ts";
import type { Placement } from "../placement/placement.ts";
import { assignAddresses } from "../topology/addresses.ts";
import { buildTopology } from "../topology/build.ts";
import { sortedIds } from "../topology/ids.ts";
import { routesOf } from "../topology/routes.ts";
import { desiredApplications } from "./applications.ts";
import { attachedVolumes } from "../topology/attached-volumes.ts";
import { beforeOf } from "./before.ts";
import { desiredBalancer } from "./balancer.ts";
import type { DesiredInstance, DesiredState, DesiredVolume } from "./desired.ts";
import { desiredFilter } from "./filter.ts";
import { hostnames } from "./hostnames.ts";
import { desiredInterfaces } from "./interfaces.ts";
import { desiredNetworks } from "./networks.ts";

interface DesiredStateRequest {
  readonly design: Design;
  readonly catalogue: Catalogue;
  /** Of this very design. */
  readonly placement: Placement;
  readonly managementId: string;
  /** What the environment is now, when its design was changed: addresses and interfaces stay what they are. */
  readonly before?: DesiredState;
}

/** Everything that one node's instances have in common. */
type Shared = Omit<
  DesiredInstance,
  "id" | "ordinal" | "hostname" | "host" | "interfaces" | "volumes"
>;

/**
 * What must exist for a placed design, in words every driver understands. The same request always gives
 * the same state. Refuses a firewall rule that names nothing.
 */
export function desiredState(request: DesiredStateRequest): Result<DesiredState> {
  const { catalogue, placement } = request;
  const design = expandDesign(request.design);
  const nodes = resolveNodes(design, catalogue);
  const topology = buildTopology(nodes, design.links);
  const before = request.before === undefined ? null : beforeOf(request.before);
  const addresses = assignAddresses(topology, before?.addresses);
  const routes = routesOf(topology, addresses);
  const ordered = sortedIds(nodes.keys()).flatMap((id) => nodes.get(id) ?? []);
  const machines = ordered.filter((node) => node.demand.compute !== undefined);
  const names = hostnames(machines);
  const attached = attachedVolumes(design, nodes);
  const instances: DesiredInstance[] = [];
  for (const node of machines) {
    const filter = desiredFilter(node, topology, addresses);
    if (!filter.ok) return filter;
    const shared: Shared = {
      ...computeOf(node, catalogue),
      routes: [...(routes.get(node.id) ?? [])],
      filter: filter.value,
      balancer: desiredBalancer(node, topology, addresses, catalogue),
    };
    for (let ordinal = 1; ordinal <= node.count; ordinal++) {
      const id = instanceId(node.id, ordinal);
      instances.push({
        ...shared,
        id,
        ordinal,
        hostname: names.get(id) ?? id,
        host: hostOf(placement, id),
        interfaces: [
          ...desiredInterfaces({ ...request, design, topology, addresses, before }, node, ordinal),
        ],
        volumes: [...(attached.get(id) ?? [])],
      });
    }
  }
  const volumes = ordered.flatMap((node) => desiredVolumes(node, placement));
  return ok({
    networks: desiredNetworks(design, topology, addresses, placement),
    volumes,
    instances,
  });
}

function computeOf(
  { id, demand, traits }: ResolvedNode,
  catalogue: Catalogue,
): Omit<Shared, "routes" | "filter" | "balancer"> {
  const compute = demand.compute;
  if (compute === undefined) throw new Error(`${id} computes nothing`);
  const { architecture, cores, memoryMiB, diskGiB } = compute;
  const operatingSystem = traits.software?.operatingSystem ?? null;
  return {
    node: id,
    architecture,
    cores,
    memoryMiB,
    diskGiB,
    operatingSystem,
    images: [...(catalogue.find("operatingSystems", operatingSystem ?? "")?.images ?? [])],
    applications: desiredApplications(traits.software, catalogue),
    forwards: traits.forwarding === "router",
    ...(compute.parked && { parked: true as const }),
  };
}

function hostOf(placement: Placement, id: InstanceId): string {
  const host = placement.hosts[id];
  if (host === undefined) throw new Error(`the placement has no host for ${id}`);
  return host;
}

function desiredVolumes(
  { id: node, node: { name }, count, demand }: ResolvedNode,
  placement: Placement,
): readonly DesiredVolume[] {
  const { volume } = demand;
  if (volume === undefined) return [];
  return Array.from({ length: count }, (_, index) => {
    const id = instanceId(node, index + 1);
    const storage = placement.storage[id] ?? null;
    return { id, node, name: instanceName(name, count, index + 1), storage, ...volume };
  });
}
