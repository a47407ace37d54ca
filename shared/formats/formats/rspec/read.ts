import { fault } from "../../../base/fault.ts";
import { err, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import { nameOfFile } from "../../file-name.ts";
import type { Imported, SourceFile } from "../../format.ts";
import { placeGroupsApart } from "../../groups-apart.ts";
import { refuseSource } from "../../limits.ts";
import { attribute, elementsNamed, type XmlElement } from "../../xml/element.ts";
import { readXmlDocument } from "../../xml/read.ts";
import { noteWholeElement, tellUnreadXml, type UnreadXmlWords } from "../../xml/unread.ts";
import { keep, keepAround } from "./kept.ts";
import { authorityOf, idOf } from "./names.ts";
import { referenceKey, referencesOf, withStubs } from "./parts.ts";
import { placeOf } from "./places.ts";
import { addLink } from "./read-link.ts";
import {
  imageOf,
  interfacesOf,
  readDevice,
  takesAddresses,
  type RspecInterface,
} from "./read-node.ts";

/** Everything of one file while it is read. */
export interface Reading {
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
  const read = readXmlDocument(text.replace(/^\uFEFF/, ""));
  if (!read.ok) return read;
  const { root } = read.value;
  if (root.local !== "rspec") {
    const detail = `Its first element is ${root.name}.`;
    return err(fault("format-misfit", { format: "RSpec", detail }, `line ${root.line}`));
  }
  const links = elementsNamed(root, "link");
  const linked = new Set(links.flatMap((link) => referencesOf(link).map(referenceKey)));
  const draft = draftDesign(nameOfFile(name), catalogue);
  const reading: Reading = { draft, root, catalogue, interfaces: new Map(), linked };
  addSites(reading);
  for (const [index, node] of elementsNamed(root, "node").entries()) addNode(reading, node, index);
  for (const [index, link] of links.entries()) addLink(reading, link, index);
  tellUnreadXml(root, draft.loss, WORDS);
  placeGroupsApart(draft);
  const isTold = ({ local }: XmlElement): boolean => local === "node" || local === "link";
  return draft.finish({ ...keep(withStubs(root, isTold), root), ...keepAround(read.value) });
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
    noteWholeElement(element);
    return;
  }
  const device = readDevice(element, catalogue);
  const own = interfacesOf(element, key);
  for (const one of own) {
    interfaces.set(referenceKey({ node: key, id: one.id }), one);
    const plain = referenceKey({ node: undefined, id: one.id });
    if (!interfaces.has(plain)) interfaces.set(plain, one);
  }
  draft.addNode({
    key,
    name: key,
    kind: device.kind,
    properties: withAddresses(device, own, draft, where),
    position: placeOf(element),
    group: siteOf(element),
    kept: keep(withoutInterfaces(element, key, linked), root),
  });
  tellOf(draft, element, device, where);
}

/** Interfaces that are linked are kept with their links. */
function withoutInterfaces(
  element: XmlElement,
  node: string,
  linked: ReadonlySet<string>,
): XmlElement {
  return withStubs(element, (child) => {
    const id = child.local === "interface" ? idOf(child) : undefined;
    if (id === undefined) return false;
    return [node, undefined].some((of) => linked.has(referenceKey({ node: of, id })));
  });
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

/** What stands for nothing here is written again as it was. */
const WORDS = {
  outcome: "kept",
  words: [
    [/\/install$/, "archive to install"],
    [/\/execute$/, "command to run"],
    [/\/login$/, "login"],
    [/\/blockstore$/, "block store"],
    [/\/routable_control_ip$/, "public control address"],
    [/@(?:[\w]+:)?schemaLocation$|\/property@(?:source_id|dest_id)$/, null],
    [
      /@(?:component_id|component_manager_id|component_name|component_manager_uuid|component_uuid|sliver_id|sliver_urn|virtual_id|virtual_interface_id|client_id|mac_address|generated|generated_by|valid_until|expires|type)$/,
      "identifier or time of a testbed",
    ],
  ],
} as const satisfies UnreadXmlWords;

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
  // Of the services each is told by itself.
  elementsNamed(element, "services");
}
