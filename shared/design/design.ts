import { z } from "zod";

/** The name every design file carries, so that a foreign JSON file is recognised at once. */
export const DESIGN_FORMAT = "labwright-design";
/** The format version this program writes. Older ones are migrated on reading (see migrations.ts). */
export const DESIGN_VERSION = 1;

/** An element's id: unique in its collection, never shown, never reused. No `_`, so never `__proto__`. */
export const idSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,63}$/);

const pointSchema = z.looseObject({ x: z.number(), y: z.number() });

/**
 * A node of the drawing. `count` and `properties` are only checked for their JSON type here: a value
 * that makes no sense (a count of −3, a CIDR of 10.0.0.0/33) must open, be shown and be mended; rules say so.
 */
export const nodeSchema = z.looseObject({
  kind: z.string().min(1),
  name: z.string(),
  /** How many equal instances this node stands for: 12 web servers are one node. */
  count: z.number().default(1),
  position: pointSchema,
  group: idSchema.optional(),
  locked: z.boolean().optional(),
  /** What the kind's own schema describes. */
  properties: z.record(z.string(), z.json()).default({}),
});

/** One end of a link: a port group of a node (`nic`, `port`, `disk`), and optionally which port of it. */
export const endpointSchema = z.looseObject({
  node: z.string(),
  port: z.string(),
  /** 0-based; left out, the next free port is taken. */
  index: z.number().optional(),
});

export const linkSchema = z.looseObject({
  from: endpointSchema,
  to: endpointSchema,
  /** Mb/s that the design needs on this link for each instance; left out, the slower end's speed. */
  bandwidthMbps: z.number().optional(),
  /** Which VLAN this link carries, when the switch it ends at joins more than one subnet. */
  vlan: z.number().optional(),
  label: z.string().optional(),
});

export const groupSchema = z.looseObject({
  name: z.string(),
  parent: idSchema.optional(),
  color: z.string().optional(),
  collapsed: z.boolean().optional(),
});

export const noteSchema = z.looseObject({
  text: z.string(),
  position: pointSchema,
  width: z.number().optional(),
  height: z.number().optional(),
  color: z.string().optional(),
});

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
  /** Set on a design saved as a reusable component. */
  component: z
    .looseObject({ icon: z.string().optional(), tags: z.array(z.string()).optional() })
    .optional(),
  parameters: z.record(idSchema, parameterSchema).default({}),
  nodes: z.record(idSchema, nodeSchema).default({}),
  links: z.record(idSchema, linkSchema).default({}),
  groups: z.record(idSchema, groupSchema).default({}),
  notes: z.record(idSchema, noteSchema).default({}),
});

export type Design = z.infer<typeof designSchema>;
export type DesignNode = z.infer<typeof nodeSchema>;
export type DesignLink = z.infer<typeof linkSchema>;
export type Endpoint = z.infer<typeof endpointSchema>;
export type DesignGroup = z.infer<typeof groupSchema>;
export type DesignNote = z.infer<typeof noteSchema>;
export type NodeId = string;
export type LinkId = string;

/** What a problem, a charge or an event can point at. */
export interface ElementReference {
  readonly type: "node" | "link" | "group" | "note" | "design";
  /** The element's id; empty for the design itself. */
  readonly id: string;
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
