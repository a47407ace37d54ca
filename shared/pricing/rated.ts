import { z } from "zod";
import { Decimal, moneyText } from "../base/money.ts";
import type { NodeId } from "../design/design.ts";
import { usesAround } from "../design/element-path.ts";
import { totalsSchema } from "./engine/invoice.ts";
import { ratedLineSchema, type RatedLine } from "./engine/line.ts";

/**
 * What usage costs: a quote (projected), a running environment to its end (outlook) or what was used (metered). The
 * same lines from the same engine, so that they can be laid side by side. Nothing of it is issued to anybody: that
 * is a bill.
 */
export const ratedSchema = z.object({
  source: z.enum(["projected", "outlook", "metered"]),
  currency: z.string(),
  /** In the order of their keys. Those of category `unpriced` are in no total, and never silently free. */
  lines: z.array(ratedLineSchema).readonly(),
  totals: totalsSchema,
});
export type Rated = z.infer<typeof ratedSchema>;

/**
 * The rounded lines of each node, added up; those inside a use of a component also count for the use, with all its
 * copies. Nodes that cost nothing are not in it.
 */
export function ratedPerNode({
  lines,
  currency,
}: Pick<Rated, "lines" | "currency">): ReadonlyMap<NodeId, string> {
  const sums = new Map<NodeId, Decimal>();
  for (const { node, rounded } of lines.filter(isPriced))
    for (const payer of node === "" ? [] : [node, ...usesAround(node)])
      sums.set(payer, (sums.get(payer) ?? new Decimal(0)).plus(rounded));
  return new Map([...sums].map(([node, sum]) => [node, moneyText(sum, currency)]));
}

/** False for usage that the price book has no rule for. */
export function isPriced({ category }: Pick<RatedLine, "category">): boolean {
  return category !== "unpriced";
}
