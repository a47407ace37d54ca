import type { RuleContext } from "./rule.ts";

/** Seats of a product that the design's software takes: one for each instance it is installed on. */
export function seatsNeeded(context: RuleContext, product: string): number {
  return context.instances("licensed", product);
}

/** Seats of a product that the design's licences have. */
export function seatsHeld(context: RuleContext, product: string): number {
  return context
    .find("seats", product)
    .reduce((sum, id) => sum + (context.node(id)?.traits.seats?.seats ?? 0), 0);
}
