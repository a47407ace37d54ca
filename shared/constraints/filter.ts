import type { NodeId } from "../design/design.ts";
import type { FirewallRule } from "../kinds/component-kind.ts";
import { contains, overlaps, parseAddress, parseCidr, type Cidr } from "../topology/cidr.ts";
import { rangeOf } from "./blocks.ts";
import type { RuleContext, RuleNode } from "./rule.ts";

/** Rules as a property's value. */
export function rulesAsProperty(rules: readonly FirewallRule[]) {
  return rules.map(({ action, protocol, source, destination, port }) => {
    return { action, protocol, source, destination, port };
  });
}

/** Inclusive range of ports. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

const EVERY_PORT: PortRange = { first: 1, last: 65_535 };

export function isAny(text: string): boolean {
  return text.trim() === "any" || text.trim() === "";
}

/** Reads `80`, `80-90` or `any`; null for anything else. */
export function parsePorts(text: string): PortRange | null {
  if (isAny(text)) return EVERY_PORT;
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text.trim());
  if (match === null) return null;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && last <= 65_535 && first <= last ? { first, last } : null;
}

/** Reads a CIDR, or an address as the block of that address alone. */
export function parseBlock(text: string): Cidr | null {
  const address = parseAddress(text.trim());
  return parseCidr(
    address === null ? text.trim() : `${text.trim()}/${address.family === "ipv4" ? 32 : 128}`,
  );
}

/** Traffic that the design needs: from one node to another, on one port or, with null, on any. */
export interface Flow {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly protocol: "tcp" | "udp" | null;
  readonly port: number | null;
}

type Match = "yes" | "maybe" | "no";

/**
 * The rule that stops a flow, `default` when no rule lets it through, or null when it passes. What cannot be
 * told without knowing single addresses counts for the flow: only what is certain is reported.
 */
export function blockedBy(
  context: RuleContext,
  filter: { readonly rules: readonly FirewallRule[]; readonly defaultAction: "allow" | "deny" },
  flow: Flow,
): number | "default" | null {
  for (const [index, rule] of filter.rules.entries()) {
    const match = matches(context, rule, flow);
    if (match === "no" || (rule.action === "deny" && match === "maybe")) continue;
    return rule.action === "deny" ? index : null;
  }
  return filter.defaultAction === "deny" ? "default" : null;
}

function matches(context: RuleContext, rule: FirewallRule, flow: Flow): Match {
  const parts = new Set([
    matchesProtocol(rule, flow),
    matchesPort(rule, flow),
    matchesEnd(context, rule.source, flow.from),
    matchesEnd(context, rule.destination, flow.to),
  ]);
  if (parts.has("no")) return "no";
  return parts.has("maybe") ? "maybe" : "yes";
}

function matchesProtocol({ protocol }: FirewallRule, flow: Flow): Match {
  if (protocol === "any" || protocol === flow.protocol) return "yes";
  return flow.protocol === null && protocol !== "icmp" ? "maybe" : "no";
}

function matchesPort(rule: FirewallRule, { port }: Flow): Match {
  const range = parsePorts(rule.port);
  if (range === null) return "no";
  if (port === null) return isAny(rule.port) ? "yes" : "maybe";
  return port >= range.first && port <= range.last ? "yes" : "no";
}

/** An end is a block of addresses or the name of a node, subnet or switch; see FirewallRule. */
function matchesEnd(context: RuleContext, end: string, node: NodeId): Match {
  if (isAny(end)) return "yes";
  const text = end.trim();
  const attachments = context.topology().attachments(node);
  const block = parseBlock(text);
  if (block === null) {
    const homes = attachments.flatMap(({ subnet, switches }) => [subnet ?? "", ...switches]);
    return [node, ...homes].some((id) => context.name(id) === text) ? "yes" : "no";
  }
  if (context.partOf(node, forwardingOf) === "outside")
    return block.prefixLength === 0 ? "yes" : "maybe";
  const homes = attachments.flatMap(
    ({ subnet }) => parseCidr(context.partOf(subnet ?? "", rangeOf) ?? "") ?? [],
  );
  if (homes.some((home) => home.prefixLength >= block.prefixLength && overlaps(home, block)))
    return "yes";
  const known = (context.partOf(node, fixedOf)?.addresses ?? []).flatMap(
    (one) => parseAddress(one) ?? [],
  );
  if (known.length > 0 && known.length === context.partOf(node, fixedOf)?.count)
    return known.every((one) => contains(block, one)) ? "yes" : "maybe";
  return homes.some((home) => overlaps(home, block)) ? "maybe" : "no";
}

const forwardingOf = ({ traits }: RuleNode) => traits.forwarding;
const fixedOf = ({ traits, count }: RuleNode) => ({ addresses: traits.addresses, count });

/** True when every packet that `narrow` matches is matched by `wide` as well. */
export function covers(wide: FirewallRule, narrow: FirewallRule): boolean {
  const [ports, inner] = [parsePorts(wide.port), parsePorts(narrow.port)];
  if (ports === null || inner === null) return false;
  return (
    (wide.protocol === "any" || wide.protocol === narrow.protocol) &&
    ports.first <= inner.first &&
    ports.last >= inner.last &&
    coversEnd(wide.source, narrow.source) &&
    coversEnd(wide.destination, narrow.destination)
  );
}

function coversEnd(wide: string, narrow: string): boolean {
  if (isAny(wide)) return true;
  if (isAny(narrow)) return false;
  if (wide.trim() === narrow.trim()) return true;
  const [outer, inner] = [parseBlock(wide), parseBlock(narrow)];
  if (outer === null || inner === null) return false;
  return outer.prefixLength <= inner.prefixLength && overlaps(outer, inner);
}
