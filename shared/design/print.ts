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
  return `${JSON.stringify(arrange(design, DESIGN), null, 2)}\n`;
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
