import { z } from "zod";

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
  /** Whether its machines stand apart, or together: by host, rack, switch or site. */
  apart: z.string().optional(),
  together: z.string().optional(),
});

export const noteSchema = z.looseObject({
  text: z.string(),
  position: pointSchema,
  width: z.number().optional(),
  height: z.number().optional(),
  color: z.string().optional(),
  locked: z.boolean().optional(),
});

export type DesignNode = z.infer<typeof nodeSchema>;
export type DesignLink = z.infer<typeof linkSchema>;
export type Endpoint = z.infer<typeof endpointSchema>;
export type DesignGroup = z.infer<typeof groupSchema>;
export type DesignNote = z.infer<typeof noteSchema>;
