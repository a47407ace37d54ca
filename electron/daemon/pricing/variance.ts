import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { varianceSince } from "../../../shared/pricing/baseline.ts";
import type { Variance } from "../../../shared/pricing/engine/variance.ts";
import { outlookUsage } from "../../../shared/pricing/quote.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { environmentTerms } from "./terms.ts";
import { usageContextOf } from "./usage-context.ts";
import { environmentUsage } from "./usage.ts";

interface VarianceContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

/**
 * Why an environment costs something else than was accepted, row by row. `actual`: what was used so far; `outlook`:
 * with what is expected up to its end, which is the same once it is over.
 */
export async function environmentVariance(
  { store, clock, catalogue }: VarianceContext,
  record: EnvironmentRecord,
  as: "actual" | "outlook",
): Promise<Result<readonly Variance[]>> {
  const { id, tenant, design, window, state } = record;
  const baseline = await store.baseline(id, tenant);
  if (baseline === null) return err(fault("not-found", { what: "accepted price", id }));
  const terms = await environmentTerms({ store, clock }, record);
  if (!terms.ok) return terms;
  const now = toInstant(clock.now());
  const context = await usageContextOf(store, record);
  const used = await environmentUsage(store, record, now);
  const isAhead = as === "outlook" && state !== "released" && state !== "releasing";
  const usage = isAhead
    ? outlookUsage({ design, catalogue, terms: terms.value, window, context, used, now })
    : { segments: used, until: now };
  const books = await store.priceBooks(baseline.priceBook.id);
  return varianceSince({ baseline, books, catalogue, context, terms: terms.value, ...usage });
}
