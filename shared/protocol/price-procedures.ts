import { z } from "zod";
import { bookFindingSchema } from "../prices/check-book.ts";
import { priceChangeSchema } from "../prices/price-change.ts";
import { publishTimesSchema, revisionSpanSchema } from "../prices/publish.ts";
import { bookSchema } from "../pricing/engine/book.ts";
import { lab, nothing, procedure } from "./procedure.ts";

/** As YAML or JSON, the way a person wrote it. A book of 10,000 rules is shorter. */
const bookText = z.string().max(2_000_000);
const book = z.object({ book: z.string().min(1).max(200) });

const draftSummarySchema = z.object({
  /** Of which book it is to be the next revision. */
  book: z.string(),
  /** Counts up with each saving; who saves says which one they began from. */
  version: z.int(),
  savedAt: z.iso.datetime(),
  /** The user who saved it last. */
  by: z.string(),
});
export const priceDraftSchema = draftSummarySchema.extend({ text: z.string() });
export type PriceDraft = z.infer<typeof priceDraftSchema>;

/** Price books: published revisions never change, drafts do. */
export const priceProcedures = {
  /** All revisions, each with its time. */
  list: procedure
    .meta(lab("architect", "lab-admin", "customer", "operator"))
    .route({ method: "GET", path: "/prices" })
    .output(z.array(revisionSpanSchema)),
  get: procedure
    .meta(lab("architect", "lab-admin", "customer", "operator"))
    .route({ method: "GET", path: "/prices/{book}/{revision}" })
    .input(book.extend({ revision: z.coerce.number().int() }))
    .output(bookSchema),
  drafts: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/prices/drafts" })
    .output(z.array(draftSummarySchema)),
  draft: procedure
    .meta(lab("lab-admin"))
    .route({ method: "GET", path: "/prices/drafts/{book}" })
    .input(book)
    .output(priceDraftSchema),
  /** Keeps a draft, however wrong it still is. Refused when somebody else saved it since `version` (0: a new one). */
  save: procedure
    .meta(lab("lab-admin"))
    .route({ method: "PUT", path: "/prices/drafts/{book}" })
    .input(book.extend({ text: bookText, version: z.int().min(0) }))
    .output(draftSummarySchema),
  discard: procedure
    .meta(lab("lab-admin"))
    .route({ method: "DELETE", path: "/prices/drafts/{book}" })
    .input(book)
    .output(nothing),
  /** All that is wrong with a book, with its line, and what of the catalogue it leaves out. */
  check: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/prices/check" })
    .input(z.object({ text: bookText }))
    .output(z.array(bookFindingSchema)),
  /** Rates what all tenants used, or one did, by a book that is not published. Changes nothing. */
  whatWouldChange: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/prices/what-would-change" })
    .input(
      z.object({
        text: bookText,
        month: z.enum(["last", "this"]).default("last"),
        tenant: z.string().optional(),
      }),
    )
    .output(priceChangeSchema.extend({ start: z.iso.datetime(), end: z.iso.datetime() })),
  /** Makes a book the next revision of its name, for good, and forgets the draft of it. */
  publish: procedure
    .meta(lab("lab-admin"))
    .route({ method: "POST", path: "/prices/publish" })
    .input(z.object({ text: bookText }).extend(publishTimesSchema.shape))
    .output(revisionSpanSchema),
};
