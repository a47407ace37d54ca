import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import type { Cable, Cabling } from "../../cabling.ts";
import type { LossLog } from "../../loss.ts";
import { fieldsOf, numberOf, textOf } from "../../values.ts";
import { takeOut } from "../../yaml-document.ts";
import type { Source } from "./source.ts";
import { isDrawn, outsideOf, type ClabLink } from "./topology.ts";
import type { WrittenNodes } from "./write-nodes.ts";

/** Brings the file's links up to date; says whether anything changed. */
export function writeLinks(
  cabling: Cabling,
  { names, before }: WrittenNodes,
  source: Source,
  loss: LossLog,
): boolean {
  const outsides = new Map(
    cabling.nodes.map(({ key, resolved }) => [key, outsideOf(resolved.node) || "host:"]),
  );
  const stays = new Set<number>();
  const fresh: Cable[] = [];
  for (const cable of cabling.cables) {
    const index = numberOf(fieldsOf(cable.link, "containerlab"), "link") ?? -1;
    const link = source.topology.links[index];
    if (link !== undefined && !stays.has(index) && isSame(cable, link, names, before)) {
      stays.add(index);
      loss.add("mapped", "Link", `link ${link.type}`, `topology.links[${index}]`);
    } else fresh.push(cable);
  }
  const all = new Set(source.topology.nodes.map(({ name }) => name));
  const gone = source.topology.links.filter((link) =>
    isDrawn(link, all) ? !stays.has(link.index) : !staysUndrawn(link, all, before),
  );
  let isChanged = gone.length > 0 || fresh.length > 0;
  const renamed = new Map([...before].filter(([old, now]) => old !== now));
  if (renamed.size > 0)
    for (const item of source.links.items) isChanged = renameEnds(item, renamed) || isChanged;
  const goneAt = new Set(gone.map(({ index }) => index));
  takeOut(source.links, (_, index) => goneAt.has(index));
  const interfaces = {
    used: usedInterfaces(source, before, gone),
    isPlain: plainNodes(source, before),
    loss,
  };
  for (const cable of fresh) {
    const made = newLink(cable, names, outsides, interfaces);
    if (made === undefined) continue;
    source.links.add(linkNode(made, source));
    loss.add("mapped", "Link", `link ${textOf(made, "type") || "veth"}`, cable.link.label ?? "");
  }
  return isChanged;
}

/** The link of the file that a cable came from, if it still joins the same nodes. */
function isSame(
  { ends }: Cable,
  link: ClabLink,
  names: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): boolean {
  const now = ends.flatMap(({ node }) => names.get(node) ?? []).toSorted();
  const then = link.ends.flatMap(({ node }) => before.get(node) ?? []).toSorted();
  return now.length > 0 && now.join(" ") === then.join(" ");
}

/** A link that never stood in the drawing goes with its nodes; what they never were, it does without. */
function staysUndrawn(
  { ends }: ClabLink,
  all: ReadonlySet<string>,
  before: ReadonlyMap<string, string>,
): boolean {
  return ends.every(({ node }) => before.has(node) || !all.has(node));
}

/** Puts new names into `node:interface` and into objects with a node. */
function renameEnds(item: unknown, renamed: ReadonlyMap<string, string>): boolean {
  if (!isMap(item)) return false;
  const list = item.get("endpoints", true);
  const ends = [...(isSeq(list) ? list.items : []), item.get("endpoint", true)];
  let isChanged = false;
  for (const end of ends) {
    const scalar = isMap(end) ? end.get("node", true) : end;
    if (!isScalar(scalar) || typeof scalar.value !== "string") continue;
    const [node = "", ...rest] = scalar.value.split(":");
    const name = renamed.get(node);
    if (name === undefined) continue;
    scalar.value = [name, ...rest].join(":");
    isChanged = true;
  }
  return isChanged;
}

type Used = Map<string, Set<string>>;

interface Interfaces {
  readonly used: Used;
  /** Whether a node's interfaces are called as Linux calls them: other kinds have names of their own. */
  readonly isPlain: (node: string) => boolean;
  readonly loss: LossLog;
}

function usedInterfaces(
  { topology }: Source,
  before: ReadonlyMap<string, string>,
  gone: readonly ClabLink[],
): Used {
  const used: Used = new Map();
  const left = new Set(gone);
  for (const link of topology.links)
    if (!left.has(link))
      for (const end of link.ends) take(before.get(end.node) ?? end.node, end.interface, used);
  return used;
}

function take(node: string, name: string, used: Used): void {
  const known = used.get(node);
  if (known === undefined) used.set(node, new Set([name]));
  else known.add(name);
}

/** Nodes that are written by ourselves are Linux, whatever they were elsewhere. */
function plainNodes(
  { topology }: Source,
  before: ReadonlyMap<string, string>,
): (node: string) => boolean {
  const others = new Set(
    topology.nodes
      .filter(({ kind }) => !/^(?:linux|bridge|ovs-bridge|ext-container|)$/.test(kind))
      .map(({ name }) => before.get(name)),
  );
  return (node) => !others.has(node);
}

/** Linux takes 15 characters without blanks and slashes; `eth0` is the management's. */
function isLinuxName(name: string): boolean {
  return /^[^\s/:]{1,15}$/.test(name) && !/^(?:\.\.?|eth0|lo)$/.test(name);
}

/** The wished interface where it can be and is free, else the next one. */
function freeInterface(node: string, wish: string, { used, isPlain, loss }: Interfaces): string {
  const known = used.get(node) ?? new Set();
  let name = wish === "" || !isPlain(node) || isLinuxName(wish) ? wish : "";
  for (let number = known.size + 1; name === "" || known.has(name); number++) name = `eth${number}`;
  take(node, name, used);
  if (wish !== "" && name !== wish) loss.add("approximated", `interface ${wish}`, name, node);
  return name;
}

function newLink(
  { ends }: Cable,
  names: ReadonlyMap<string, string>,
  outsides: ReadonlyMap<string, string>,
  interfaces: Interfaces,
): object | undefined {
  const inside = ends.flatMap(({ node, end }) => {
    const name = names.get(node);
    if (name === undefined) return [];
    return [{ node: name, interface: freeInterface(name, textOf(end, "interface"), interfaces) }];
  });
  const [first, second] = inside;
  if (first === undefined) return undefined;
  if (second !== undefined)
    return { endpoints: inside.map((end) => `${end.node}:${end.interface}`) };
  const outside = ends.map(({ node }) => (names.has(node) ? undefined : outsides.get(node)));
  const [type = "host", ...rest] = (outside.find((one) => one !== undefined) ?? "host:").split(":");
  const there = rest.join(":");
  if (type.startsWith("vxlan"))
    return { type, endpoint: first, remote: there, vni: 100, "dst-port": 4789 };
  // Linux takes no interface name of more than 15 characters.
  const hostInterface = there || `${first.node.slice(0, 9)}-${first.interface}`.slice(0, 15);
  return { type, endpoint: first, "host-interface": hostInterface };
}

/** Short links stand on one line. */
function linkNode(link: object, { document }: Source): unknown {
  const node = document.createNode(link) as YAMLMap;
  const list = node.get("endpoints", true);
  if (isSeq(list)) {
    list.flow = true;
    for (const item of list.items) if (isScalar(item)) item.type = "QUOTE_DOUBLE";
  }
  return node;
}
