import type { Design } from "../../../design/design.ts";
import type { ResolvedNode } from "../../../kinds/resolve.ts";
import type { InterfaceAddress } from "../../../topology/addresses.ts";
import { formatAddress } from "../../../topology/cidr.ts";
import type { LossLog } from "../../loss.ts";
import { attribute, elementsNamed, type XmlElement, type XmlNode } from "../../xml/element.ts";
import { newElement } from "../../xml/print.ts";
import { readXml } from "../../xml/read.ts";
import { kept } from "./kept.ts";
import type { Lan, LanEnd } from "./lans.ts";
import { idOf } from "./names.ts";
import { inPlaces, withClientId } from "./parts.ts";
import { withPlace } from "./places.ts";

export interface Interfaces {
  /** By `<node> <ordinal>`, in the order of its links. */
  readonly byInstance: ReadonlyMap<string, readonly XmlElement[]>;
  readonly nameOf: ReadonlyMap<LanEnd, string>;
}

/** Gives each interface its element: the one that was read where there is one, with its address as it is now. */
export function nameInterfaces(
  design: Design,
  lans: readonly Lan[],
  names: ReadonlyMap<string, string>,
): Interfaces {
  const byInstance = new Map<string, XmlElement[]>();
  const nameOf = new Map<LanEnd, string>();
  const taken = new Set(Object.values(design.nodes).flatMap(unlinkedIn));
  for (const end of lans.flatMap((lan) => lan.ends)) {
    const key = `${end.node} ${end.ordinal}`;
    const own = byInstance.get(key) ?? [];
    const source = end.ordinal === 1 ? keptInterface(design, end) : undefined;
    const name = freeName(source && idOf(source), names.get(key) ?? key, taken);
    taken.add(name);
    nameOf.set(end, name);
    own.push(interfaceElement(source, name, end.address));
    byInstance.set(key, own);
  }
  return { byInstance, nameOf };
}

/** Interfaces that no link joins stay in their nodes, with their names. */
function unlinkedIn(node: Design["nodes"][string]): readonly string[] {
  const source = kept(node);
  const own = source === undefined ? [] : elementsNamed(source, "interface");
  return own.flatMap((one) => idOf(one) ?? []);
}

function keptInterface(design: Design, { link, node }: LanEnd): XmlElement | undefined {
  const found = design.links[link];
  if (found === undefined) return undefined;
  const ends = found["rspec-ends"];
  const text: unknown = Array.isArray(ends) ? ends[found.from.node === node ? 0 : 1] : undefined;
  const read = typeof text === "string" ? readXml(text) : undefined;
  const element = read?.ok === true ? read.value : kept(found);
  return element?.local === "interface" ? element : undefined;
}

function freeName(wish: string | undefined, node: string, taken: ReadonlySet<string>): string {
  if (wish !== undefined && !taken.has(wish)) return wish;
  for (let number = 1; ; number++) {
    const name = `${node}:if${number}`;
    if (!taken.has(name)) return name;
  }
}

function interfaceElement(
  source: XmlElement | undefined,
  name: string,
  address: InterfaceAddress | undefined,
): XmlElement {
  const base = source ?? newElement("interface", {});
  const { attributes } = withClientId(base, name);
  const ips = elementsNamed(base, "ip");
  const same = ips.some((ip) => attribute(ip, "address") === address?.address);
  // A network that had no addresses goes on without.
  const without = source !== undefined && ips.length === 0;
  if (same || without || address === undefined) return { ...base, attributes };
  const others = base.children.filter((child) => child.type !== "element" || child.local !== "ip");
  return { ...base, attributes, children: [addressElement(address), ...others] };
}

function addressElement({ address, prefixLength, family }: InterfaceAddress): XmlElement {
  const netmask = family === "ipv4" ? maskOf(prefixLength) : String(prefixLength);
  return newElement("ip", { address, netmask, type: family });
}

function maskOf(prefixLength: number): string {
  return formatAddress("ipv4", ((1n << BigInt(prefixLength)) - 1n) << BigInt(32 - prefixLength));
}

/** An element of the file, and the id of what it was made of. */
export interface Made {
  readonly source: string;
  readonly element: XmlElement;
}

/** A network: what was kept of it, with the interfaces that are in it now. */
export function linkElement(
  design: Design,
  lan: Lan,
  nodes: ReadonlyMap<string, ResolvedNode>,
  { nameOf }: Interfaces,
  loss: LossLog,
): Made {
  const { source, position } = keptLink(design, lan);
  const title =
    (lan.type === "node" ? nodes.get(lan.id)?.node.name : design.links[lan.id]?.label) ?? lan.id;
  const name = (source && idOf(source)) ?? title;
  const references = lan.ends.flatMap((end) => nameOf.get(end) ?? []);
  const base = source ?? newElement("link", {}, [newElement("link_type", { name: "lan" })]);
  loss.add("mapped", lan.type === "node" ? "network" : "cable", "link", title);
  const left = base.children.filter((child) => !isOfOthers(child, references));
  const inner = source === undefined ? [...capacities(design, lan, references), ...left] : left;
  const byId = new Map(
    references.map((id) => [id, newElement("interface_ref", { client_id: id })]),
  );
  const children = inPlaces(inner, "interface_ref", byId, false);
  const element = withClientId({ ...base, children }, name);
  return {
    source: (source && idOf(source)) ?? `new ${lan.id}`,
    element: position === undefined ? element : withPlace(element, position),
  };
}

/** A property between interfaces that are not in the network any more. */
function isOfOthers(child: XmlNode, references: readonly string[]): boolean {
  if (child.type !== "element" || child.local !== "property") return false;
  return ["source_id", "dest_id"].some((name) => {
    const id = attribute(child, name);
    return id !== undefined && !references.includes(id);
  });
}

interface KeptLink {
  readonly source?: XmlElement;
  /** Where it is drawn; a cable lies between its ends. */
  readonly position?: { readonly x: number; readonly y: number } | undefined;
}

function keptLink({ nodes, links }: Design, lan: Lan): KeptLink {
  const placeIn = (id: string) => (lan.type === "node" ? nodes[id]?.position : undefined);
  for (const id of lan.sources) {
    const holder = lan.type === "node" ? nodes[id] : links[id];
    const source = holder && kept(holder);
    if (source?.local === "link") return { source, position: placeIn(id) };
  }
  return { position: placeIn(lan.id) };
}

/** One direction for each pair of a two-ended network; RSpec counts kilobits a second. */
function capacities(
  design: Design,
  lan: Lan,
  references: readonly string[],
): readonly XmlElement[] {
  const wanted = lan.ends.map(({ link }) => design.links[link]?.bandwidthMbps ?? 0);
  const capacity = Math.max(0, ...wanted.filter(Number.isFinite));
  const [from, to] = references;
  if (capacity === 0 || references.length !== 2 || from === undefined || to === undefined)
    return [];
  return [
    [from, to],
    [to, from],
  ].map(([source_id, dest_id]) =>
    newElement("property", { source_id, dest_id, capacity: String(Math.round(capacity * 1000)) }),
  );
}
