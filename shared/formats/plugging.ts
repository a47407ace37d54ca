import type { Catalogue } from "../catalogue/catalogue.ts";
import type { DesignNode } from "../design/design.ts";
import type { PortGroup } from "../kinds/component-kind.ts";
import type { DraftEnd, DraftLink, DraftNode } from "./draft.ts";
import { lookAt } from "./look.ts";
import type { LossLog } from "./loss.ts";

/** The port of an end; the source's name of it stays beside ours. */
interface Plug {
  readonly port: string;
  readonly index?: number;
  readonly interface?: string;
}

interface PluggedLink {
  readonly link: DraftLink;
  readonly from: Plug;
  readonly to: Plug;
}

interface Plugged {
  readonly links: readonly PluggedLink[];
  /** By key: the properties of those nodes that needed more ports than their kind gives. */
  readonly properties: ReadonlyMap<string, DesignNode["properties"]>;
}

/** The properties by which kinds say how many ports they have. */
const PORT_PROPERTIES = ["interfaces", "ports"] as const;

/** Plugs every link into a port: numbered in the order of the source's interface names, with enough ports. */
export function plugIn(
  nodes: ReadonlyMap<string, DraftNode>,
  links: readonly DraftLink[],
  { loss, asDrawn }: { readonly loss: LossLog; readonly asDrawn: boolean },
  catalogue: Catalogue,
): Plugged {
  const ends = new Map<string, DraftEnd[]>();
  for (const { from, to } of links)
    for (const end of [from, to]) {
      const known = ends.get(end.node);
      if (known === undefined) ends.set(end.node, [end]);
      else known.push(end);
    }
  const plugs = new Map<DraftEnd, Plug>();
  const properties = new Map<string, DesignNode["properties"]>();
  for (const [key, used] of ends) {
    const node = nodes.get(key);
    if (node === undefined) continue;
    const enough = asDrawn ? node.properties : withPorts(node, used, loss, catalogue);
    if (enough !== node.properties) properties.set(key, enough);
    plugEnds(lookAt(node.kind, enough, catalogue).ports, used, plugs);
  }
  const plain = { port: "net" };
  return {
    properties,
    links: links.map((link) => ({
      link,
      from: plugs.get(link.from) ?? plain,
      to: plugs.get(link.to) ?? plain,
    })),
  };
}

function plugEnds(
  groups: readonly PortGroup[],
  used: readonly DraftEnd[],
  plugs: Map<DraftEnd, Plug>,
): void {
  const ethernet = groups.find(({ medium }) => medium === "ethernet");
  for (const [port, ends] of Map.groupBy(used, (end) => end.port ?? ethernet?.id ?? "net")) {
    const numbered = groups.find(({ id }) => id === port)?.count ?? null;
    for (const [index, end] of ordered(ends).entries())
      plugs.set(end, {
        port,
        ...indexOf(end, index, numbered),
        ...(end.interface !== undefined && { interface: end.interface }),
      });
  }
}

/** The port the source says, else the place among the names; none where ports have no numbers. */
function indexOf(end: DraftEnd, place: number, count: number | null): { index?: number } {
  if (end.index === null) return {};
  if (end.index !== undefined) return { index: end.index };
  return count !== null && place < count ? { index: place } : {};
}

/** By their names as people count: `e1-2` before `e1-10`. Without a name, in the order of the file. */
function ordered(ends: readonly DraftEnd[]): readonly DraftEnd[] {
  if (ends.length < 2) return ends;
  return ends
    .map((end) => ({ end, name: end.interface?.replaceAll(/\d+/g, widened) }))
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ end }) => end);
}

function widened(digits: string): string {
  return digits.slice(0, 12).padStart(12, "0");
}

function compareNames(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return a < b ? -1 : Number(a > b);
}

/** The node's properties, with more ports where its links need more than its kind gives. */
function withPorts(
  node: DraftNode,
  used: readonly DraftEnd[],
  loss: LossLog,
  catalogue: Catalogue,
): DesignNode["properties"] {
  const { kind, ports } = lookAt(node.kind, node.properties, catalogue);
  const group = ports.find(({ medium }) => medium === "ethernet");
  const needed = used.filter(({ port }) => port === undefined || port === group?.id).length;
  if (kind === undefined || group === undefined || group.count === null) return node.properties;
  if (needed <= group.count) return node.properties;
  const property = PORT_PROPERTIES.find((name) => name in kind.properties.shape);
  if (property === undefined) return node.properties;
  const more = { ...node.properties, [property]: needed };
  const after = lookAt(node.kind, more, catalogue);
  if (after.issues.length === 0) return more;
  loss.add("approximated", `${needed} interfaces`, `${kind.title}, which has fewer`, node.key);
  return node.properties;
}
