import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Forwarding } from "../kinds/component-kind.ts";
import {
  cidrAround,
  formatCidr,
  overlaps,
  parseAddress,
  parseCidr,
  type Cidr,
} from "../topology/cidr.ts";
import type { DraftLink, DraftNode } from "./draft.ts";
import { lookAt } from "./look.ts";
import type { LossLog } from "./loss.ts";

const DEVICES: ReadonlySet<Forwarding> = new Set(["endpoint", "router", "proxy"]);

/**
 * Gives each network of switches a subnet, where devices are plugged into it and it has none: elsewhere
 * addresses lie in each machine's configuration, here they come from the subnet.
 */
export function addLans(
  nodes: Map<string, DraftNode>,
  links: DraftLink[],
  loss: LossLog,
  catalogue: Catalogue,
): void {
  const forwarding = forwardingOf(nodes, catalogue);
  const taken = [...nodes.values()].flatMap((node) => {
    const { cidr } = lookAt(node.kind, node.properties, catalogue).traits.subnet ?? {};
    return cidr === undefined ? [] : (parseCidr(cidr) ?? []);
  });
  const nextBlock = freeBlocks(taken);
  for (const domain of switchDomains(nodes, links, forwarding)) {
    const kinds = new Set(domain.beside.map((key) => forwarding(key)));
    const [hub] = domain.switches;
    if (hub === undefined || kinds.has("segment") || kinds.has("outside")) continue;
    if (![...kinds].some((kind) => DEVICES.has(kind))) continue;
    const key = `lan of ${hub}`;
    const cidr = nextBlock();
    nodes.set(key, {
      key,
      name: `${nodes.get(hub)?.name ?? hub} LAN`,
      kind: "subnet",
      properties: { cidr },
      group: nodes.get(hub)?.group,
    });
    links.push({ from: { node: hub }, to: { node: key } });
    loss.add("approximated", "network of switches without an address range", "Subnet added", hub);
  }
}

function forwardingOf(
  nodes: ReadonlyMap<string, DraftNode>,
  catalogue: Catalogue,
): (key: string) => Forwarding {
  const known = new Map(
    [...nodes.values()].map(({ key, kind, properties }) => [
      key,
      lookAt(kind, properties, catalogue).traits.forwarding,
    ]),
  );
  return (key) => known.get(key) ?? "none";
}

interface Domain {
  readonly switches: readonly string[];
  /** What is plugged into them. */
  readonly beside: readonly string[];
}

function switchDomains(
  nodes: ReadonlyMap<string, DraftNode>,
  links: readonly DraftLink[],
  forwarding: (key: string) => Forwarding,
): readonly Domain[] {
  const beside = new Map<string, string[]>();
  for (const { from, to } of links)
    for (const [one, other] of [
      [from.node, to.node],
      [to.node, from.node],
    ] as const)
      if (forwarding(one) === "switch") {
        const known = beside.get(one);
        if (known === undefined) beside.set(one, [other]);
        else known.push(other);
      }
  const seen = new Set<string>();
  const domains: Domain[] = [];
  for (const key of nodes.keys()) {
    if (forwarding(key) !== "switch" || seen.has(key)) continue;
    seen.add(key);
    const switches = [key];
    const others: string[] = [];
    for (const one of switches)
      for (const other of beside.get(one) ?? [])
        if (forwarding(other) !== "switch") others.push(other);
        else if (!seen.has(other)) {
          seen.add(other);
          switches.push(other);
        }
    domains.push({ switches, beside: others });
  }
  return domains;
}

/** Blocks of 256 private addresses, one after the other, that overlap none of those given. */
function freeBlocks(taken: readonly Cidr[]): () => string {
  let next = 0;
  return () => {
    for (;;) {
      const address = parseAddress(`10.${Math.floor(next / 256) % 256}.${next % 256}.0`);
      next++;
      if (address === null) throw new Error("an address that was put together is one");
      const block = cidrAround(address, 24);
      if (next > 65_536 || !taken.some((other) => overlaps(other, block))) return formatCidr(block);
    }
  };
}
