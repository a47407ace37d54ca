import { memoiseText } from "../base/memo.ts";
import type { Application, Catalogue, OperatingSystem } from "../catalogue/catalogue.ts";
import type { DesignLink, ElementReference, LinkId, NodeId } from "../design/design.ts";
import type { LinkEnd, RuleContext, RuleNode } from "./rule.ts";

/** One object for each, so that the hundreds that some problems name are compared at a glance. */
export function nodeElement(id: NodeId): ElementReference {
  return nodeElements(id);
}

/** As {@link nodeElement}. */
export function linkElement(id: LinkId): ElementReference {
  return linkElements(id);
}

const nodeElements = memoiseText((id): ElementReference => ({ type: "node", id }));
const linkElements = memoiseText((id): ElementReference => ({ type: "link", id }));

/** As {@link nodeElement}, of a list that never changes, such as an index gives: made once, however often it is asked. */
export function elementsOf(ids: readonly NodeId[]): readonly ElementReference[] {
  let elements = listed.get(ids);
  if (elements === undefined) listed.set(ids, (elements = ids.map(nodeElement)));
  return elements;
}

const listed = new WeakMap<readonly NodeId[], readonly ElementReference[]>();

/** Both ends of a link, or undefined when one of its nodes is not there. */
export function endsOf(
  context: RuleContext,
  link: DesignLink,
): readonly [LinkEnd, LinkEnd] | undefined {
  const from = context.endAt(link.from.node, link.from.port);
  const to = context.endAt(link.to.node, link.to.port);
  return from && to && [from, to];
}

/** A link seen from one of its nodes. */
export interface LinkSide {
  readonly id: LinkId;
  readonly link: DesignLink;
  readonly mine: LinkEnd;
  readonly other: LinkEnd;
}

/** The links of a node that lead to another node, seen from this one; only those wanted, where that is said. */
export function sidesOf(
  context: RuleContext,
  node: NodeId,
  isWanted: (link: DesignLink) => boolean = () => true,
): readonly LinkSide[] {
  return context.linksOf(node).flatMap((id) => {
    const link = context.link(id);
    const ends = link && isWanted(link) ? endsOf(context, link) : undefined;
    if (link === undefined || ends === undefined || ends[0].id === ends[1].id) return [];
    const [mine, other] = ends[0].id === node ? ends : [ends[1], ends[0]];
    return [{ id, link, mine, other }];
  });
}

/**
 * How many ports one instance of the near node needs for a link: with 12 servers on one switch, 1 port of
 * each server and 12 of the switch.
 */
export function portsTaken(mine: Pick<RuleNode, "count">, other: Pick<RuleNode, "count">): number {
  return Math.ceil(Math.max(mine.count, other.count) / mine.count);
}

/** Mb/s that a link asks for; what is no amount is reported by link-overloaded and counts nothing here. */
export function askedMbps({ bandwidthMbps = 0 }: DesignLink): number {
  return Number.isFinite(bandwidthMbps) && bandwidthMbps > 0 ? bandwidthMbps : 0;
}

/** How many cables a link stands for. */
export function cablesOf(side: Pick<LinkSide, "mine" | "other">): number {
  return Math.max(side.mine.node.count, side.other.node.count);
}

/** Catalogue items installed on one instance. */
export interface InstalledSoftware {
  readonly system: OperatingSystem | undefined;
  /** Each once. */
  readonly applications: readonly Application[];
}

// A node as rules see it is made with one catalogue, so a dozen rules look its software up once.
const installed = new WeakMap<RuleNode, InstalledSoftware>();

export function softwareOf({ catalogue }: RuleContext, node: RuleNode): InstalledSoftware {
  let found = installed.get(node);
  if (found === undefined) installed.set(node, (found = findSoftware(catalogue, node)));
  return found;
}

function findSoftware(catalogue: Catalogue, { traits }: RuleNode): InstalledSoftware {
  const { operatingSystem, applications } = traits.software ?? {};
  return {
    system: catalogue.find("operatingSystems", operatingSystem ?? ""),
    applications: [...new Set(applications)].flatMap(
      (id) => catalogue.find("applications", id) ?? [],
    ),
  };
}

/** True for what is a computer of its own choice of software, not an appliance that comes with it. */
export function isMachine(node: RuleNode): boolean {
  return node.traits.machineType !== undefined && node.traits.software !== undefined;
}
