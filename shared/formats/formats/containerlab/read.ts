import { fault, type Fault } from "../../../base/fault.ts";
import { err, type Result } from "../../../base/result.ts";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { draftDesign, type Draft } from "../../draft.ts";
import { nameOfFile } from "../../file-name.ts";
import type { Imported, SourceFile } from "../../format.ts";
import { logDevice } from "../../log-device.ts";
import { noteWhole, tellUnread, type UnreadWords } from "../../unread.ts";
import { fieldOf, fieldsOf, isFields, numberOf, textOf, type Fields } from "../../values.ts";
import { readYaml } from "../../yaml.ts";
import { deviceOfNode } from "./devices.ts";
import { addAnnotations, readAnnotations, type Annotations } from "./annotations.ts";
import {
  clabTopology,
  isCable,
  type ClabEnd,
  type ClabLink,
  type ClabNode,
  type ClabTopology,
} from "./topology.ts";

const FORMAT = "a containerlab topology";

/** Reads a topology with the annotations beside it. */
export function readContainerlab(source: SourceFile, catalogue: Catalogue): Result<Imported> {
  const read = readYaml(source.text);
  const raw = read.ok ? topologyOf(read.value) : read;
  if (!raw.ok) return isTemplate(source.text) ? err(template()) : raw;
  const topology = clabTopology(raw.value);
  const beside = [...(source.beside ?? [])].find(([name]) => name.endsWith(".annotations.json"));
  const annotations = beside && readAnnotations(beside[1]);
  const draft = draftDesign(topology.name || nameOfFile(source.name), catalogue);
  if (annotations !== undefined) addAnnotations(annotations, draft);
  for (const node of topology.nodes) addNode(node, annotations, draft, catalogue);
  for (const link of topology.links) addLink(link, topology.raw, annotations, draft);
  tellRest(topology, draft);
  if (annotations !== undefined) tellUnread(annotations.raw, draft.loss, BESIDE_WORDS);
  if ([...draft.nodes.values()].every(({ position }) => position === undefined))
    draft.loss.add("missing", "annotations file with positions", "Places chosen", source.name);
  return draft.finish(({ scale, aside }) => ({
    containerlab: {
      topology: source.text,
      scale,
      ...(Object.keys(aside).length > 0 && { aside }),
      ...(annotations !== undefined && { annotations: annotations.text }),
    },
  }));
}

