import { componentVersionSchema, exposedParameterSchema, exposedPortSchema } from "./component.ts";
import {
  designSchema,
  endpointSchema,
  groupSchema,
  linkSchema,
  nodeSchema,
  noteSchema,
  parameterSchema,
  type Design,
} from "./design.ts";
import { entriesOf } from "./large-record.ts";

/** How one sort of object is laid out: its known fields first, in this order, each with its own layout. */
interface Layout {
  readonly fields: readonly string[];
  readonly inner?: Readonly<Record<string, Layout>>;
  /** For a collection: the layout of each of its values. */
  readonly each?: Layout;
}

const PLAIN: Layout = { fields: [] };
const POSITION: Layout = { fields: ["x", "y"] };
const END: Layout = { fields: Object.keys(endpointSchema.shape) };
const NODE: Layout = { fields: Object.keys(nodeSchema.shape), inner: { position: POSITION } };
const LINK: Layout = { fields: Object.keys(linkSchema.shape), inner: { from: END, to: END } };
const GROUP: Layout = { fields: Object.keys(groupSchema.shape) };
const NOTE: Layout = { fields: Object.keys(noteSchema.shape), inner: { position: POSITION } };
const COMPONENT: Layout = { fields: Object.keys(designSchema.shape.component.unwrap().shape) };
const PARAMETER: Layout = { fields: Object.keys(parameterSchema.shape) };
const EXPOSED_PORT: Layout = { fields: Object.keys(exposedPortSchema.shape) };
const EXPOSED_PARAMETER: Layout = { fields: Object.keys(exposedParameterSchema.shape) };

const collection = (each: Layout): Layout => ({ fields: [], each });

const VERSION: Layout = {
  fields: Object.keys(componentVersionSchema.shape),
  inner: {
    ports: collection(EXPOSED_PORT),
    parameters: collection(EXPOSED_PARAMETER),
    nodes: collection(NODE),
    links: collection(LINK),
    groups: collection(GROUP),
    notes: collection(NOTE),
  },
};

const DESIGN: Layout = {
  fields: Object.keys(designSchema.shape),
  inner: {
    component: COMPONENT,
    parameters: collection(PARAMETER),
    nodes: collection(NODE),
    links: collection(LINK),
    groups: collection(GROUP),
    notes: collection(NOTE),
    components: collection(VERSION),
  },
};

/**
 * The text of a design file. The same design always gives the same text, in whatever order it was drawn:
 * known fields in the order of the schema, then everything else by name, so that versions can be compared.
 */
export function printDesign(design: Design): string {
  const fields = Object.entries(design).toSorted(([a], [b]) => compare(a, b, DESIGN.fields));
  return `${printed(
    fields.map(([key, value]) => [key, printedPart(value, innerLayout(DESIGN, key))]),
    "",
  )}\n`;
}

type Entry = readonly [key: string, text: string | undefined];

/** An object of which the texts of all values are known; JSON has no entries without a value. */
function printed(entries: readonly Entry[], indent: string): string {
  const lines = entries.flatMap(([key, text]) =>
    text === undefined ? [] : [`${indent}  ${JSON.stringify(key)}: ${text}`],
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}

function printedPart(value: unknown, layout: Layout): string | undefined {
  const { each } = layout;
  if (each === undefined || typeof value !== "object" || value === null || Array.isArray(value))
    return printedValue(value, layout, "  ");
  // A collection is a record; a view of a large one is read much faster by its entries.
  const entries = new Map(entriesOf(value as Readonly<Record<string, unknown>>));
  const list = ordered(entries.keys()).map((id): Entry => [id, printedOnce(entries.get(id), each)]);
  return printed(list, "  ");
}

/** By code unit, but numbers before: as every object has its keys, so that reading a file and printing it agree. */
function ordered(ids: Iterable<string>): readonly string[] {
  const sorted = [...ids].toSorted();
  const numbered = sorted.some((id) => /^\d/.test(id));
  return numbered ? Object.keys(Object.fromEntries(sorted.map((id) => [id, true]))) : sorted;
}

function printedValue(value: unknown, layout: Layout, indent: string): string | undefined {
  // What JSON knows nothing of has no text, whatever the types of the library say.
  const text: string | undefined = JSON.stringify(arrange(value, layout), null, 2);
  return text?.replaceAll("\n", `\n${indent}`);
}

// Of ten thousand nodes an edit changes a few, and a draft is kept soon after each edit.
const known = new WeakMap<Layout, WeakMap<object, string | undefined>>();

function printedOnce(value: unknown, layout: Layout): string | undefined {
  if (typeof value !== "object" || value === null) return printedValue(value, layout, "    ");
  let texts = known.get(layout);
  if (texts === undefined) known.set(layout, (texts = new WeakMap()));
  if (!texts.has(value)) texts.set(value, printedValue(value, layout, "    "));
  return texts.get(value);
}

function arrange(value: unknown, layout: Layout): unknown {
  if (Array.isArray(value)) return value.map((item) => arrange(item, PLAIN));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, arrange(inner, layout.each ?? innerLayout(layout, key))] as const,
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => compare(a, b, layout.fields)));
}

function innerLayout(layout: Layout, key: string): Layout {
  const { inner } = layout;
  return inner !== undefined && Object.hasOwn(inner, key) ? (inner[key] ?? PLAIN) : PLAIN;
}

/** Known fields by their place, before all others, which go by code unit: the same in every locale. */
function compare(a: string, b: string, fields: readonly string[]): number {
  const placeOf = (key: string): number => {
    const place = fields.indexOf(key);
    return place === -1 ? fields.length : place;
  };
  return placeOf(a) - placeOf(b) || (a < b ? -1 : Number(a > b));
}
