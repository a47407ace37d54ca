import type { Design, DesignLink, LinkId, NodeId } from "./design.ts";
import { draftOf, type DraftOf } from "./draft.ts";
import type { UseExpansion } from "./expand-use.ts";
import { relink } from "./expand-links.ts";
import type { Touched } from "./lineage.ts";
import { createLookup } from "./lookup.ts";
import { isUse } from "./use.ts";

/** A drawing with what became of it. */
export interface Expansion {
  readonly drawn: Design;
  readonly expanded: Design;
  readonly uses: ReadonlyMap<NodeId, UseExpansion>;
}

/**
 * The expansion of a version of a drawing, made of that of another version: it costs what was touched between
 * the two, and the two expansions are known to differ in that only. Undefined where a link ends at a port that
 * is gone, which the plain way (expand.ts) knows how to show.
 */
export function expandAgain(
  { drawn, expanded, uses }: Expansion,
  design: Design,
  touched: Touched,
  expandOne: (id: NodeId) => UseExpansion,
): Expansion | undefined {
  const draft = draftOf(expanded);
  const now = new Map(uses);
  const links = new Set(touched.links);
  for (const id of touched.nodes) {
    const [before, after] = [drawn.nodes[id], design.nodes[id]];
    const left = uses.get(id);
    if (before === after && left === undefined) continue;
    if (left !== undefined || (after !== undefined && isUse(after)))
      for (const { links: of } of [drawn, design])
        for (const link of linksByEnd(of, id, new Map())) links.add(link);
    clear(draft.nodes, left === undefined ? [id] : Object.keys(left.nodes));
    clear(draft.links, Object.keys(left?.links ?? {}));
    now.delete(id);
    if (after === undefined) continue;
    if (!isUse(after)) {
      draft.nodes.set(id, after);
      continue;
    }
    const use = expandOne(id);
    now.set(id, use);
    for (const [inner, node] of Object.entries(use.nodes)) draft.nodes.set(inner, node);
    for (const [inner, link] of Object.entries(use.links)) draft.links.set(inner, link);
  }
  for (const id of links) {
    clear(draft.links, Object.keys(standsFor(id, drawn.links[id], uses) ?? {}));
    const fresh = standsFor(id, design.links[id], now);
    if (fresh === undefined) return undefined;
    for (const [each, link] of Object.entries(fresh)) draft.links.set(each, link);
  }
  const { components: _components, ...rest } = design;
  draft.change(({ nodes, links: kept }) => ({ ...rest, nodes, links: kept }));
  return { drawn: design, expanded: draft.finish(), uses: now };
}

const linksByEnd = createLookup<DesignLink>(({ from, to }) => [from.node, to.node]);

function clear<T>(draft: DraftOf<T>, ids: readonly string[]): void {
  for (const id of ids) draft.set(id, undefined);
}

/** What a drawn link is in the expansion; nothing for one that is not drawn, undefined where a port is gone. */
function standsFor(
  id: LinkId,
  link: DesignLink | undefined,
  uses: ReadonlyMap<NodeId, UseExpansion>,
): Readonly<Record<LinkId, DesignLink>> | undefined {
  if (link === undefined) return {};
  const from = uses.get(link.from.node);
  const to = uses.get(link.to.node);
  if (from === undefined && to === undefined) return { [id]: link };
  const isGone =
    (from !== undefined && !from.ports.has(link.from.port)) ||
    (to !== undefined && !to.ports.has(link.to.port));
  return isGone ? undefined : relink(id, link, from, to);
}
