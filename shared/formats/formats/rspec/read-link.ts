import type { DesignNode } from "../../../design/design.ts";
import {
  cidrAround,
  contains,
  formatCidr,
  parseAddress,
  parseCidr,
} from "../../../topology/cidr.ts";
import type { Draft } from "../../draft.ts";
import { attribute, elementsNamed, type XmlElement } from "../../xml/element.ts";
import { keep } from "./kept.ts";
import { idOf, lastPart } from "./names.ts";
import { placeOf } from "./places.ts";
import { referenceKey, referencesOf, withStubs } from "./parts.ts";
import type { Reading } from "./read.ts";
import type { RspecInterface } from "./read-node.ts";

/** Adds a network, or the cable that two interfaces without addresses are joined by. */
export function addLink(reading: Reading, element: XmlElement, index: number): void {
  const { draft, interfaces } = reading;
  const name = idOf(element) ?? `link-${index + 1}`;
  const where = `link ${name}, line ${element.line}`;
  const references = referencesOf(element);
  const ends = references.flatMap((one) => interfaces.get(referenceKey(one)) ?? []);
  for (const one of references)
    if (!interfaces.has(referenceKey(one)))
      draft.loss.add(
        "dropped",
        "reference to an interface that is not there",
        "",
        `${where}: ${one.id}`,
      );
  tellOfLink(draft, element, where);
  const cidr = cidrOf(ends);
  const [from, to] = ends;
  const isCable = cidr === undefined && ends.length === 2 && from?.node !== to?.node;
  if (isCable && from !== undefined && to !== undefined)
    addCable(reading, { element, name, where }, from, to);
  else addNetwork(reading, { element, name, where }, ends, cidr);
}

function isReference({ local }: XmlElement): boolean {
  return local === "interface_ref";
}

interface Link {
  readonly element: XmlElement;
  readonly name: string;
  readonly where: string;
}

function addCable(
  { draft, root }: Reading,
  { element, name, where }: Link,
  from: RspecInterface,
  to: RspecInterface,
): void {
  const ends = [from, to].map((one) => Object.values(keep(one.element, root))[0] ?? "");
  draft.addLink(
    {
      from: { node: from.node, interface: from.id },
      to: { node: to.node, interface: to.id },
      label: name,
      bandwidthMbps: bandwidthOf(element),
      kept: { ...keep(withStubs(element, isReference), root), "rspec-ends": ends },
    },
    where,
  );
}

/** A subnet where the interfaces have addresses, else a switch. */
function addNetwork(
  { draft, root }: Reading,
  { element, name, where }: Link,
  ends: readonly RspecInterface[],
  cidr: string | undefined,
): void {
  const known = draft.nodes.has(`link ${name}`);
  const key = known ? `link ${name}, ${where}` : `link ${name}`;
  draft.addNode({
    key,
    name,
    kind: cidr === undefined ? "switch" : "subnet",
    properties: cidr === undefined ? NOTHING : { cidr },
    group: commonSite(draft, ends),
    position: placeOf(element),
    kept: keep(withStubs(element, isReference), root),
  });
  const bandwidthMbps = bandwidthOf(element);
  for (const end of ends)
    draft.addLink(
      {
        from: { node: end.node, interface: end.id },
        to: { node: key },
        bandwidthMbps,
        kept: keep(end.element, root),
      },
      where,
    );
  tellOfStrays(draft, ends, cidr, where);
}

const NOTHING: DesignNode["properties"] = {};

/** The site that all of a network's machines are in. */
function commonSite({ nodes }: Draft, ends: readonly RspecInterface[]): string | undefined {
  const sites = new Set(ends.map(({ node }) => nodes.get(node)?.group));
  return sites.size === 1 ? [...sites][0] : undefined;
}

/** The network that the first address is in. */
function cidrOf(ends: readonly RspecInterface[]): string | undefined {
  for (const { addresses } of ends)
    for (const { address, prefixLength } of addresses) {
      const parsed = parseAddress(address);
      const longest = parsed?.family === "ipv6" ? 128 : 32;
      if (parsed !== null && prefixLength >= 1 && prefixLength < longest)
        return formatCidr(cidrAround(parsed, prefixLength));
    }
  return undefined;
}

function tellOfStrays(
  { loss }: Draft,
  ends: readonly RspecInterface[],
  cidr: string | undefined,
  where: string,
): void {
  const network = cidr === undefined ? null : parseCidr(cidr);
  if (network === null) return;
  for (const { addresses, id } of ends)
    for (const { address } of addresses) {
      const parsed = parseAddress(address);
      if (parsed === null || !contains(network, parsed))
        loss.add(
          "approximated",
          "address of another network",
          "An address of the subnet",
          `${where}: ${id}`,
        );
    }
}

function tellOfLink({ loss }: Draft, element: XmlElement, where: string): void {
  const type = elementsNamed(element, "link_type")[0];
  const named =
    (type && attribute(type, "name")) ?? (type && lastPart(attribute(type, "type_name")));
  const plain = named === undefined || named === "lan" || named === "ethernet";
  loss.add(
    plain ? "mapped" : "approximated",
    plain ? "link" : `link of type ${named}`,
    "Network",
    where,
  );
  for (const property of elementsNamed(element, "property"))
    for (const disturbance of ["latency", "packet_loss"])
      if (Number(attribute(property, disturbance) ?? 0) > 0)
        loss.add("kept", disturbance.replace("_", " "), "", where);
}

/** RSpec counts kilobits a second, and asks for each direction. */
function bandwidthOf(link: XmlElement): number | undefined {
  const capacities = elementsNamed(link, "property")
    .map((property) => Number(attribute(property, "capacity")))
    .filter((capacity) => Number.isFinite(capacity) && capacity > 0);
  return capacities.length === 0 ? undefined : Math.max(...capacities) / 1000;
}
