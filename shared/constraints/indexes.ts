import { memoiseText } from "../base/memo.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { hostName } from "../design/host-name.ts";
import { formatCidr, parseCidr, type Cidr } from "../topology/cidr.ts";
import type { RuleNode } from "./rule.ts";

/** What nodes can be looked up by besides their names. An edit touches only the entries it changes. */
const INDEXES = {
  forwarding: (node) => [node.traits.forwarding],
  /** Subnets by the VLAN they ask for. */
  vlan: (node) => {
    const vlan = node.traits.subnet?.vlan ?? null;
    return vlan === null ? [] : [String(vlan)];
  },
  /** Subnets by their block, as formatCidr writes it. */
  cidr: (node) => {
    const cidr = parseCidr(node.traits.subnet?.cidr ?? "");
    return cidr === null ? [] : [formatCidr(cidr)];
  },
  /** Subnets by how long the prefix of their block is, as {@link prefixKey} writes it. */
  prefix: (node) => {
    const cidr = parseCidr(node.traits.subnet?.cidr ?? "");
    return cidr === null ? [] : [prefixKey(cidr.family, cidr.prefixLength)];
  },
  application: (node) => node.traits.software?.applications ?? [],
  /** By the TCP ports that the node's applications serve. */
  serves: (node, catalogue) =>
    (node.traits.software?.applications ?? []).flatMap((id) =>
      (catalogue.find("applications", id)?.listens ?? []).flatMap(({ protocol, port }) =>
        protocol === "tcp" ? String(port) : [],
      ),
    ),
  /** By the licence products that the node's software needs a seat of. */
  licensed: (node, catalogue) => licencesOf(node, catalogue).map((need) => need.product),
  /** Under `fixed`, nodes that are to have certain addresses. */
  addresses: (node) => ((node.traits.addresses?.length ?? 0) > 0 ? ["fixed"] : []),
  /** By the licence product that the node has seats of. */
  seats: (node) => (node.traits.seats?.product ? [node.traits.seats.product] : []),
} as const satisfies Record<string, (node: RuleNode, catalogue: Catalogue) => readonly string[]>;

/** Told by a node's kind and properties. */
type ContentIndex = keyof typeof INDEXES;

export type IndexName = "name" | ContentIndex;

export const CONTENT_INDEXES = Object.keys(INDEXES) as readonly ContentIndex[];

export const INDEX_NAMES: readonly IndexName[] = ["name", ...CONTENT_INDEXES];

/** A name as a host name, so that names that differ only in case or spaces meet. */
export const nameKey = hostName;

/** What can be reached is asked of these; see RuleContext.reachesAny. */
export type ReachedIndex = (typeof REACHED_INDEXES)[number];

export const REACHED_INDEXES = [
  "forwarding",
  "application",
  "serves",
] as const satisfies readonly IndexName[];

/** What is in a subnet is asked of these; see RuleContext.instancesIn. */
export type SubnetIndex = (typeof SUBNET_INDEXES)[number];

export const SUBNET_INDEXES = [
  "forwarding",
  "application",
  "addresses",
] as const satisfies readonly IndexName[];

/** The length of a block's prefix, as text that sorts blocks of one family by it. */
export function prefixKey(family: Cidr["family"], prefixLength: number): string {
  return `${family} ${prefixLength}`;
}

const entries = new Map<IndexName, (key: string) => string>(
  INDEX_NAMES.map((index) => [index, memoiseText((key) => `${index} ${key}`)]),
);

/** One key of one index, as text; the very same string each time, which is compared and looked up faster. */
export function entryKey(index: IndexName, key: string): string {
  return entries.get(index)?.(key) ?? `${index} ${key}`;
}

/** A node's keys in one index, each once. */
export function indexKeys(
  index: ContentIndex,
  node: RuleNode,
  catalogue: Catalogue,
): Iterable<string> {
  const keys = INDEXES[index](node, catalogue);
  return keys.length < 2 ? keys : new Set(keys);
}

/** The licence products one instance of a node takes a seat of, with the software that wants it. */
export function licencesOf(
  node: Pick<RuleNode, "traits">,
  catalogue: Catalogue,
): readonly { readonly product: string; readonly software: string }[] {
  const { software } = node.traits;
  if (software === undefined) return [];
  const system = catalogue.find("operatingSystems", software.operatingSystem ?? "");
  const applications = [...new Set(software.applications)].map((id) =>
    catalogue.find("applications", id),
  );
  return [system, ...applications].flatMap((item) =>
    item?.licence === undefined ? [] : [{ product: item.licence, software: item.name }],
  );
}
