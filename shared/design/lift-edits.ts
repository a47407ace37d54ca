import type { ComponentVersion } from "./component.ts";
import type { Design, DesignLink, Endpoint, NodeId } from "./design.ts";
import type { DesignEdit } from "./edit.ts";
import { isInner, pathSteps } from "./element-path.ts";
import { readUse, usedVersion, type Use } from "./use.ts";

/**
 * Edits that were thought of for the expansion, as edits of the drawing: an inner node is changed through the
 * parameter that its component exposes for that, and linked through an exposed port. The same array where all
 * are such already; null where one has no counterpart, since components are not changed from outside.
 */
export function liftEdits(
  design: Design,
  edits: readonly DesignEdit[],
): readonly DesignEdit[] | null {
  const lifted = edits.map((edit) => liftEdit(design, edit));
  if (lifted.every((edit, index) => edit === edits[index])) return edits;
  return lifted.every((edit) => edit !== null) ? lifted : null;
}

function liftEdit(design: Design, edit: DesignEdit): DesignEdit | null {
  switch (edit.type) {
    case "set-property":
      return isInner(edit.id) ? liftValue(design, edit.id, edit.property, edit.value) : edit;
    case "change-node": {
      if (!isInner(edit.id)) return edit;
      const { count, ...others } = edit.change;
      const isCount = typeof count === "number" && Object.keys(others).length === 0;
      return isCount ? liftValue(design, edit.id, null, count) : null;
    }
    case "put-link": {
      const link = isExpanded(edit.id) ? null : liftLink(design, edit.link);
      if (link === null) return null;
      return link === edit.link ? edit : { ...edit, link };
    }
    case "put-node":
      // The expansion has no node of a use's id, so an id that is free there can be a use's.
      return Object.hasOwn(design.nodes, edit.id) ? null : edit;
    case "remove-node":
    case "remove-link":
      return isExpanded(edit.id) ? null : edit;
    case "set-name":
    case "put-group":
    case "remove-group":
    case "put-note":
    case "remove-note":
    case "put-component":
    case "remove-component":
      return edit;
  }
}

/** True for an id that no drawing has. */
function isExpanded(id: string): boolean {
  return id.includes(".");
}

/** Sets a value of an inner node by the parameters of the uses it lies in, from the inside out. */
function liftValue(
  design: Design,
  path: NodeId,
  property: string | null,
  value: Use["parameters"][string] | null,
): DesignEdit | null {
  const uses = usesOf(design, path);
  const [outermost] = uses ?? [];
  if (uses === null || outermost === undefined) return null;
  let node = pathSteps(path).at(-1)?.id ?? "";
  let exposed = property;
  for (const { id, version } of uses.toReversed()) {
    const found = Object.entries(version.parameters).find(
      ([, parameter]) => parameter.node === node && parameter.property === exposed,
    );
    if (found === undefined) return null;
    [exposed] = found;
    node = id;
  }
  const { [exposed ?? ""]: _old, ...others } = outermost.use.parameters;
  const parameters = value === null ? others : { ...others, [exposed ?? ""]: value };
  return { type: "set-property", id: node, property: "parameters", value: parameters };
}

interface UseOnTheWay {
  readonly id: NodeId;
  readonly use: Use;
  readonly version: ComponentVersion;
}

/**
 * The uses that a path leads through, outermost first. Null where one stands for several copies: what mends
 * one of them is set for all, which may be wrong for the others.
 */
function usesOf(design: Design, path: NodeId): readonly UseOnTheWay[] | null {
  const uses: UseOnTheWay[] = [];
  let nodes: Design["nodes"] = design.nodes;
  for (const { id, copy } of pathSteps(path)) {
    if (copy === null) break;
    const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    const use = node && readUse(node);
    const version = use && usedVersion(design.components, use);
    if (node?.count !== 1 || use === undefined || version === undefined) return null;
    uses.push({ id, use, version });
    nodes = version.nodes;
  }
  return uses;
}

function liftLink(design: Design, link: DesignLink): DesignLink | null {
  const from = liftEnd(design, link.from);
  const to = liftEnd(design, link.to);
  if (from === null || to === null) return null;
  return from === link.from && to === link.to ? link : { ...link, from, to };
}

function liftEnd(design: Design, end: Endpoint): Endpoint | null {
  if (!isInner(end.node)) return end;
  const uses = usesOf(design, end.node);
  if (uses === null) return null;
  let lifted = { node: pathSteps(end.node).at(-1)?.id ?? "", port: end.port };
  for (const { id, version } of uses.toReversed()) {
    const found = Object.entries(version.ports).find(
      ([, { node, port }]) => node === lifted.node && port === lifted.port,
    );
    if (found === undefined) return null;
    lifted = { node: id, port: found[0] };
  }
  return { ...end, ...lifted };
}
