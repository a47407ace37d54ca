import { z } from "zod";
import { groupSchema, idSchema, linkSchema, nodeSchema, noteSchema } from "./elements.ts";

/** The kind of a node that stands for a reusable component. */
export const COMPONENT_KIND = "component";

/**
 * A port of the component: the port of one of its nodes, by a name of its own. What is linked to it
 * outside is linked to that node in the expansion.
 */
export const exposedPortSchema = z.looseObject({
  title: z.string(),
  node: idSchema,
  port: z.string(),
});

/**
 * A value that each use may set: a node's `count`, or one of its properties. Left alone, it is what the
 * component's own node says.
 */
export const exposedParameterSchema = z.looseObject({
  title: z.string(),
  description: z.string().optional(),
  node: idSchema,
  /** A property of the node, or null for its count; of a use inside, one of its parameters. */
  property: z.string().nullable(),
});

/** One version of a reusable component: immutable once saved; saving again makes the next version. */
export const componentVersionSchema = z.looseObject({
  component: idSchema,
  /** From 1. */
  version: z.int().min(1),
  name: z.string(),
  icon: z.string().optional(),
  description: z.string().optional(),
  category: z.string().optional(),
  tags: z.array(z.string()).default([]),
  /** By id; the ports that the use shows on the canvas. */
  ports: z.record(idSchema, exposedPortSchema).default({}),
  parameters: z.record(idSchema, exposedParameterSchema).default({}),
  nodes: z.record(idSchema, nodeSchema).default({}),
  links: z.record(idSchema, linkSchema).default({}),
  groups: z.record(idSchema, groupSchema).default({}),
  notes: z.record(idSchema, noteSchema).default({}),
});

/** What the drawing of a component keeps of the version it was opened from. */
export const designedComponentSchema = z.looseObject({
  id: idSchema.optional(),
  /** The version it was opened from; saving makes the next one. */
  version: z.int().min(1).optional(),
  icon: z.string().optional(),
  category: z.string().optional(),
  tags: z.array(z.string()).optional(),
  exposed: z
    .looseObject({
      ports: z.record(idSchema, exposedPortSchema).default({}),
      parameters: z.record(idSchema, exposedParameterSchema).default({}),
    })
    .optional(),
});

export type ExposedPort = z.infer<typeof exposedPortSchema>;
export type ExposedParameter = z.infer<typeof exposedParameterSchema>;
export type ComponentVersion = z.infer<typeof componentVersionSchema>;

/** Under which key a design keeps a version that it uses. */
export function componentKey(component: string, version: number): string {
  return `${component}-v${version}`;
}
