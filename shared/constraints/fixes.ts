import { z } from "zod";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { DesignLink, DesignNode, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { hostName } from "../design/host-name.ts";
import type { Medium } from "../kinds/component-kind.ts";
import { findKind, type KindId } from "../kinds/index.ts";
import { cidrAround, formatCidr, parseAddress, type Address } from "../topology/cidr.ts";
import { portsTaken } from "./elements.ts";
import type { QuickFix, RuleContext, RuleNode } from "./rule.ts";

type Json = DesignNode["properties"][string];

/** A fix, or none where there is nothing left to do. */
export function fix(
  title: string,
  edits: readonly (DesignEdit | undefined)[],
): QuickFix | undefined {
  const present = edits.filter((edit) => edit !== undefined);
  return present.length === 0 ? undefined : { title, edits: present };
}

/** Sets a property, if the node's kind has one of that name which may have that value. */
export function setProperty(
  node: RuleNode | undefined,
  property: string,
  value: Json | null,
): DesignEdit | undefined {
  const shape = node?.kind?.properties.shape ?? {};
  const schema = Object.hasOwn(shape, property) ? shape[property] : undefined;
  if (node === undefined || schema === undefined) return undefined;
  if (value !== null && !z.safeParse(schema, value).success) return undefined;
  return { type: "set-property", id: node.id, property, value };
}

/** An id that is not in use, `base` or `base-2`, `base-3` … */
function freshId(base: string, taken: (id: string) => boolean): string {
  const start = hostName(base, 8) || "new";
  let id = start;
  for (let next = 2; taken(id); next++) id = `${start}-${next}`;
  return id;
}

/** Room for a number behind a name that is cut to the length of a host name. */
const LONGEST_NAME = 55;

/** A name no other node has as a host name: `web`, then `web-2`. */
export function freshName(context: RuleContext, base: string): string {
  const taken = (name: string): boolean => context.find("name", hostName(name)).length > 0;
  const start = base.slice(0, LONGEST_NAME);
  let name = start;
  for (let next = 2; taken(name); next++) name = `${start}-${next}`;
  return name;
}

export interface NewNode {
  readonly id: NodeId;
  readonly edit: DesignEdit;
}

/** A node to add beside another. */
export function newNode(
  context: RuleContext,
  kind: KindId,
  beside: NodeId,
  properties: Readonly<Record<string, Json>> = {},
): NewNode {
  const name = freshName(context, findKind(kind)?.namePrefix ?? kind);
  const id = freshId(name, (candidate) => context.node(candidate) !== undefined);
  const position = context.placeBeside(beside);
  return {
    id,
    edit: { type: "put-node", id, node: { kind, name, count: 1, position, properties } },
  };
}

/** A link to add; `from` and `to` read `node:port`. */
export function newLink(
  context: RuleContext,
  from: readonly [NodeId, string],
  to: readonly [NodeId, string],
  extras: Partial<DesignLink> = {},
): DesignEdit {
  const taken = (id: string): boolean => context.link(id) !== undefined;
  return {
    type: "put-link",
    id: freshId(`${from[0]}-${to[0]}`, taken),
    link: { from: { node: from[0], port: from[1] }, to: { node: to[0], port: to[1] }, ...extras },
  };
}

type Sockets = Pick<RuleNode, "id" | "ports" | "count">;

/** What a free port is looked for in; see RuleContext.partOf. */
export function socketsOf({ id, ports, count }: RuleNode): Sockets {
  return { id, ports, count };
}

/** The first port group of a medium that still has a port free for a link to `other`. */
export function freePort(
  context: RuleContext,
  node: Sockets | undefined,
  medium: Medium,
  other?: Pick<RuleNode, "count">,
): string | undefined {
  return node?.ports.find(
    (group) =>
      group.medium === medium &&
      (group.count === null ||
        context.usedPorts(node.id, group.id) + (other ? portsTaken(node, other) : 1) <=
          group.count),
  )?.id;
}

/** The port of a new node of a kind that takes a medium. */
export function portOfKind({ catalogue }: RuleContext, kind: KindId, medium: Medium): string {
  let known = portsOfNew.get(catalogue);
  if (known === undefined) portsOfNew.set(catalogue, (known = new Map()));
  let ports = known.get(kind);
  if (ports === undefined) {
    const found = findKind(kind);
    known.set(kind, (ports = found?.ports(found.properties.parse({}), catalogue) ?? []));
  }
  return ports.find((group) => group.medium === medium)?.id ?? medium;
}

// A new node of a kind always has the same ports, and whole subnets ask for them at once when a cable is cut.
const portsOfNew = new WeakMap<Catalogue, Map<KindId, RuleNode["ports"]>>();

/** The VLAN that a subnet asks for; see RuleContext.partOf. */
export function vlanOf({ traits }: RuleNode): number | null | undefined {
  return traits.subnet?.vlan;
}

/** The lowest VLAN from 10 up that no subnet names, or undefined when all are named. */
export function freeVlan(context: RuleContext): number | undefined {
  return context.derive("free VLAN", () => {
    const used = new Set(context.keys("vlan"));
    for (let vlan = 10; vlan <= 4094; vlan++) if (!used.has(String(vlan))) return vlan;
    return undefined;
  });
}

/** The block that somebody who wrote this most likely meant, or undefined when there is nothing to go by. */
export function nearestCidr(text: string): string | undefined {
  const [head = "", tail = "24"] = text.trim().split("/");
  const repaired = parseAddress(head) ?? repairAddress(head);
  if (repaired === null) return undefined;
  const stated = Number.parseInt(tail, 10);
  const most = repaired.family === "ipv4" ? 30 : 64;
  const usual = repaired.family === "ipv4" ? 24 : 64;
  const prefixLength = stated >= 1 && stated <= most ? stated : usual;
  return formatCidr(cidrAround(repaired, prefixLength));
}

function repairAddress(text: string): Address | null {
  const octets = text.split(".").map(Number);
  if (text === "" || octets.length > 4 || !octets.every(Number.isInteger)) return null;
  const clamped = [0, 1, 2, 3].map((index) => Math.min(255, Math.max(0, octets[index] ?? 0)));
  return parseAddress(clamped.join("."));
}
