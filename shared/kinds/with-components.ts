import type { Catalogue } from "../catalogue/catalogue.ts";
import { componentKey, type ComponentVersion } from "../design/component.ts";
import type { DesignLink, DesignNode, NodeId } from "../design/design.ts";
import { MAXIMUM_DEPTH, usedVersion, withParameters, type Components } from "../design/use.ts";
import type { PortGroup, UseFace } from "./component-kind.ts";
import { findKind } from "./index.ts";
import { resolveNode, type ResolvedNode } from "./resolve.ts";

// The same for the same design's components, so that what was resolved by it stays known.
const known = new WeakMap<Catalogue, WeakMap<Components, Catalogue>>();

/**
 * The catalogue for who looks at a drawing, not at its expansion: with it, a use shows the ports and the
 * contents of its component. Without components it is the catalogue itself.
 */
export function withComponents(
  catalogue: Catalogue,
  components: Components | undefined,
): Catalogue {
  if (components === undefined) return catalogue;
  let extended = known.get(catalogue);
  if (extended === undefined) known.set(catalogue, (extended = new WeakMap()));
  let found = extended.get(components);
  if (found === undefined) extended.set(components, (found = extend(catalogue, components)));
  return found;
}

function extend(catalogue: Catalogue, components: Components): Catalogue {
  // A component that holds itself would be looked into for ever.
  const open = new Set<string>();
  const extended: Catalogue = {
    ...catalogue,
    useFace: (use) => {
      const key = componentKey(use.component, use.version);
      const version = open.has(key) ? undefined : usedVersion(components, use);
      // What lies deeper is not in the expansion either.
      if (version === undefined || open.size >= MAXIMUM_DEPTH) return undefined;
      open.add(key);
      try {
        return faceOf(version, withParameters(version, use.parameters).nodes, extended);
      } finally {
        open.delete(key);
      }
    },
  };
  return extended;
}

function faceOf(
  version: ComponentVersion,
  nodes: ComponentVersion["nodes"],
  catalogue: Catalogue,
): UseFace {
  const resolve = (id: NodeId): ResolvedNode | undefined => {
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    return node && resolveNode(id, node, catalogue);
  };
  return {
    name: version.name,
    icon: version.icon,
    contents: contentsOf(Object.values(nodes)),
    ports: Object.entries(version.ports).flatMap(([id, { title, node, port }]) => {
      const inner = resolve(node);
      const group = inner?.ports.find((one) => one.id === port);
      if (inner === undefined || group === undefined) return [];
      const count = freeInside(inner, group, Object.values(version.links), resolve);
      return [{ ...group, id, title, count }];
    }),
  };
}

/** The ports of a group that links inside the component leave free. */
function freeInside(
  node: ResolvedNode,
  group: PortGroup,
  links: readonly DesignLink[],
  resolve: (id: NodeId) => ResolvedNode | undefined,
): number | null {
  if (group.count === null) return null;
  const used = links
    .flatMap(({ from, to }) => [
      { own: from, other: to },
      { own: to, other: from },
    ])
    .filter(({ own }) => own.node === node.id && own.port === group.id)
    .reduce((sum, { other }) => {
      const others = resolve(other.node)?.count ?? 1;
      return sum + Math.max(1, Math.ceil(others / node.count));
    }, 0);
  return Math.max(0, group.count - used);
}

/** `3 machines, 1 subnet`: instances by kind, in the order the component lists them. */
function contentsOf(nodes: readonly DesignNode[]): string {
  const counts = new Map<string, number>();
  for (const { kind, count } of nodes)
    counts.set(kind, (counts.get(kind) ?? 0) + (count >= 1 ? Math.round(count) : 1));
  const words = [...counts].map(([kind, count]) => {
    const title = (findKind(kind)?.title ?? kind).toLowerCase();
    const ending = /(?:s|x|ch|sh)$/.test(title) ? "es" : "s";
    return count === 1 ? `1 ${title}` : `${count} ${title}${ending}`;
  });
  return words.join(", ") || "empty";
}
