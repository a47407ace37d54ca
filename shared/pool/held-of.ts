import { z } from "zod";
import { scopeSchema, type Scope } from "./condition.ts";
import { foldScopes } from "./fold-scopes.ts";
import type { PoolResources } from "./pool.ts";

/** Of what somebody may hold something: what a scope names, a trunk, a product's seats, or all VLANs or addresses. */
export const heldOfSchema = z.object({
  sort: z.enum([...scopeSchema.shape.sort.options, "trunk", "licence", "vlans", "addresses"]),
  /** Nothing for VLANs and addresses, which are meant as a whole. */
  id: scopeSchema.shape.id.or(z.literal("")),
});
/** Of so many it is told at once who holds something of them: of all that goes out of use by one decision. */
export const MOST_ASKED = 1000;

export type HeldOf = z.infer<typeof heldOfSchema>;

/** The same as it is asked about: of very many, racks and sites of which all is meant as one. Still it may be too many. */
export function askedOf(
  resources: Pick<PoolResources, "hosts" | "switches" | "storage">,
  of: readonly HeldOf[],
): readonly HeldOf[] {
  if (of.length <= MOST_ASKED) return of;
  const [scopes, others] = [of.filter(isScope), of.filter((one) => !isScope(one))];
  return [...others, ...foldScopes(resources, scopes, MOST_ASKED - others.length)];
}

function isScope(one: HeldOf): one is Scope {
  return scopeSchema.safeParse(one).success;
}
