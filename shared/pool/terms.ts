import type { Instant } from "../base/clock.ts";
import { resourceIds, type Claim, type Pool } from "./pool.ts";

/** A licence product whose term ends. */
export interface Term {
  readonly product: string;
  readonly until: Instant;
}

/** Of the licence seats that are claimed, those whose term ends first; null where every term is open. */
export function firstTerm(
  { id, resources }: Pick<Pool, "id" | "resources">,
  claims: readonly Pick<Claim, "resource">[],
): Term | null {
  const claimed = new Set(claims.map(({ resource }) => resource));
  const ending = resources.seats.flatMap(({ product, until }): readonly Term[] =>
    typeof until === "string" && claimed.has(resourceIds.seats(id, product))
      ? [{ product, until }]
      : [],
  );
  const [first] = ending.toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until));
  return first ?? null;
}
