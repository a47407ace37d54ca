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
import { draftOf, type Draft } from "./draft.ts";
import { entryCount } from "./large-record.ts";
import { createLookup } from "./lookup.ts";

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
  const draft = draftOf(design);
  for (const edit of edits) applyEdit(draft, edit);
  return draft.finish();
}

/** Works out ahead what edits of a large design need to know of it, so that the first ones are as quick as all others. */
export function prepareEdits({ nodes, links, groups }: Design): void {
  const none = new Map<string, never>();
  for (const record of [nodes, links]) entryCount(record);
  linksByEnd(links, "", none);
  nodesByGroup(nodes, "", none);
  groupsByParent(groups, "", none);
}

function applyEdit(draft: Draft, edit: DesignEdit): void {
  switch (edit.type) {
    case "set-name":
      draft.change((design) => ({ ...design, name: edit.name }));
      return;
    case "put-node":
      draft.nodes.set(edit.id, edit.node);
      return;
    case "remove-node":
      for (const link of draft.links.find(linksByEnd, edit.id)) draft.links.set(link, undefined);
      draft.nodes.set(edit.id, undefined);
      return;
    case "change-node":
      changeNode(draft, edit.id, (node) => withFields(node, edit.change));
      return;
    case "set-property":
      changeNode(draft, edit.id, (node) => ({
        ...node,
        properties: withFields(node.properties, { [edit.property]: edit.value }),
      }));
      return;
    case "put-link":
      draft.links.set(edit.id, edit.link);
      return;
    case "remove-link":
      draft.links.set(edit.id, undefined);
      return;
    case "put-group":
      draft.groups.set(edit.id, edit.group);
      return;
    case "put-component":
      draft.change((design) => ({
        ...design,
        components: withComponent(design.components, edit.version),
      }));
      return;
    case "remove-component":
      draft.change((design) => withoutComponent(design, edit.key));
      return;
    case "remove-group":
      removeGroup(draft, edit.id);
      return;
    case "put-note":
      draft.notes.set(edit.id, edit.note);
      return;
    case "remove-note":
      draft.notes.set(edit.id, undefined);
      return;
  }
}

const linksByEnd = createLookup<DesignLink>(({ from, to }) => [from.node, to.node]);
const nodesByGroup = createLookup<DesignNode>(({ group }) => (group === undefined ? [] : [group]));
const groupsByParent = createLookup<DesignGroup>(({ parent }) =>
  parent === undefined ? [] : [parent],
);

function changeNode(draft: Draft, id: NodeId, change: (node: DesignNode) => DesignNode): void {
  const node = draft.nodes.get(id);
  if (node !== undefined) draft.nodes.set(id, change(node));
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

function removeGroup(draft: Draft, id: string): void {
  const above = draft.groups.get(id)?.parent ?? null;
  // A damaged file can make a group its own parent.
  const parent = above === id ? null : above;
  for (const member of draft.nodes.find(nodesByGroup, id))
    changeNode(draft, member, (node) => withFields(node, { group: parent }));
  for (const inner of draft.groups.find(groupsByParent, id)) {
    const group = draft.groups.get(inner);
    if (group !== undefined) draft.groups.set(inner, withFields(group, { parent }));
  }
  draft.groups.set(id, undefined);
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
