import { z } from "zod";
import { scopeSchema } from "./condition.ts";

/** Of what somebody may hold something: what a scope names, a trunk, a product's seats, or all VLANs or addresses. */
export const heldOfSchema = z.object({
  sort: z.enum([...scopeSchema.shape.sort.options, "trunk", "licence", "vlans", "addresses"]),
  /** Nothing for VLANs and addresses, which are meant as a whole. */
  id: scopeSchema.shape.id.or(z.literal("")),
});
/** Of more at once nobody asks: it would keep the daemon from its work. */
export const MOST_ASKED = 50;

export type HeldOf = z.infer<typeof heldOfSchema>;
