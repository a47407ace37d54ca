import { fault } from "../../../base/fault.ts";
import { err, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import {
  contains,
  formatCidr,
  cidrAround,
  parseAddress,
  parseCidr,
} from "../../../topology/cidr.ts";
import type { DesignNode } from "../../../design/design.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import { nameOfFile } from "../../file-name.ts";
import type { Imported, SourceFile } from "../../format.ts";
import { placeGroupsApart } from "../../groups-apart.ts";
import { refuseSource } from "../../limits.ts";
import { attribute, elementsNamed, elementsOf, type XmlElement } from "../../xml/element.ts";
import { readXml } from "../../xml/read.ts";
import { keep } from "./kept.ts";
import { placeOf } from "./places.ts";
import { authorityOf, idOf, lastPart } from "./names.ts";
import {
  imageOf,
  interfacesOf,
  readDevice,
  takesAddresses,
  type RspecInterface,
} from "./read-node.ts";

/** Everything of one file while it is read. */
interface Reading {
  readonly draft: Draft;
  readonly root: XmlElement;
  readonly catalogue: Catalogue;
  /** By the id that links name them with. */
  readonly interfaces: Map<string, RspecInterface>;
  /** Interfaces that a link uses: their XML goes with the link. */
  readonly linked: ReadonlySet<string>;
}

/** Reads a request, a manifest or an advertisement. */
export function readRspec({ name, text }: SourceFile, catalogue: Catalogue): Result<Imported> {
  const tooLarge = refuseSource(text.length);
  if (tooLarge !== null) return err(tooLarge);
  const read = readXml(text.replace(/^\uFEFF/, ""));
  if (!read.ok) return read;
  const root = read.value;
  if (root.local !== "rspec") {
    const detail = `Its first element is ${root.name}.`;
    return err(fault("format-misfit", { format: "RSpec", detail }, `line ${root.line}`));
  }
  const links = elementsNamed(root, "link");
  const linked = new Set(links.flatMap((link) => referencesOf(link)));
  const draft = draftDesign(nameOfFile(name), catalogue);
  const reading: Reading = { draft, root, catalogue, interfaces: new Map(), linked };
  addSites(reading);
  for (const [index, node] of elementsNamed(root, "node").entries()) addNode(reading, node, index);
  for (const [index, link] of links.entries()) addLink(reading, link, index);
  placeGroupsApart(draft);
  return draft.finish(keep(rest(root, ["node", "link"]), root));
}

/** The element without the elements of these names, and without the white space that stood around them. */
function rest(element: XmlElement, names: readonly string[]): XmlElement {
  const children = element.children.filter((child) =>
    child.type === "element" ? !names.includes(child.local) : child.type === "comment",
  );
  return { ...element, children };
}

function referencesOf(link: XmlElement): readonly string[] {
  return elementsNamed(link, "interface_ref").flatMap((one) => idOf(one) ?? []);
}

/** Nodes of several sites are grouped by them. */
function addSites({ draft, root }: Reading): void {
  const sites = new Set(elementsNamed(root, "node").flatMap((node) => siteOf(node) ?? []));
  if (sites.size < 2) return;
  for (const site of sites) {
    draft.addGroup(site, { name: authorityOf(site) });
    draft.loss.add("mapped", "component manager", "Group", authorityOf(site));
  }
}

function siteOf(node: XmlElement): string | undefined {
  const site = elementsNamed(node, "site")[0];
  return attribute(node, "component_manager_id") ?? (site && attribute(site, "id"));
}

function addNode(reading: Reading, element: XmlElement, index: number): void {
  const { draft, root, catalogue, interfaces, linked } = reading;
  const key = idOf(element) ?? `node ${index + 1}`;
  const where = `node ${key}, line ${element.line}`;
  if (draft.nodes.has(key)) {
    draft.loss.add("dropped", "second node of one name", "", where);
    return;
  }
  const device = readDevice(element, catalogue);
  const own = interfacesOf(element, key);
  for (const one of own) interfaces.set(one.id, one);
  draft.addNode({
    key,
    name: key,
    kind: device.kind,
    properties: withAddresses(device, own, draft, where),
    position: placeOf(element),
    group: siteOf(element),
    kept: keep(withoutInterfaces(element, linked), root),
  });
  tellOf(draft, element, device, where);
}

/** Interfaces that are linked are kept with their links. */
function withoutInterfaces(element: XmlElement, linked: ReadonlySet<string>): XmlElement {
  const children = element.children.filter(
    (child) =>
      child.type !== "element" || child.local !== "interface" || !linked.has(idOf(child) ?? ""),
  );
  return { ...element, children };
}

function withAddresses(
  { kind, properties }: ReturnType<typeof readDevice>,
  own: readonly RspecInterface[],
  draft: Draft,
  where: string,
): ReturnType<typeof readDevice>["properties"] {
  const addresses = own.flatMap((one) => one.addresses.map(({ address }) => address));
  if (addresses.length === 0) return properties;
  if (takesAddresses(kind)) return { ...properties, addresses };
  draft.loss.add("approximated", "address of a router", "An address of its subnet", where);
  return properties;
}

/** What stands for nothing here but is written again. */
const KEPT_PARTS: readonly (readonly [string, string])[] = [
  ["install", "archive to install"],
  ["execute", "command to run"],
  ["login", "login"],
  ["blockstore", "block store"],
  ["routable_control_ip", "public control address"],
];

function tellOf(
  { loss }: Draft,
  element: XmlElement,
  device: ReturnType<typeof readDevice>,
  where: string,
): void {
  const sliver = elementsNamed(element, "sliver_type")[0];
  const type = (sliver && attribute(sliver, "name")) ?? "of any type";
  loss.add(device.exact ? "mapped" : "approximated", `node ${type}`, device.title, where);
  const image = imageOf(element);
  if (image !== undefined && device.missingImage !== undefined)
    loss.add("missing", `image ${image}`, `${device.title} in its place`, where);
  if (attribute(element, "exclusive") === "true") loss.add("kept", "host of its own", "", where);
  const services = elementsNamed(element, "services").flatMap(elementsOf);
  for (const [name, what] of KEPT_PARTS)
    for (const part of [...services, ...elementsOf(element)])
      if (part.local === name) loss.add("kept", what, "", where);
}

function addLink(reading: Reading, element: XmlElement, index: number): void {
  const { draft, root, interfaces } = reading;
  const key = `link ${idOf(element) ?? index + 1}`;
  const name = idOf(element) ?? `link-${index + 1}`;
  const where = `${key}, line ${element.line}`;
  const references = referencesOf(element);
  const ends = references.flatMap((id) => interfaces.get(id) ?? []);
  for (const id of references)
    if (!interfaces.has(id))
      draft.loss.add(
        "dropped",
        "reference to an interface that is not there",
        "",
        `${where}: ${id}`,
      );
  const cidr = cidrOf(ends);
  const [from, to] = ends;
  tellOfLink(draft, element, where);
  if (cidr === undefined && from && to && ends.length === 2 && from.node !== to.node) {
    const xml = [from.element, to.element].map((one) => Object.values(keep(one, root))[0] ?? "");
    draft.addLink(
      {
        from: { node: from.node, interface: from.id },
        to: { node: to.node, interface: to.id },
        label: name,
        bandwidthMbps: bandwidthOf(element),
        kept: { ...keep(rest(element, ["interface_ref"]), root), "rspec-ends": xml },
      },
      where,
    );
    return;
  }
  const kind = cidr === undefined ? "switch" : "subnet";
  const properties: DesignNode["properties"] = cidr === undefined ? {} : { cidr };
  const lan = keep(rest(element, ["interface_ref"]), root);
  draft.addNode({
    key,
    name,
    kind,
    properties,
    group: commonSite(draft, ends),
    position: placeOf(element),
    kept: lan,
  });
  const bandwidthMbps = bandwidthOf(element);
  for (const end of ends)
    draft.addLink(
      {
        from: { node: end.node, interface: end.id },
        to: { node: key },
        bandwidthMbps,
        kept: keep(end.element, root),
      },
      where,
    );
  tellOfStrays(draft, ends, cidr, where);
}

/** The site that all of a network's machines are in. */
function commonSite({ nodes }: Draft, ends: readonly RspecInterface[]): string | undefined {
  const sites = new Set(ends.map(({ node }) => nodes.get(node)?.group));
  return sites.size === 1 ? [...sites][0] : undefined;
}

/** The network that the first address is in. */
function cidrOf(ends: readonly RspecInterface[]): string | undefined {
  for (const { addresses } of ends)
    for (const { address, prefixLength } of addresses) {
      const parsed = parseAddress(address);
      const longest = parsed?.family === "ipv6" ? 128 : 32;
      if (parsed !== null && prefixLength >= 1 && prefixLength < longest)
        return formatCidr(cidrAround(parsed, prefixLength));
    }
  return undefined;
}

function tellOfStrays(
  { loss }: Draft,
  ends: readonly RspecInterface[],
  cidr: string | undefined,
  where: string,
): void {
  const network = cidr === undefined ? null : parseCidr(cidr);
  if (network === null) return;
  for (const { addresses, id } of ends)
    for (const { address } of addresses) {
      const parsed = parseAddress(address);
      if (parsed === null || !contains(network, parsed))
        loss.add(
          "approximated",
          "address of another network",
          "An address of the subnet",
          `${where}: ${id}`,
        );
    }
}

function tellOfLink({ loss }: Draft, element: XmlElement, where: string): void {
  const type = elementsNamed(element, "link_type")[0];
  const named =
    (type && attribute(type, "name")) ?? (type && lastPart(attribute(type, "type_name")));
  const plain = named === undefined || named === "lan" || named === "ethernet";
  loss.add(
    plain ? "mapped" : "approximated",
    plain ? "link" : `link of type ${named}`,
    "Network",
    where,
  );
  for (const property of elementsNamed(element, "property"))
    for (const disturbance of ["latency", "packet_loss"])
      if (Number(attribute(property, disturbance) ?? 0) > 0)
        loss.add("kept", disturbance.replace("_", " "), "", where);
}

/** RSpec counts kilobits a second, and asks for each direction. */
function bandwidthOf(link: XmlElement): number | undefined {
  const capacities = elementsNamed(link, "property")
    .map((property) => Number(attribute(property, "capacity")))
    .filter((capacity) => Number.isFinite(capacity) && capacity > 0);
  return capacities.length === 0 ? undefined : Math.max(...capacities) / 1000;
}
