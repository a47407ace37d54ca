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

/** The selected ids of one element type, in the order they were selected. */
export function selectedIds(selection: Selection, type: ElementReference["type"]): string[] {
  return [...selection]
    .map(parseKey)
    .filter((element) => element.type === type)
    .map((element) => element.id);
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
