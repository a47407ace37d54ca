import { indexCatalogue, type Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { fixAll, type FixedAll } from "../../../shared/constraints/fix-all.ts";
import { findRule } from "../../../shared/constraints/rules/index.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";

/** What the worker is asked: to mend every problem of one rule. */
export interface MendTask {
  readonly design: Design;
  readonly code: string;
  /** As data, for an index cannot be sent. */
  readonly catalogue: Catalogue["data"];
  readonly priceBook: PriceBook | undefined;
}

/** As edits, so that what stays as it was stays the same object on the page. */
export type Mended = Pick<FixedAll, "edits" | "left">;

/** Does what the worker is for. A rule that this version does not have mends nothing. */
export function mend({ design, code, catalogue, priceBook }: MendTask): Mended {
  const rule = findRule(code);
  if (rule === undefined) return { edits: [], left: 0 };
  const { edits, left } = fixAll(design, rule, indexCatalogue(catalogue), priceBook);
  return { edits, left };
}
