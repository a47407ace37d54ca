import { componentKey, type ComponentVersion } from "./component.ts";
import type {
  Design,
  DesignGroup,
  DesignLink,
  DesignNode,
  DesignNote,
  LinkId,
  NodeId,
} from "./design.ts";

/**
 * The smallest changes a design can undergo. Quick fixes, the canvas, import and (later) completion all
 * speak this language, so each of them is undoable in the same way. `null` removes an optional field.
 */
export type DesignEdit =
  | { readonly type: "set-name"; readonly name: string }
  | { readonly type: "put-node"; readonly id: NodeId; readonly node: DesignNode }
  /** Links that end at the node go with it. */
  | { readonly type: "remove-node"; readonly id: NodeId }
  | {
      readonly type: "change-node";
      readonly id: NodeId;
      readonly change: { readonly [K in keyof DesignNode]?: DesignNode[K] | null };
    }
  | {
      readonly type: "set-property";
      readonly id: NodeId;
      readonly property: string;
      readonly value: DesignNode["properties"][string] | null;
    }
  | { readonly type: "put-link"; readonly id: LinkId; readonly link: DesignLink }
  | { readonly type: "remove-link"; readonly id: LinkId }
  | { readonly type: "put-group"; readonly id: string; readonly group: DesignGroup }
  /** Members move up to the group's parent. */
  | { readonly type: "remove-group"; readonly id: string }
  /** Adds a component version under its componentKey; versions never change, so it replaces none. */
  | { readonly type: "put-component"; readonly version: ComponentVersion }
  | { readonly type: "remove-component"; readonly key: string }
  | { readonly type: "put-note"; readonly id: string; readonly note: DesignNote }
  | { readonly type: "remove-note"; readonly id: string };

/** Applies edits in order and returns a new design; whatever an edit does not touch keeps its identity. */
export function applyEdits(design: Design, edits: readonly DesignEdit[]): Design {
  return edits.reduce(applyEdit, design);
}

function applyEdit(design: Design, edit: DesignEdit): Design {
  switch (edit.type) {
    case "set-name":
      return { ...design, name: edit.name };
    case "put-node":
      return { ...design, nodes: { ...design.nodes, [edit.id]: edit.node } };
    case "remove-node":
      return {
        ...design,
        nodes: without(design.nodes, edit.id),
        links: Object.fromEntries(
          Object.entries(design.links).filter(
            ([, link]) => link.from.node !== edit.id && link.to.node !== edit.id,
          ),
        ),
      };
    case "change-node":
      return changeNode(design, edit.id, (node) => withFields(node, edit.change));
    case "set-property":
      return changeNode(design, edit.id, (node) => ({
        ...node,
        properties: withFields(node.properties, { [edit.property]: edit.value }),
      }));
    case "put-link":
      return { ...design, links: { ...design.links, [edit.id]: edit.link } };
    case "remove-link":
      return { ...design, links: without(design.links, edit.id) };
    case "put-group":
      return { ...design, groups: { ...design.groups, [edit.id]: edit.group } };
    case "put-component":
      return { ...design, components: withComponent(design.components, edit.version) };
    case "remove-component":
      return withoutComponent(design, edit.key);
    case "remove-group":
      return removeGroup(design, edit.id);
    case "put-note":
      return { ...design, notes: { ...design.notes, [edit.id]: edit.note } };
    case "remove-note":
      return { ...design, notes: without(design.notes, edit.id) };
  }
}

function changeNode(design: Design, id: NodeId, change: (node: DesignNode) => DesignNode): Design {
  const node = Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined;
  return node === undefined
    ? design
    : { ...design, nodes: { ...design.nodes, [id]: change(node) } };
}

function withComponent(
  components: Design["components"],
  version: ComponentVersion,
): Design["components"] {
  return { ...components, [componentKey(version.component, version.version)]: version };
}

/** The last one takes the field with it, so that a design without components is as it was before. */
function withoutComponent(design: Design, key: string): Design {
  const { components = {}, ...rest } = design;
  const left = without(components, key);
  return Object.keys(left).length === 0 ? rest : { ...rest, components: left };
}

function removeGroup(design: Design, id: string): Design {
  const above = design.groups[id]?.parent ?? null;
  // A damaged file can make a group its own parent.
  const parent = above === id ? null : above;
  const nodes = Object.fromEntries(
    Object.entries(design.nodes).map(([key, node]) => [
      key,
      node.group === id ? withFields(node, { group: parent }) : node,
    ]),
  );
  const groups = Object.fromEntries(
    Object.entries(without(design.groups, id)).map(([key, group]) => [
      key,
      group.parent === id ? withFields(group, { parent }) : group,
    ]),
  );
  return { ...design, nodes, groups };
}

function without<T>(record: Record<string, T>, id: string): Record<string, T> {
  const { [id]: _removed, ...rest } = record;
  return rest;
}

/** Sets the given fields; a `null` removes its field instead. */
function withFields<T extends object>(
  target: T,
  change: { readonly [K in keyof T]?: T[K] | null },
): T {
  const merged = new Map(Object.entries(target));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  // Only optional fields are ever removed, so the shape stays T.
  return Object.fromEntries(merged) as T;
}
