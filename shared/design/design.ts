import { z } from "zod";
import { componentVersionSchema, designedComponentSchema } from "./component.ts";
import { groupSchema, idSchema, linkSchema, nodeSchema, noteSchema } from "./elements.ts";
import { entryCount } from "./large-record.ts";

/** The name every design file carries, so that a foreign JSON file is recognised at once. */
export const DESIGN_FORMAT = "labwright-design";
/** The format version this program writes. Older ones are migrated on reading (see migrations.ts). */
export const DESIGN_VERSION = 1;

/** A value that is asked for when the design is used as a component or sent. */
export const parameterSchema = z.looseObject({
  title: z.string(),
  description: z.string().optional(),
  value: z.json(),
});

/**
 * The drawing as it is kept in memory and in a file. Loose throughout: what this version does not know
 * survives a round trip untouched. Collections are keyed by id.
 */
export const designSchema = z.looseObject({
  format: z.literal(DESIGN_FORMAT),
  version: z.literal(DESIGN_VERSION),
  name: z.string(),
  description: z.string().optional(),
  /** Set on the drawing of a reusable component: what its next version is told besides nodes and links. */
  component: designedComponentSchema.optional(),
  parameters: z.record(idSchema, parameterSchema).default({}),
  nodes: z.record(idSchema, nodeSchema).default({}),
  links: z.record(idSchema, linkSchema).default({}),
  groups: z.record(idSchema, groupSchema).default({}),
  notes: z.record(idSchema, noteSchema).default({}),
  /** The component versions its nodes use, so that the file is whole by itself (see componentKey). */
  components: z.record(idSchema, componentVersionSchema).optional(),
});

export type Design = z.infer<typeof designSchema>;
export { endpointSchema, groupSchema, linkSchema, nodeSchema, noteSchema } from "./elements.ts";
export type { DesignGroup, DesignLink, DesignNode, DesignNote, Endpoint } from "./elements.ts";
export type NodeId = string;
export type LinkId = string;

/** What a problem, a charge or an event can point at. */
export interface ElementReference {
  readonly type: "node" | "link" | "group" | "note" | "design";
  /** The element's id; empty for the design itself. */
  readonly id: string;
}

/** True while nothing is drawn that a lab could make. */
export function isEmptyDesign({ nodes }: Design): boolean {
  return entryCount(nodes) === 0;
}

export function emptyDesign(name: string): Design {
  return {
    format: DESIGN_FORMAT,
    version: DESIGN_VERSION,
    name,
    parameters: {},
    nodes: {},
    links: {},
    groups: {},
    notes: {},
  };
}
