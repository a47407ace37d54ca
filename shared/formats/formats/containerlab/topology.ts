import { asText, fieldOf, fieldsOf, isFields, listOf, textOf, type Fields } from "../../values.ts";

/** A node with what it inherits: defaults < its kind < its group < its own. */
export interface ClabNode {
  readonly name: string;
  readonly kind: string;
  readonly settings: Fields;
  readonly labels: Fields;
}

/** One end of a link; `interface` is empty where the file has none. */
export interface ClabEnd {
  readonly node: string;
  readonly interface: string;
}

/** A link of any type: two ends, or one end and what of the host it leads to. */
export interface ClabLink {
  readonly index: number;
  readonly type: string;
  readonly ends: readonly ClabEnd[];
  /** The host's interface, or the other side of a tunnel; empty where the type has none. */
  readonly outside: string;
}

export interface ClabTopology {
  readonly name: string;
  readonly raw: Fields;
  readonly nodes: readonly ClabNode[];
  readonly links: readonly ClabLink[];
}

/** Takes a topology file apart; whatever is of a wrong type counts as absent. */
export function clabTopology(raw: Fields): ClabTopology {
  const topology = fieldsOf(raw, "topology");
  return {
    name: textOf(raw, "name"),
    raw,
    nodes: Object.entries(fieldsOf(topology, "nodes")).map(([name, own]) =>
      inherit(name, own, topology),
    ),
    links: listOf(topology, "links").map((link, index) => clabLink(link, index)),
  };
}

function inherit(name: string, own: unknown, topology: Fields): ClabNode {
  const defaults = fieldsOf(topology, "defaults");
  const kinds = fieldsOf(topology, "kinds");
  const groupOf = (kind: string): string =>
    textOf(own, "group") || textOf(fieldOf(kinds, kind), "group") || textOf(defaults, "group");
  const groups = fieldsOf(topology, "groups");
  const firstGroup = groupOf(textOf(own, "kind"));
  const kind =
    textOf(own, "kind") || textOf(fieldOf(groups, firstGroup), "kind") || textOf(defaults, "kind");
  const levels = [
    defaults,
    fieldsOf(kinds, kind),
    fieldsOf(groups, groupOf(kind)),
    isFields(own) ? own : {},
  ];
  return {
    name,
    kind,
    settings: Object.assign({}, ...levels) as Fields,
    labels: Object.assign({}, ...levels.map((level) => fieldsOf(level, "labels"))) as Fields,
  };
}

/** In the short form these names stand where a node's would, and make the link one of their type. */
const SPECIAL: ReadonlySet<string> = new Set(["host", "mgmt-net", "macvlan", "dummy"]);

function clabLink(raw: unknown, index: number): ClabLink {
  const listed = listOf(raw, "endpoints").map(clabEnd);
  const single = fieldOf(raw, "endpoint");
  const ends = single === undefined ? listed : [clabEnd(single)];
  const type = textOf(raw, "type");
  if (type !== "")
    return {
      index,
      type,
      ends,
      outside: textOf(raw, "host-interface") || textOf(raw, "remote"),
    };
  const special = ends.find(({ node }) => SPECIAL.has(node));
  return {
    index,
    type: special?.node ?? "veth",
    ends: ends.filter((end) => end !== special),
    outside: special?.interface ?? "",
  };
}

/** Joins two nodes of the lab; all other types lead outside, or nowhere. */
export function isCable({ type }: ClabLink): boolean {
  return type.startsWith("veth");
}

/** Whether a design shows it: of a node to itself, with an end at nothing, or a dummy it does not. */
export function isDrawn(link: ClabLink, nodes: ReadonlySet<string>): boolean {
  const [first, second] = link.ends;
  if (link.type === "dummy" || first === undefined || !nodes.has(first.node)) return false;
  if (!isCable(link)) return true;
  return second !== undefined && nodes.has(second.node) && first.node !== second.node;
}

/** `node:interface`, or an object of both. */
function clabEnd(raw: unknown): ClabEnd {
  if (isFields(raw)) return { node: textOf(raw, "node"), interface: textOf(raw, "interface") };
  const text = asText(raw);
  const colon = text.indexOf(":");
  return colon === -1
    ? { node: text, interface: "" }
    : { node: text.slice(0, colon), interface: text.slice(colon + 1) };
}

/** What of the host a node stands for: it is written as links of a type, not as a node. */
export function outsideOf(node: object): string {
  return textOf(fieldsOf(node, "containerlab"), "outside");
}
