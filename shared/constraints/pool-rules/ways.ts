import { formatMegabits } from "../../base/units.ts";
import type { MachineType } from "../../catalogue/catalogue.ts";
import type { LinkId, NodeId } from "../../design/design.ts";
import type { DesignEdit } from "../../design/edit.ts";
import { fix, setProperty } from "../fixes.ts";
import type { QuickFix, RuleNode } from "../rule.ts";
import { fittingSystems, needOf } from "../sizing.ts";
import type { PoolSituation } from "./pool-rule.ts";

/** How many of the candidates of one sort are worth trying. */
const MOST_TRIED = 3;

const PARTS = ["cores", "memoryMiB", "diskGiB"] as const;

type HostPart = (typeof PARTS)[number];

/** Other machine types that still suit the node's software, the most alike first. */
export function otherTypes(
  situation: PoolSituation,
  id: NodeId,
  accepts: (type: MachineType) => boolean,
): readonly (QuickFix | undefined)[] {
  const { context, pool } = situation;
  const node = context.node(id);
  const present = new Set<string>(pool.resources.hosts.map((host) => host.architecture));
  const current = context.catalogue.find("machineTypes", node?.traits.machineType ?? "");
  if (node === undefined || current === undefined) return [];
  const need = needOf(context, node);
  const bulk = ({ memoryMiB, cores }: Pick<MachineType, "memoryMiB" | "cores">): number =>
    memoryMiB + cores * 2048;
  // What was set beside the type counts, not the type.
  const wanted = bulk(node.demand.compute ?? current);
  const distance = (type: MachineType): number =>
    Math.abs(bulk(type) - wanted) + (type.bareMetal === current.bareMetal ? 0 : 1e9);
  const ports = context.usedPorts(id, "nic");
  return context.catalogue.data.machineTypes
    .filter((type) => type.id !== current.id && type.role === current.role)
    .filter((type) => present.has(type.architecture))
    .filter((type) => type.memoryMiB >= need.memoryMiB && type.diskGiB >= need.diskGiB)
    .filter((type) => type.cores >= need.cores && type.interfaces >= ports)
    .filter(accepts)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MOST_TRIED)
    .map((type) => useType(situation, node, type));
}

const OVERRIDES = ["architecture", "cores", "memoryMiB", "diskGiB"] as const;

function useType(
  situation: PoolSituation,
  node: RuleNode,
  type: MachineType,
): QuickFix | undefined {
  return fix(`Use ${type.name} for ${situation.context.name(node.id)}`, [
    setProperty(node, "machineType", type.id),
    // What was set beside the type would outlive it.
    ...OVERRIDES.map((property) =>
      node.properties[property] === null ? undefined : setProperty(node, property, null),
    ),
    ...systemFor(situation, node, type.architecture),
  ]);
}

/** What appliances and machines without a type of their own can change: the architecture alone. */
export function otherArchitecture(
  situation: PoolSituation,
  id: NodeId,
  architecture: MachineType["architecture"],
): QuickFix | undefined {
  const node = situation.context.node(id);
  if (node === undefined || node.traits.machineType !== undefined) return undefined;
  return fix(`Use ${architecture} for ${situation.context.name(id)}`, [
    setProperty(node, "architecture", architecture),
    ...systemFor(situation, node, architecture),
  ]);
}

/** Another operating system where the present one does not run on an architecture, or has no image for it. */
function systemFor(
  situation: PoolSituation,
  node: RuleNode,
  architecture: MachineType["architecture"],
): readonly (DesignEdit | undefined)[] {
  const system = node.traits.software?.operatingSystem ?? null;
  if (system === null) return [];
  const usable = usableSystems(situation, node, architecture);
  const [best] = usable;
  return best === undefined || usable.some((one) => one.id === system)
    ? []
    : [setProperty(node, "operatingSystem", best.id)];
}

