import type { Result } from "../../../../shared/base/result.ts";
import type { PriceChange } from "../../../../shared/prices/price-change.ts";
import type { PriceBook } from "../../../../shared/pricing/engine/book.ts";
import type { Span } from "../../../../shared/pricing/engine/calendar.ts";
import type { Contract } from "../../../../shared/pricing/engine/contract.ts";
import type { Segment } from "../../../../shared/pricing/engine/segments.ts";

/** What all customers' usage is rated by. */
export interface ChangeTerms {
  readonly published: readonly PriceBook[];
  readonly draft: PriceBook;
  readonly span: Span;
}

/** From the daemon's thread to the worker. */
export type ToWorker =
  /** Some of a customer's usage; it comes in parts. */
  | { readonly type: "usage"; readonly segments: readonly Segment[] }
  /** That was all of it. */
  | { readonly type: "account"; readonly account: string; readonly contract: Contract }
  /** That were all customers: answer, and end. */
  | { readonly type: "report" };

/** From the worker to the daemon's thread, once. */
export type FromWorker = Result<PriceChange>;
