import type { ComponentVersion } from "./component.ts";
import type { Design, DesignNode, NodeId } from "./design.ts";
import { expandBody } from "./expand-body.ts";
import { expandUse, MAXIMUM_EXPANSION, tooLarge, type UseExpansion } from "./expand-use.ts";
import { isUse, type Components } from "./use.ts";

/**
 * The design with every use of a component replaced by what it stands for: what is checked, priced, placed
 * and provisioned. Ids inside are paths (element-path.ts), names are put together of the use's and the inner
 * node's. A design without uses is returned as it is, and so is an expansion.
 *
 * A use that cannot be expanded (its version is missing, it lies in itself, it is too large) stays as an
 * empty node, as does beside its contents one with a parameter that is none; rules report both.
 *
 * The same design is expanded once, and a use that did not change keeps its nodes and links.
 */
export function expandDesign(design: Design): Design {
  const { components } = design;
  if (components === undefined) return design;
  const known = expansions.get(design);
  if (known !== undefined) return known;
  const expanded = Object.values(design.nodes).some(isUse) ? expand(design, components) : design;
  expansions.set(design, expanded);
  return expanded;
}

// Designs, nodes and versions are immutable, so an answer holds as long as they are the same objects.
const expansions = new WeakMap<Design, Design>();
const expandedUses = new WeakMap<DesignNode, UseExpansion & { readonly id: NodeId }>();

function expand(design: Design, components: Components): Design {
  let size = 0;
  const { nodes, links } = expandBody(design, (id, node) => {
    const use = expandedUse(id, node, components);
    size += use.size;
    return size > MAXIMUM_EXPANSION ? tooLarge(id, node, use.needs) : use;
  });
  const { components: _components, ...rest } = design;
  return { ...rest, nodes, links };
}

/** The use from memory as long as it and every version it needs are the same. */
function expandedUse(id: NodeId, node: DesignNode, components: Components): UseExpansion {
  const known = expandedUses.get(node);
  if (known?.id === id && isCurrent(known.needs, components)) return known;
  const anew = { ...expandUse(id, node, components), id };
  expandedUses.set(node, anew);
  return anew;
}

function isCurrent(needs: UseExpansion["needs"], components: Components): boolean {
  const current = (key: string): ComponentVersion | undefined =>
    Object.hasOwn(components, key) ? components[key] : undefined;
  return [...needs].every(([key, version]) => current(key) === version);
}
