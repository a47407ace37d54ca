import { formatMegabits } from "../../shared/base/units.ts";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design, Endpoint, NodeId } from "../../shared/design/design.ts";
import type { PortGroup } from "../../shared/kinds/component-kind.ts";
import { withComponents } from "../../shared/kinds/with-components.ts";
import { hasFree, named, resolve, share } from "./linking.ts";

/** A place that a link can be plugged in. */
export interface PortOption {
  readonly end: Endpoint;
  /** `Port 7`, or `Port, next free`. */
  readonly title: string;
  /** Its speed, e.g. `1 Gb/s`; empty for a port without a speed of its own. */
  readonly speed: string;
}

/** What one end of a link offers. */
export interface PortMenu {
  readonly node: string;
  /** The VLANs that the node's links carry already. */
  readonly vlans: readonly number[];
  readonly options: readonly PortOption[];
}

/** More ports than this of one row are no choice any more; a number can be typed in the inspector. */
const MOST_NUMBERED = 96;

/**
 * The free ports of a node for a link to another: for each row of ports that the other has a partner for, the
 * next free one, and then each by its number. `port` (null for any) is the row the link must leave from, and
 * `partner` (null for any) the row it was plugged in on the other side.
 */
export function portMenu(
  design: Design,
  offered: Catalogue,
  node: NodeId,
  port: string | null,
  other: NodeId,
  partner: string | null,
): PortMenu {
  const catalogue = withComponents(offered, design.components);
  const own = resolve(design, catalogue, node);
  const far = resolve(design, catalogue, other);
  if (own === undefined || far === undefined) return { node: "", vlans: [], options: [] };
  const media = new Set(
    far.ports
      .filter(({ id }) => partner === null || id === partner)
      .filter((group) => hasFree(design, catalogue, far, group))
      .map(({ medium }) => medium),
  );
  const fitting = own.ports
    .filter(({ id }) => port === null || id === port)
    .filter((group) => media.has(group.medium) && hasFree(design, catalogue, own, group));
  const taken = (end: Endpoint): number => share(design, catalogue, node, end.node);
  const width = share(design, catalogue, node, other);
  return {
    node: named(own),
    vlans: vlansAt(design, node),
    options: fitting.flatMap((group) =>
      optionsOf(node, group, freeNumbers(group, claimsOn(design, node, group.id, taken), width)),
    ),
  };
}

/** Ports that a link names, as ranges: [first, behind the last). */
type Claim = readonly [from: number, to: number];

function claimsOn(
  design: Design,
  node: NodeId,
  port: string,
  taken: (far: Endpoint) => number,
): readonly Claim[] {
  return Object.values(design.links)
    .flatMap(({ from, to }) => [[from, to] as const, [to, from] as const])
    .flatMap(([own, far]): readonly Claim[] =>
      own.node === node && own.port === port && own.index !== undefined
        ? [[own.index, own.index + taken(far)]]
        : [],
    );
}

function freeNumbers(
  { count }: PortGroup,
  claims: readonly Claim[],
  width: number,
): readonly number[] {
  if (count === null) return [];
  const firsts = Array.from({ length: Math.max(0, count - width + 1) }, (_, index) => index);
  return firsts
    .filter((first) => claims.every(([from, to]) => first >= to || first + width <= from))
    .slice(0, MOST_NUMBERED);
}

function optionsOf(
  node: NodeId,
  { id, title, count, speedMbps }: PortGroup,
  numbers: readonly number[],
): readonly PortOption[] {
  const speed = speedMbps === null ? "" : formatMegabits(speedMbps);
  const next = { end: { node, port: id }, title: `${title}, next free`, speed };
  // Of a single port there is nothing to choose.
  if (count === null || count === 1) return [{ ...next, title }];
  const numbered = numbers.map((index) => ({
    end: { node, port: id, index },
    title: `${title} ${index + 1}`,
    speed,
  }));
  return [next, ...numbered];
}

function vlansAt(design: Design, node: NodeId): readonly number[] {
  const vlans = Object.values(design.links).flatMap(({ from, to, vlan }) =>
    vlan !== undefined && (from.node === node || to.node === node) ? [vlan] : [],
  );
  return [...new Set(vlans)].toSorted((a, b) => a - b);
}
