import type { Design, ElementReference } from "../../shared/design/design.ts";

/** One element of a design as one string, `node:web-1`; ids are unique only within their collection. */
export type ElementKey = `${ElementReference["type"]}:${string}`;

/** What is selected. Immutable: a change of selection is a new set. */
export type Selection = ReadonlySet<ElementKey>;

export const NOTHING_SELECTED: Selection = new Set();

export function elementKey(type: ElementReference["type"], id: string): ElementKey {
  return `${type}:${id}`;
}

export function parseKey(key: ElementKey): ElementReference {
  const colon = key.indexOf(":");
  // The type is a template literal, so what stands before the colon is one of the element types.
  return { type: key.slice(0, colon) as ElementReference["type"], id: key.slice(colon + 1) };
}

type ElementType = ElementReference["type"];

// Each command asks what is selected before it shows whether it can be used: one look serves them all.
const idsByType = new WeakMap<Selection, ReadonlyMap<ElementType, string[]>>();

/** The selected ids of one element type, in the order they were selected. */
export function selectedIds(selection: Selection, type: ElementType): readonly string[] {
  let ids = idsByType.get(selection);
  if (ids === undefined) idsByType.set(selection, (ids = sortedOut(selection)));
  return ids.get(type) ?? [];
}

function sortedOut(selection: Selection): ReadonlyMap<ElementType, string[]> {
  const ids = new Map<ElementType, string[]>();
  for (const { type, id } of [...selection].map(parseKey)) {
    const list = ids.get(type);
    if (list === undefined) ids.set(type, [id]);
    else list.push(id);
  }
  return ids;
}

export function exists(design: Design, { type, id }: ElementReference): boolean {
  switch (type) {
    case "node":
      return Object.hasOwn(design.nodes, id);
    case "link":
      return Object.hasOwn(design.links, id);
    case "group":
      return Object.hasOwn(design.groups, id);
    case "note":
      return Object.hasOwn(design.notes, id);
    case "design":
      return true;
  }
}

/** The selection without what an edit or an undo took away; the same set when nothing is gone. */
export function stillExisting(selection: Selection, design: Design): Selection {
  const kept = [...selection].filter((key) => exists(design, parseKey(key)));
  return kept.length === selection.size ? selection : new Set(kept);
}
