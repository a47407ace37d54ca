import type { ComponentVersion } from "./component.ts";
import type { Design, DesignNode, NodeId } from "./design.ts";
import { expandAgain, type Expansion } from "./expand-again.ts";
import { expandBody } from "./expand-body.ts";
import { expandUse, MAXIMUM_EXPANSION, tooLarge, type UseExpansion } from "./expand-use.ts";
import { touchedBetween } from "./lineage.ts";
import { isUse, type Components } from "./use.ts";

/**
 * The design with every use of a component replaced by what it stands for: what is checked, priced, placed
 * and provisioned. Ids inside are paths (element-path.ts), names are put together of the use's and the inner
 * node's. A design without uses is returned as it is, and so is an expansion.
 *
 * A use that cannot be expanded (its version is missing, it lies in itself, it is too large) stays as an
 * empty node, as does beside its contents one with a parameter that is none; rules report both.
 *
 * The same design is expanded once, a use that did not change keeps its nodes and links, and a version made by
 * edits from the one expanded last costs what the edits touched.
 */
export function expandDesign(design: Design): Design {
  const { components } = design;
  if (components === undefined) return design;
  const known = expansions.get(design);
  if (known !== undefined) return known;
  const expanded = expand(design, components);
  expansions.set(design, expanded);
  return expanded;
}

// Designs, nodes and versions are immutable, so an answer holds as long as they are the same objects.
const expansions = new WeakMap<Design, Design>();
interface KnownUse extends UseExpansion {
  readonly id: NodeId;
  readonly within: string | undefined;
}
const expandedUses = new WeakMap<DesignNode, KnownUse>();
// Weak, so that a design which is closed is let go.
let latest: WeakRef<Design> | undefined;
const bases = new WeakMap<Design, Expansion>();

function expand(design: Design, components: Components): Design {
  const again = expandFromLatest(design, components);
  const { expansion, isBase } =
    again === undefined ? expandWhole(design, components) : { expansion: again, isBase: true };
  latest = isBase ? new WeakRef(design) : undefined;
  if (isBase) bases.set(design, expansion);
  return expansion.expanded;
}

function expandFromLatest(design: Design, components: Components): Expansion | undefined {
  const before = latest?.deref();
  const base = before && bases.get(before);
  const isAlike =
    before?.components === components && before.component?.id === design.component?.id;
  const touched = isAlike ? touchedBetween(before, design) : undefined;
  if (base === undefined || touched === undefined) return undefined;
  if (base.uses.size === 0)
    return hasUse(design, touched.nodes) ? undefined : { ...base, drawn: design, expanded: design };
  const again = expandAgain(base, design, touched, (id) => useIn(design, id, components));
  return again !== undefined && isOrdinary(again.uses) ? again : undefined;
}

function hasUse({ nodes }: Design, among: Iterable<NodeId>): boolean {
  for (const id of among) {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    if (node !== undefined && isUse(node)) return true;
  }
  return false;
}

/** True where there are uses, and all of them together are not too many. */
function isOrdinary(uses: Expansion["uses"]): boolean {
  let size = 0;
  for (const use of uses.values()) size += use.size;
  return size > 0 && size <= MAXIMUM_EXPANSION;
}

/** `isBase` is false where the next version cannot be made of this one by what was touched. */
function expandWhole(
  design: Design,
  components: Components,
): { readonly expansion: Expansion; readonly isBase: boolean } {
  if (!hasUse(design, Object.keys(design.nodes)))
    return { expansion: { drawn: design, expanded: design, uses: new Map() }, isBase: true };
  let size = 0;
  const { nodes, links, uses, hasLoose } = expandBody(design, (id, node) => {
    const use = expandedUse(id, node, components, design.component?.id);
    size += use.size;
    return size > MAXIMUM_EXPANSION ? tooLarge(id, node, use.needs) : use;
  });
  const { components: _components, ...rest } = design;
  const expansion = { drawn: design, expanded: { ...rest, nodes, links }, uses };
  return { expansion, isBase: !hasLoose && size <= MAXIMUM_EXPANSION };
}

function useIn({ nodes, component }: Design, id: NodeId, components: Components): UseExpansion {
  const node = nodes[id];
  if (node === undefined) throw new Error(`${id} is not drawn`);
  return expandedUse(id, node, components, component?.id);
}

/** The use from memory as long as it and every version it needs are the same. */
function expandedUse(
  id: NodeId,
  node: DesignNode,
  components: Components,
  within: string | undefined,
): UseExpansion {
  const known = expandedUses.get(node);
  if (known?.id === id && known.within === within && isCurrent(known.needs, components))
    return known;
  const anew = { ...expandUse(id, node, components, within), id, within };
  expandedUses.set(node, anew);
  return anew;
}

function isCurrent(needs: UseExpansion["needs"], components: Components): boolean {
  const current = (key: string): ComponentVersion | undefined =>
    Object.hasOwn(components, key) ? components[key] : undefined;
  return [...needs].every(([key, version]) => current(key) === version);
}
