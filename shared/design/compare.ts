import type { Design } from "./design.ts";
import { sameJson } from "./same-json.ts";

/** The collections whose elements are compared one by one, in the order they are told. */
const COLLECTIONS = {
  nodes: "node",
  links: "link",
  groups: "group",
  notes: "note",
  parameters: "parameter",
} as const satisfies Partial<Record<keyof Design, string>>;

type Collection = keyof typeof COLLECTIONS;
export type ComparedType = (typeof COLLECTIONS)[Collection];

/** One value that differs; undefined where it is missing. `property` is a field of a node's properties. */
export interface FieldChange {
  readonly field: string;
  readonly property: boolean;
  readonly before: unknown;
  readonly after: unknown;
}

/** One element that differs between two designs. */
export interface ElementChange {
  readonly type: ComparedType;
  readonly id: string;
  readonly change: "added" | "removed" | "changed";
  /** What people call it: a node's name, `web – subnet-1` for a link. */
  readonly name: string;
  /** Empty unless it changed. */
  readonly fields: readonly FieldChange[];
}

export interface Comparison {
  readonly elements: readonly ElementChange[];
  /** Fields of the design itself: its name, its description, what else a file holds. */
  readonly fields: readonly FieldChange[];
}

/** What one would have to change in `before` to get `after`. What is the same object costs nothing. */
export function compareDesigns(before: Design, after: Design): Comparison {
  const collections = Object.keys(COLLECTIONS) as Collection[];
  return {
    elements: collections.flatMap((collection) => compareCollection(collection, before, after)),
    fields: fieldsOf(before, after, new Set<string>(collections)),
  };
}

export function isSame({ elements, fields }: Comparison): boolean {
  return elements.length === 0 && fields.length === 0;
}

function compareCollection(collection: Collection, before: Design, after: Design): ElementChange[] {
  const type = COLLECTIONS[collection];
  const old: Readonly<Record<string, object>> = before[collection];
  const current: Readonly<Record<string, object>> = after[collection];
  if (old === current) return [];
  const changes: ElementChange[] = [];
  for (const [id, element] of Object.entries(current)) {
    const other = Object.hasOwn(old, id) ? old[id] : undefined;
    if (other === element) continue;
    const fields = other === undefined ? [] : elementFields(other, element);
    if (other !== undefined && fields.length === 0) continue;
    const change = other === undefined ? "added" : "changed";
    changes.push({ type, id, change, name: nameOf(after, type, id), fields });
  }
  for (const id of Object.keys(old))
    if (!Object.hasOwn(current, id))
      changes.push({ type, id, change: "removed", name: nameOf(before, type, id), fields: [] });
  return changes;
}

/** A node's properties count one by one, like its other fields. */
function elementFields(before: object, after: object): FieldChange[] {
  const inner = (element: object): object =>
    "properties" in element && typeof element.properties === "object" && element.properties !== null
      ? element.properties
      : {};
  return [
    ...fieldsOf(before, after, new Set(["properties"])),
    ...fieldsOf(inner(before), inner(after), new Set(), true),
  ];
}

function fieldsOf(
  before: object,
  after: object,
  except: ReadonlySet<string>,
  property = false,
): FieldChange[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const current = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((field) => !except.has(field) && !sameJson(old.get(field), current.get(field)))
    .map((field) => ({ field, property, before: old.get(field), after: current.get(field) }));
}

function nameOf(design: Design, type: ComparedType, id: string): string {
  const node = (key: string): string => design.nodes[key]?.name ?? key;
  switch (type) {
    case "node":
      return node(id);
    case "link": {
      const link = design.links[id];
      return link === undefined ? id : `${node(link.from.node)} – ${node(link.to.node)}`;
    }
    case "group":
      return design.groups[id]?.name ?? id;
    case "note":
      return firstWords(design.notes[id]?.text ?? id);
    case "parameter":
      return design.parameters[id]?.title ?? id;
  }
}

function firstWords(text: string): string {
  const line = text.trim().split("\n", 1)[0] ?? "";
  return line.length > 32 ? `${line.slice(0, 31)}…` : line;
}
