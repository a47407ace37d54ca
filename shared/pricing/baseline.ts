import type { Instant } from "../base/clock.ts";
import { ok, type Result } from "../base/result.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import type { Window } from "../schedule/window.ts";
import type { PriceBook } from "./engine/book.ts";
import type { Contract } from "./engine/contract.ts";
import type { Segment } from "./engine/segments.ts";
import { variance, type RatingInputs, type Variance } from "./engine/variance.ts";
import type { UsageContext } from "./project/node-usage.ts";
import { projectedSegments } from "./project/segments.ts";
import { ratingInputs } from "./rate-segments.ts";
import { termsFor, type Terms } from "./terms.ts";

/** What a customer saw and accepted when an environment was sent. It never changes, whatever is changed later. */
export interface Baseline {
  readonly at: Instant;
  /** The newest revision that was known then. */
  readonly priceBook: { readonly id: string; readonly revision: number };
  readonly contract: Contract;
  readonly design: Design;
  readonly window: Window;
}

interface VarianceRequest {
  readonly baseline: Baseline;
  /** All revisions of the baseline's book. */
  readonly books: readonly PriceBook[];
  readonly catalogue: Catalogue;
  readonly context: UsageContext;
  /** By what the usage is priced now. */
  readonly terms: Terms;
  readonly segments: readonly Segment[];
  readonly until: Instant;
}

/** Row by row from what was accepted to what came of it, with why they differ. */
export function varianceSince(request: VarianceRequest): Result<readonly Variance[]> {
  const { terms, segments, until } = request;
  const projected = acceptedInputs(request);
  if (!projected.ok) return projected;
  const actual = ratingInputs({ terms, segments, until });
  if (projected.value === null && actual === null) return ok([]);
  const before = projected.value ?? withoutUsage(actual);
  const after = actual ?? withoutUsage(projected.value);
  return ok(before === null || after === null ? [] : variance(before, after));
}

/** What was accepted, by the revisions that were known then; null for a design that uses nothing. */
export function acceptedInputs({
  baseline,
  books,
  catalogue,
  context,
}: Pick<
  VarianceRequest,
  "baseline" | "books" | "catalogue" | "context"
>): Result<RatingInputs | null> {
  const { contract, design, window, priceBook } = baseline;
  const known = books.filter(({ revision }) => revision <= priceBook.revision);
  const terms = termsFor(known, contract);
  if (!terms.ok) return terms;
  const { book } = terms.value;
  const segments = projectedSegments({ design, catalogue, window, context, book });
  return ok(ratingInputs({ terms: terms.value, segments, until: window.end }));
}

function withoutUsage(inputs: RatingInputs | null): RatingInputs | null {
  return inputs && { ...inputs, segments: [] };
}
