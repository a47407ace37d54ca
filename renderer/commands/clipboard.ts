import type { Design, DesignLink } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { groupChain, membersOf, type Point } from "../canvas/geometry.ts";
import {
  elementKey,
  parseKey,
  selectedIds,
  type ElementKey,
  type Selection,
} from "../store/elements.ts";
import { copyName } from "../store/naming.ts";

/** What was copied: nodes and notes, the groups they are in, and the links among them. */
export interface Clipping {
  readonly nodes: Design["nodes"];
  readonly links: Design["links"];
  readonly groups: Design["groups"];
  readonly notes: Design["notes"];
  /** Links to nodes that were not copied; they cannot come along. */
  readonly droppedLinks: number;
}

/** Copies what is selected; a selected group brings its members. Null when nothing that can be copied is. */
export function clip(design: Design, selection: Selection): Clipping | null {
  const groups = new Set(
    selectedIds(selection, "group").flatMap((id) => [id, ...innerGroups(design, id)]),
  );
  const ids = new Set(selectedIds(selection, "node"));
  for (const group of groups) for (const id of membersOf(design, group)) ids.add(id);
  const nodes = pick(design.nodes, ids);
  const notes = pick(design.notes, new Set(selectedIds(selection, "note")));
  if (Object.keys(nodes).length + Object.keys(notes).length === 0) return null;
  const touching = Object.entries(design.links).filter(
    ([, link]) => ids.has(link.from.node) || ids.has(link.to.node),
  );
  const inner = touching.filter(([, link]) => ids.has(link.from.node) && ids.has(link.to.node));
  return {
    nodes,
    notes,
    groups: pick(design.groups, groups),
    links: Object.fromEntries(inner),
    droppedLinks: touching.length - inner.length,
  };
}

function innerGroups(design: Design, group: string): readonly string[] {
  return Object.keys(design.groups).filter((id) => groupChain(design, id).includes(group));
}

function pick<T>(record: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
}

export interface Pasted {
  readonly edits: readonly DesignEdit[];
  /** The pasted elements, to be selected. */
  readonly selection: ReadonlySet<ElementKey>;
}

/** The edits that put a clipping into a design: new ids, names counted up, moved by `offset`. */
export function paste(
  clipping: Clipping,
  design: Design,
  offset: Point,
  newId: (prefix: string) => string,
): Pasted {
  const ids = new Map<string, string>();
  for (const id of Object.keys(clipping.nodes)) ids.set(`node:${id}`, newId("n"));
  for (const id of Object.keys(clipping.groups)) ids.set(`group:${id}`, newId("g"));
  const taken = new Set(Object.values(design.nodes).map((node) => node.name));
  const edits: DesignEdit[] = [];
  const selection = new Set<ElementKey>();
  const groupFor = (id: string | undefined): string | undefined =>
    id === undefined
      ? undefined
      : (ids.get(`group:${id}`) ?? (Object.hasOwn(design.groups, id) ? id : undefined));

  for (const [id, group] of Object.entries(clipping.groups)) {
    const fresh = ids.get(`group:${id}`) ?? id;
    edits.push({
      type: "put-group",
      id: fresh,
      group: { ...group, parent: groupFor(group.parent) },
    });
    selection.add(elementKey("group", fresh));
  }
  for (const [id, node] of Object.entries(clipping.nodes)) {
    const fresh = ids.get(`node:${id}`) ?? id;
    const name = copyName(node.name, taken);
    taken.add(name);
    const { locked: _unlocked, ...rest } = node;
    edits.push({
      type: "put-node",
      id: fresh,
      node: { ...rest, name, position: moved(node.position, offset), group: groupFor(node.group) },
    });
    selection.add(elementKey("node", fresh));
  }
  for (const [, note] of Object.entries(clipping.notes)) {
    const fresh = newId("t");
    edits.push({
      type: "put-note",
      id: fresh,
      note: { ...note, position: moved(note.position, offset) },
    });
    selection.add(elementKey("note", fresh));
  }
  for (const link of Object.values(clipping.links))
    edits.push({ type: "put-link", id: newId("l"), link: relinked(link, ids) });
  return { edits: edits.map(withoutUndefined), selection };
}

function moved(position: Point, offset: Point): Point & Record<string, unknown> {
  return { ...position, x: position.x + offset.x, y: position.y + offset.y };
}

function relinked(link: DesignLink, ids: ReadonlyMap<string, string>): DesignLink {
  const node = (id: string): string => ids.get(`node:${id}`) ?? id;
  return {
    ...link,
    from: { ...link.from, node: node(link.from.node) },
    to: { ...link.to, node: node(link.to.node) },
  };
}

// `group: undefined` must not stay behind as a key: a saved and reopened design would differ from it.
function withoutUndefined(edit: DesignEdit): DesignEdit {
  if (edit.type === "put-node" && edit.node.group === undefined) {
    const { group: _none, ...node } = edit.node;
    return { ...edit, node };
  }
  if (edit.type === "put-group" && edit.group.parent === undefined) {
    const { parent: _none, ...group } = edit.group;
    return { ...edit, group };
  }
  return edit;
}

/** The edits that delete what is selected; a group goes with its members, a node with its links. */
export function removal(design: Design, selection: Selection): readonly DesignEdit[] {
  const edits = [...selection].map(parseKey).flatMap(({ type, id }): DesignEdit[] => {
    switch (type) {
      case "node":
        return [{ type: "remove-node", id }];
      case "link":
        return [{ type: "remove-link", id }];
      case "note":
        return [{ type: "remove-note", id }];
      case "group":
        return [
          ...membersOf(design, id).map((node) => ({ type: "remove-node", id: node }) as const),
          ...innerGroups(design, id).map((group) => ({ type: "remove-group", id: group }) as const),
        ];
      case "design":
        return [];
    }
  });
  return [...edits, ...emptiedGroups(design, edits)];
}

/** Groups that the edits leave without a member: they have no place on the canvas and go too. */
export function emptiedGroups(design: Design, edits: readonly DesignEdit[]): readonly DesignEdit[] {
  const gone = new Set(edits.flatMap((edit) => (edit.type === "remove-node" ? [edit.id] : [])));
  const regrouped = new Map(
    edits.flatMap((edit) =>
      edit.type === "change-node" && edit.change.group !== undefined
        ? [[edit.id, edit.change.group ?? undefined] as const]
        : [],
    ),
  );
  const filled = new Set(
    Object.entries(design.nodes).flatMap(([id, node]) =>
      gone.has(id) ? [] : groupChain(design, regrouped.has(id) ? regrouped.get(id) : node.group),
    ),
  );
  const touched = new Set(
    [...gone, ...regrouped.keys()].flatMap((id) => groupChain(design, design.nodes[id]?.group)),
  );
  return [...touched]
    .filter((id) => !filled.has(id))
    .map((id) => ({ type: "remove-group", id }) as const);
}
