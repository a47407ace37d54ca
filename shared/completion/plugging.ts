import { freePort, newLink } from "../constraints/fixes.ts";
import type { NodeId } from "../design/design.ts";
import type { Draft } from "./draft.ts";

/** The most interfaces one appliance has. */
const MOST_INTERFACES = 64;

/**
 * Puts a cable between two nodes, in the next free port of each. An appliance whose number of interfaces is
 * open gets one more. False when there is no port free.
 */
export function plug(draft: Draft, from: NodeId, to: NodeId): boolean {
  const { context } = draft;
  if (!hasPort(draft, from, to)) return false;
  const [a, b] = [context.node(from), context.node(to)];
  if (a === undefined || b === undefined) return false;
  const [mine, other] = [freePort(context, a, "ethernet", b), freePort(context, b, "ethernet", a)];
  if (mine === undefined || other === undefined) return false;
  draft.apply(newLink(context, [from, mine], [to, other]));
  return true;
}

/** Whether a node can take one more cable, after another interface was added where that is open. */
export function hasPort(draft: Draft, node: NodeId, other?: NodeId): boolean {
  const { context } = draft;
  const found = context.node(node);
  if (found === undefined) return false;
  const partner = other === undefined ? undefined : context.node(other);
  if (freePort(context, found, "ethernet", partner) !== undefined) return true;
  const interfaces = found.properties["interfaces"];
  const isAppliance = found.traits.forwarding === "router" || found.traits.forwarding === "proxy";
  if (!isAppliance || typeof interfaces !== "number" || interfaces >= MOST_INTERFACES) return false;
  if (!draft.isOpen(node, "interfaces")) return false;
  draft.apply({ type: "set-property", id: node, property: "interfaces", value: interfaces + 1 });
  return true;
}