/** containerlab fills in templates of Go by variables of its own before it reads them as YAML. */
function isTemplate(text: string): boolean {
  return /\{\{-?\s*(?:[.$]|range\b|if\b|end\b|with\b|template\b|define\b|include\b)/.test(text);
}

function template(): Fault {
  const detail =
    "It is a template of Go (`{{ … }}`), of which a topology is yet to be made: fill it in, and import that.";
  return fault("format-misfit", { format: FORMAT, detail });
}

/** The file's top, checked for what makes it a topology. */
export function topologyOf(value: unknown): Result<Fields> {
  const misfit = (detail: string, where: string): Result<never> =>
    err(fault("format-misfit", { format: FORMAT, detail }, where));
  if (!isFields(value)) return misfit("It holds no `topology`.", "the top of the file");
  const topology = fieldOf(value, "topology");
  if (!isFields(topology)) return misfit("Its `topology` holds nothing.", "topology");
  const nodes = fieldOf(topology, "nodes");
  if (!isFields(nodes)) return misfit("Its nodes are not listed by name.", "topology.nodes");
  const links = fieldOf(topology, "links");
  if (links !== undefined && links !== null && !Array.isArray(links))
    return misfit("Its links are no list.", "topology.links");
  return { ok: true, value };
}

/** Settings that become something of ours, or only say what others say as well. */
const UNDERSTOOD: ReadonlySet<string> = new Set([
  "kind",
  "image",
  "cpu",
  "memory",
  "group",
  "labels",
]);

function addNode(
  node: ClabNode,
  annotations: Annotations | undefined,
  draft: Draft,
  catalogue: Catalogue,
): void {
  const { name, kind, settings } = node;
  const where = `topology.nodes.${name}`;
  const device = deviceOfNode(node, catalogue);
  logDevice(draft.loss, kind === "" ? "node without a kind" : `kind ${kind}`, device, where);
  const note = annotations?.nodes.get(name);
  draft.addNode({
    key: name,
    name,
    kind: device.kind,
    properties: device.properties,
    position: note?.position ?? labelled(node),
    group: note?.group || groupLabel(node, draft),
    kept: { containerlab: { node: name } },
  });
  for (const key of Object.keys(settings))
    if (key === "license")
      draft.loss.add("missing", `licence file ${textOf(settings, key)}`, "", where);
    else if (!UNDERSTOOD.has(key)) draft.loss.add("kept", `setting ${key}`, "", where);
  for (const label of Object.keys(node.labels))
    if (!/^(?:graph-(?:posX|posY|group)|labwright-)/.test(label))
      draft.loss.add("kept", `label ${label}`, "", where);
}

/** Places that older editors wrote into labels. */
function labelled({ labels }: ClabNode): { x: number; y: number } | undefined {
  const [x, y] = [numberOf(labels, "graph-posX"), numberOf(labels, "graph-posY")];
  return x === undefined || y === undefined ? undefined : { x, y };
}

function groupLabel({ labels, settings }: ClabNode, draft: Draft): string | undefined {
  const group = textOf(labels, "graph-group") || textOf(settings, "group");
  if (group === "") return undefined;
  draft.addGroup(group, { name: group });
  return group;
}

function addLink(
  link: ClabLink,
  raw: Fields,
  annotations: Annotations | undefined,
  draft: Draft,
): void {
  const where = `topology.links[${link.index}]`;
  const [first, second] = link.ends;
  const kept = { containerlab: { link: link.index } };
  if (link.type === "dummy") return draft.loss.add("kept", "dummy interface", "", where);
  if (first === undefined) return draft.loss.add("kept", "link without ends", "", where);
  if (isCable(link)) {
    if (second === undefined) return draft.loss.add("kept", "link with one end", "", where);
    if (draft.addLink({ from: endOf(first), to: endOf(second), kept }, where, "kept"))
      draft.loss.add("mapped", `link ${link.type}`, "Link", where);
    return;
  }
  if (!draft.nodes.has(first.node))
    return draft.loss.add("kept", `link to a node that is not there, ${first.node}`, "", where);
  const far = farSide(link, raw, annotations, draft, where);
  if (draft.addLink({ from: endOf(first), to: { node: far }, kept }, where))
    draft.loss.add(
      link.type === "mgmt-net" ? "mapped" : "approximated",
      `link type ${link.type}`,
      draft.nodes.get(far)?.kind === "subnet"
        ? "Link to the management subnet"
        : "Link to the Internet",
      where,
    );
}

function endOf(end: ClabEnd): { node: string; interface?: string } {
  return end.interface === "" ? { node: end.node } : end;
}

/** The node that stands for what a link with one end leads to: made once for all that lead there. */
function farSide(
  { type, outside }: ClabLink,
  raw: Fields,
  annotations: Annotations | undefined,
  draft: Draft,
  where: string,
): string {
  const isManagement = type === "mgmt-net";
  const key = isManagement ? "mgmt-net" : `${type}:${outside}`;
  if (draft.nodes.has(key)) return key;
  const mgmt = fieldsOf(raw, "mgmt");
  const cidr = textOf(mgmt, "ipv4-subnet");
  const position = annotations?.nodes.get(key)?.position;
  draft.addNode({
    key,
    name: isManagement ? textOf(mgmt, "network") || "management" : `${type} ${outside}`.trim(),
    kind: isManagement ? "subnet" : "internet",
    properties: isManagement ? { cidr: /\/\d+$/.test(cidr) ? cidr : "172.20.20.0/24" } : {},
    position,
    kept: { containerlab: { outside: key } },
  });
  if (!isManagement) draft.loss.add("approximated", `host interface ${outside}`, "Internet", where);
  return key;
}

/** Whatever nothing here stands for is in the file again when it is written. */
const WORDS = {
  outcome: "kept",
  nouns: {
    "": "",
    topology: "",
    "topology.links[]": "link",
    "topology.links[].endpoints[]": "link end",
    "topology.links[].endpoint": "link end",
  },
} as const satisfies UnreadWords;

const BESIDE_WORDS = {
  outcome: "kept",
  nouns: { "": "annotation" },
  own: [
    [
      /^(?:nodeAnnotations|networkNodeAnnotations|groupStyleAnnotations|freeTextAnnotations|freeShapeAnnotations|edgeAnnotations|trafficRateAnnotations)\[\]\./,
      "look of a part",
    ],
  ],
} as const satisfies UnreadWords;

/** Settings of nodes, with those they inherit, were told node by node. */
function tellRest({ raw, nodes }: ClabTopology, { loss }: Draft): void {
  const topology = fieldsOf(raw, "topology");
  noteWhole(fieldOf(topology, "nodes"));
  if (nodes.length > 0) noteWhole(fieldOf(topology, "defaults"));
  for (const [list, used] of [
    ["kinds", nodes.map(({ kind }) => kind)],
    ["groups", nodes.map(({ settings }) => textOf(settings, "group"))],
  ] as const)
    for (const name of new Set(used)) noteWhole(fieldOf(fieldsOf(topology, list), name));
  tellUnread(raw, loss, WORDS);
}
