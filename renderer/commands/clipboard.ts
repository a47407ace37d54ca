import { carryEdits, versionsNeeded } from "../../shared/components/needed.ts";
import type { ComponentVersion } from "../../shared/design/component.ts";
import type { Design, DesignLink, DesignNode } from "../../shared/design/design.ts";
import type { DesignEdit } from "../../shared/design/edit.ts";
import { onGrid } from "../../shared/layout/drawing.ts";
import {
  around,
  centre,
  groupChain,
  membersOf,
  nodeBox,
  noteBox,
  overlap,
  shifted,
  type Box,
  type Point,
} from "../canvas/geometry.ts";
import {
  elementKey,
  parseKey,
  selectedIds,
  type ElementKey,
  type Selection,
} from "../store/elements.ts";
import { copyName } from "../../shared/design/naming.ts";

/** What was copied: nodes and notes, the groups they are in, and the links among them. */
export interface Clipping {
  readonly nodes: Design["nodes"];
  readonly links: Design["links"];
  readonly groups: Design["groups"];
  readonly notes: Design["notes"];
  /** The component versions that the nodes use. */
  readonly components: readonly ComponentVersion[];
  /** Links to nodes that were not copied; they cannot come along. */
  readonly droppedLinks: number;
}

/** Copies what is selected; a selected group brings its members. Null when nothing that can be copied is. */
export function clip(design: Design, selection: Selection): Clipping | null {
  const groups = new Set(selectedIds(selection, "group").flatMap((id) => innerGroups(design, id)));
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
    components: versionsNeeded(nodes, design.components),
    droppedLinks: touching.length - inner.length,
  };
}

function innerGroups(design: Design, group: string): readonly string[] {
  return Object.keys(design.groups).filter((id) => groupChain(design, id).includes(group));
}

function pick<T>(record: Readonly<Record<string, T>>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
}

/** How far a copy lies from what was copied, to the right and down. A multiple of the grid. */
const PASTE_STEP = 32;

/**
 * How far a clipping is moved when it is pasted: a step, more where something lies exactly there already (an
 * earlier paste), and beside the frames of unfolded uses, which a copy of such a use would else lie on. What would
 * come to lie out of `view` comes into its middle; null where nothing is shown.
 */
export function pasteOffset(
  clipping: Clipping,
  design: Design,
  view: Box | null,
  frames: readonly Box[] = [],
): Point {
  const copied = placesOf(clipping);
  const box = around(copied);
  const stepped = { x: PASTE_STEP, y: PASTE_STEP };
  const out = box !== null && view !== null && !overlap(shifted(box, stepped), view);
  let offset = besideFrames(copied, frames, out ? between(centre(box), centre(view)) : stepped);
  const taken = new Set(placesOf(design).map(placeKey));
  while (copied.some((place) => taken.has(placeKey(shifted(place, offset)))))
    offset = { x: offset.x + PASTE_STEP, y: offset.y + PASTE_STEP };
  return offset;
}

/** As far to the right as it takes. */
function besideFrames(copied: readonly Box[], frames: readonly Box[], start: Point): Point {
  const left = Math.min(...copied.map(({ x }) => x));
  let offset = start;
  for (const frame of frames.toSorted((a, b) => a.x - b.x))
    if (copied.some((place) => overlap(shifted(place, offset), frame)))
      offset = { x: onGrid(frame.x + frame.width + PASTE_STEP - left), y: offset.y };
  return offset;
}

function between(from: Point, to: Point): Point {
  return { x: onGrid(to.x - from.x), y: onGrid(to.y - from.y) };
}

function placesOf({ nodes, notes }: Pick<Design, "nodes" | "notes">): readonly Box[] {
  return [
    ...Object.values(nodes).map((node) => nodeBox(node.position)),
    ...Object.values(notes).map((note) => noteBox(note)),
  ];
}

function placeKey({ x, y }: Point): string {
  return `${x} ${y}`;
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
  const nodes = new Map(Object.keys(clipping.nodes).map((id) => [id, newId("n")]));
  const groups = new Map(Object.keys(clipping.groups).map((id) => [id, newId("g")]));
  // A copy stays in its group where that was not copied itself but is there.
  const groupFor = (id: string | undefined): string | undefined =>
    id === undefined || groups.has(id) || !Object.hasOwn(design.groups, id)
      ? groups.get(id ?? "")
      : id;
  const taken = new Set(Object.values(design.nodes).map((node) => node.name));
  const takenByGroups = new Set(Object.values(design.groups).map((group) => group.name));
  const notes = Object.values(clipping.notes).map(
    ({ locked: _unlocked, ...note }) => [newId("t"), note] as const,
  );
  const edits: DesignEdit[] = [
    ...carryEdits(design, clipping.components),
    ...Object.entries(clipping.groups).map(([id, group]): DesignEdit => {
      const { parent, ...rest } = group;
      const fresh = groupFor(parent);
      const name = copyName(group.name, takenByGroups);
      takenByGroups.add(name);
      const copy = Object.assign(rest, { name }, fresh !== undefined && { parent: fresh });
      return { type: "put-group", id: groups.get(id) ?? id, group: copy };
    }),
    ...Object.entries(clipping.nodes).map(([id, node]): DesignEdit => {
      const copy = copiedNode(node, groupFor(node.group), offset, taken);
      return { type: "put-node", id: nodes.get(id) ?? id, node: copy };
    }),
    ...notes.map(([id, note]): DesignEdit => {
      const copy = Object.assign({}, note, { position: moved(note.position, offset) });
      return { type: "put-note", id, note: copy };
    }),
    ...Object.values(clipping.links).map((link): DesignEdit => {
      return { type: "put-link", id: newId("l"), link: relinked(link, nodes) };
    }),
  ];
  return { edits, selection: pastedKeys(groups, nodes, notes) };
}

function pastedKeys(
  groups: ReadonlyMap<string, string>,
  nodes: ReadonlyMap<string, string>,
  notes: readonly (readonly [string, unknown])[],
): ReadonlySet<ElementKey> {
  return new Set([
    ...[...groups.values()].map((id) => elementKey("group", id)),
    ...[...nodes.values()].map((id) => elementKey("node", id)),
    ...notes.map(([id]) => elementKey("note", id)),
  ]);
}

/** `taken` grows by the name the copy gets. */
function copiedNode(
  node: DesignNode,
  group: string | undefined,
  offset: Point,
  taken: Set<string>,
): DesignNode {
  const { locked: _unlocked, group: _old, ...rest } = node;
  const name = copyName(node.name, taken);
  taken.add(name);
  const position = moved(node.position, offset);
  return { ...rest, name, position, ...(group !== undefined && { group }) };
}

function moved(position: Point, offset: Point): Point & Record<string, unknown> {
  return { ...position, x: position.x + offset.x, y: position.y + offset.y };
}

function relinked(link: DesignLink, nodes: ReadonlyMap<string, string>): DesignLink {
  const fresh = (id: string): string => nodes.get(id) ?? id;
  const from = { ...link.from, node: fresh(link.from.node) };
  const to = { ...link.to, node: fresh(link.to.node) };
  return { ...link, from, to };
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
        return groupRemoval(design, id);
      case "design":
        return [];
    }
  });
  return [...edits, ...emptiedGroups(design, edits)];
}

function groupRemoval(design: Design, id: string): DesignEdit[] {
  return [
    ...membersOf(design, id).map((node) => ({ type: "remove-node", id: node }) as const),
    ...innerGroups(design, id).map((group) => ({ type: "remove-group", id: group }) as const),
  ];
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