/** The operating systems the node can run and the pool has an image of, the most suitable first. */
function usableSystems(
  { context, pool }: PoolSituation,
  node: RuleNode,
  architecture: MachineType["architecture"],
) {
  const { compute } = node.demand;
  if (compute === undefined) return [];
  const there = { ...node, demand: { ...node.demand, compute: { ...compute, architecture } } };
  const { images } = pool.resources;
  return fittingSystems(context, there).filter(
    (system) =>
      images === null ||
      images.some(
        (image) => image.architecture === architecture && system.images.includes(image.alias),
      ),
  );
}

/** Operating systems that the pool has an image of. */
export function otherSystems(
  situation: PoolSituation,
  id: NodeId,
): readonly (QuickFix | undefined)[] {
  const { context } = situation;
  const node = context.node(id);
  const compute = node?.demand.compute;
  if (node === undefined || compute === undefined) return [];
  return usableSystems(situation, node, compute.architecture)
    .slice(0, MOST_TRIED)
    .map((system) =>
      fix(`Use ${system.name} for ${context.name(id)}`, [
        setProperty(node, "operatingSystem", system.id),
      ]),
    );
}

/** Smaller machine types for those that take most of a part of the hosts. */
export function smallerTypes(
  situation: PoolSituation,
  ids: readonly string[],
  part: HostPart,
): readonly (QuickFix | undefined)[] {
  return greediest(situation, ids, part).flatMap(({ id, each }) =>
    otherTypes(situation, id, (type) => type[part] < each),
  );
}

/**
 * As many machines of one node less as are too many, or as no host has room for, since each is whole on one
 * host; those that take most of a part first.
 */
export function fewerMachines(
  situation: PoolSituation,
  ids: readonly string[],
  part: HostPart,
  excess: number,
): readonly (QuickFix | undefined)[] {
  return greediest(situation, ids, part).flatMap(({ id, each, count }) => {
    const kept = count - Math.ceil(excess / Math.max(each, 1e-9));
    return [...new Set([kept, Math.min(kept, roomFor(situation, id)), Math.floor(kept / 2)])].map(
      (number) => keepOf(situation, id, number, count),
    );
  });
}

/** How many of a node's machines the hosts would hold, were they empty. */
function roomFor({ context, pool }: PoolSituation, id: NodeId): number {
  const compute = context.node(id)?.demand.compute;
  if (compute === undefined) return 0;
  return pool.resources.hosts
    .filter(({ architecture }) => architecture === compute.architecture)
    .reduce((sum, host) => sum + Math.min(...PARTS.map((part) => fitting(host, compute, part))), 0);
}

function fitting(
  host: Readonly<Record<HostPart, number>>,
  compute: Readonly<Record<HostPart, number>>,
  part: HostPart,
): number {
  return compute[part] <= 0 ? Infinity : Math.floor(host[part] / compute[part]);
}

/** A part of the machines of a node, for when nobody can say how many would go in. */
export function someMachines(
  situation: PoolSituation,
  ids: readonly string[],
): readonly (QuickFix | undefined)[] {
  return greediest(situation, ids, "cores").flatMap(({ id, count }) =>
    [count - 1, Math.floor((count * 3) / 4), Math.floor(count / 2), 1]
      .filter((kept, index, all) => all.indexOf(kept) === index)
      .map((kept) => keepOf(situation, id, kept, count)),
  );
}

/** Fewer of the machines that these networks join: as many as have room, where that was counted, else a part. */
export function fewerJoined(
  situation: PoolSituation,
  networks: readonly string[],
  excess: number,
): readonly (QuickFix | undefined)[] {
  const { context } = situation;
  const links = networks.flatMap((id) =>
    context.link(id) === undefined ? context.linksOf(id) : [id],
  );
  const ends = links.flatMap((id) => {
    const link = context.link(id);
    return link === undefined ? [] : [link.from.node, link.to.node];
  });
  const machines = [...new Set(ends)].filter((id) => !networks.includes(id));
  return [...fewerBy(situation, machines, excess), ...someMachines(situation, machines)];
}

