import { isScalar, type Pair } from "yaml";
import type { Catalogue } from "../../../catalogue/catalogue.ts";
import { hostName } from "../../../design/host-name.ts";
import type { CabledNode } from "../../cabling.ts";
import { tellInside } from "../../left-out.ts";
import type { LossLog } from "../../loss.ts";
import { fieldsOf, textOf } from "../../values.ts";
import { deviceOfNode, settingsFor } from "./devices.ts";
import { takeOut } from "../../yaml-document.ts";
import type { Source } from "./source.ts";
import { outsideOf, type ClabNode } from "./topology.ts";

export interface WrittenNodes {
  /** By key of the cabling; what stands for the host is not among them. */
  readonly names: ReadonlyMap<string, string>;
  /** By the name in the source: the name it has now, for all that are still there. */
  readonly before: ReadonlyMap<string, string>;
  readonly isChanged: boolean;
}

/** Brings the file's nodes up to date: gone ones out, renamed ones renamed, changed ones changed, new ones in. */
export function writeNodes(
  nodes: readonly CabledNode[],
  source: Source,
  catalogue: Catalogue,
  loss: LossLog,
): WrittenNodes {
  const inside = nodes.filter(
    ({ resolved }) => !isOutside(resolved.node, resolved.traits.forwarding),
  );
  const old = new Map(source.topology.nodes.map((node) => [node.name, node]));
  const claims = claimed(inside, old);
  const taken = new Set<string>();
  const names = new Map<string, string>();
  const before = new Map<string, string>();
  let isChanged = false;
  for (const node of inside) {
    const own = claims.get(node.key);
    const name = freeName(nameFor(node, own), taken);
    taken.add(name);
    names.set(node.key, name);
    if (own !== undefined) before.set(own.name, name);
  }
  if (before.size < old.size) {
    takeOut(source.nodes, (pair) => !before.has(keyOf(pair as Pair)));
    isChanged = true;
  }
  const pairs = pairsByName(source);
  for (const node of inside) {
    const name = names.get(node.key) ?? "";
    const own = claims.get(node.key);
    const pair = own && pairs.get(own.name);
    const title = node.resolved.kind?.title ?? node.resolved.node.kind;
    if (own === undefined || pair === undefined) {
      add(node, name, old, source, catalogue, loss);
      isChanged = true;
    } else {
      loss.add("mapped", title, `kind ${own.kind}`, name);
      isChanged = rename(pair, name) || isChanged;
      isChanged = update(node, name, own, source, catalogue) || isChanged;
    }
  }
  return { names, before, isChanged };
}

function isOutside(node: object, forwarding: string): boolean {
  return forwarding === "outside" ? sourceName(node) === "" : outsideOf(node) !== "";
}

function sourceName(node: object): string {
  return textOf(fieldsOf(node, "containerlab"), "node");
}

/** Which of the source's nodes each is: of several copies the first. */
function claimed(
  nodes: readonly CabledNode[],
  old: ReadonlyMap<string, ClabNode>,
): ReadonlyMap<string, ClabNode> {
  const taken = new Set<string>();
  const claims = new Map<string, ClabNode>();
  for (const { key, ordinal, resolved } of nodes) {
    const found = ordinal === 1 ? old.get(sourceName(resolved.node)) : undefined;
    if (found === undefined || taken.has(found.name)) continue;
    taken.add(found.name);
    claims.set(key, found);
  }
  return claims;
}

/** The source's own name, as long as nobody gave the node another. */
function nameFor({ name }: CabledNode, own: ClabNode | undefined): string {
  if (own !== undefined && hostName(own.name) === hostName(name)) return own.name;
  return /^[a-zA-Z0-9][\w.-]*$/.test(name) ? name : hostName(name) || "node";
}

function freeName(wish: string, taken: ReadonlySet<string>): string {
  let name = wish;
  for (let number = 2; taken.has(name); number++) name = `${wish}-${number}`;
  return name;
}

function pairsByName({ nodes }: Source): ReadonlyMap<string, Pair> {
  return new Map(nodes.items.map((pair) => [keyOf(pair), pair]));
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

function rename(pair: Pair, name: string): boolean {
  if (keyOf(pair) === name || !isScalar(pair.key)) return false;
  pair.key.value = name;
  return true;
}

/** Writes kind and image anew where the design now says something else than they did. */
function update(
  { resolved }: CabledNode,
  name: string,
  own: ClabNode,
  { nodes, document }: Source,
  catalogue: Catalogue,
): boolean {
  const before = deviceOfNode(own, catalogue);
  const { kind, properties } = resolved.node;
  const system = "operatingSystem";
  if (before.kind === kind && before.properties[system] === properties[system]) return false;
  const { settings } = settingsFor(resolved, catalogue);
  for (const [key, value] of Object.entries(settings))
    nodes.setIn([name, key], typeof value === "string" ? value : document.createNode(value));
  return true;
}

function add(
  { resolved, name: title, ordinal }: CabledNode,
  name: string,
  old: ReadonlyMap<string, ClabNode>,
  { nodes, document, topology }: Source,
  catalogue: Catalogue,
  loss: LossLog,
): void {
  const model = old.get(sourceName(resolved.node));
  const copied = fieldsOf(fieldsOf(topology.raw, "topology"), "nodes")[model?.name ?? ""];
  if (model !== undefined) {
    nodes.set(document.createNode(name), document.createNode(copied ?? null));
    return loss.add("mapped", `copy of ${model.name}`, `kind ${model.kind}`, name);
  }
  const { settings, missingImage } = settingsFor(resolved, catalogue);
  nodes.set(document.createNode(name), document.createNode(settings));
  const what = resolved.kind?.title ?? resolved.node.kind;
  const target = [`kind ${textOf(settings, "kind")}`, textOf(settings, "image")].filter(Boolean);
  loss.add("approximated", what, target.join(", "), title);
  // Its labels keep them for Labwright; containerlab does nothing with them.
  if (ordinal === 1) tellInside(loss, title, resolved.traits);
  if (missingImage !== undefined && ordinal === 1)
    loss.add("missing", `container image of ${missingImage}`, "", title);
}
