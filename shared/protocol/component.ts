import { z } from "zod";
import { componentVersionSchema } from "../design/component.ts";

const { component, version, name, icon, description, category, tags } =
  componentVersionSchema.shape;

/** A saved version as a library lists it: without its nodes and links. */
export const componentSummarySchema = z.object({
  component,
  version,
  name,
  icon,
  description,
  category,
  tags,
  /** True for one that is offered to every tenant. */
  published: z.boolean(),
  /** True for one of the caller's own tenant; others can only be looked at and used. */
  own: z.boolean(),
  savedAt: z.iso.datetime(),
  /** Nodes of the version itself. */
  nodes: z.int(),
});

/** A version with every version used inside it, so that it is whole by itself. */
export const sharedComponentSchema = z.object({
  version: componentVersionSchema,
  uses: z.array(componentVersionSchema).default([]),
});

/** Which version of which component. */
export const componentReferenceSchema = z.object({
  component: z.string(),
  version: z.coerce.number().int().min(1),
});

export type ComponentSummary = z.infer<typeof componentSummarySchema>;
export type SharedComponent = z.infer<typeof sharedComponentSchema>;
export type ComponentReference = z.infer<typeof componentReferenceSchema>;