/** So many machines of one node less. */
export function fewerBy(
  situation: PoolSituation,
  ids: readonly string[],
  excess: number,
): readonly (QuickFix | undefined)[] {
  return ids.map((id) => {
    const count = situation.context.node(id)?.count ?? 1;
    return excess > 0 ? keepOf(situation, id, count - excess, count) : undefined;
  });
}

/** Of so many at most that conflict each is tried to do without; of more it is seldom one. */
const MOST_CONFLICTING = 12;

/** Without all machines, volumes or switches of one node of those that conflict, those that are alone of theirs first. */
export function withoutOne(
  situation: PoolSituation,
  ids: readonly string[],
): readonly (QuickFix | undefined)[] {
  const { context } = situation;
  return ids
    .flatMap((id) => {
      const node = context.node(id);
      return node === undefined || sizeOfNode(situation, id) === null ? [] : [node];
    })
    .toSorted((a, b) => a.count - b.count)
    .slice(0, ids.length > MOST_CONFLICTING ? MOST_TRIED : MOST_CONFLICTING)
    .map(({ id, count }) => {
      const all = count === 1 ? "" : `all ${count} of `;
      return fix(`Do without ${all}${context.name(id)}`, [{ type: "remove-node", id }]);
    });
}

/** How much one does without together with a node; null for what is none of the things that are placed whole. */
export function sizeOfNode({ context }: PoolSituation, id: NodeId): number | null {
  const { count = 1, demand } = context.node(id) ?? {};
  const { compute, volume, switchPorts, seats, vlan } = demand ?? {};
  if (compute !== undefined) return compute.cores * count;
  if (volume !== undefined) return volume.capacityGiB * count;
  if (seats !== undefined) return seats.seats * count;
  return switchPorts === undefined && vlan !== true ? null : context.linksOf(id).length * count;
}

function keepOf(
  { context }: PoolSituation,
  id: NodeId,
  kept: number,
  count: number,
): QuickFix | undefined {
  if (kept < 1 || kept >= count) return undefined;
  const edit = { type: "change-node" as const, id, change: { count: kept } };
  return fix(`Make ${kept} of ${context.name(id)} instead of ${count}`, [edit]);
}

function greediest({ context }: PoolSituation, ids: readonly string[], part: HostPart) {
  return ids
    .flatMap((id) => {
      const node = context.node(id);
      const each = node?.demand.compute?.[part];
      return node === undefined || each === undefined ? [] : [{ id, each, count: node.count }];
    })
    .sort((a, b) => b.each * b.count - a.each * a.count)
    .slice(0, MOST_TRIED);
}

/** These links, and all links of these nodes, with a share of what they ask for now. */
export function lessBandwidth(
  context: PoolSituation["context"],
  elements: readonly string[],
  share: number,
  where = "",
): readonly QuickFix[] {
  const linksOf = (id: string): readonly LinkId[] =>
    context.link(id) === undefined ? context.linksOf(id) : [id];
  const links = [...new Set(elements.flatMap(linksOf))];
  const edits = links.flatMap((id) => {
    const link = context.link(id);
    const asked = link?.bandwidthMbps ?? 0;
    if (link === undefined || asked <= 0) return [];
    const bandwidthMbps = Math.max(1, Math.floor(asked * share));
    return [{ type: "put-link" as const, id, link: { ...link, bandwidthMbps } }];
  });
  if (edits.length === 0) return [];
  const [asked, ...others] = new Set(links.map((id) => context.link(id)?.bandwidthMbps ?? 0));
  const less =
    asked === undefined || others.length > 0
      ? `${Math.floor(share * 100)} % of the bandwidth`
      : `${formatMegabits(Math.max(1, Math.floor(asked * share)))} instead of ${formatMegabits(asked)}`;
  return [{ title: `Ask for ${less}${where}`, edits }];
}
