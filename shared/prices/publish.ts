import { z } from "zod";
import { fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { toInstant } from "../base/clock.ts";
import type { PriceBook } from "../pricing/engine/book.ts";

/** From when to when a published revision holds, and whether that is past, now, or to come. */
export const revisionSpanSchema = z.object({
  id: z.string(),
  revision: z.int(),
  name: z.string(),
  currency: z.string(),
  from: z.string().nullable(),
  /** When it or the next revision says; null: goes on. */
  to: z.string().nullable(),
  state: z.enum(["past", "in-force", "to-come"]),
});
export type RevisionSpan = z.infer<typeof revisionSpanSchema>;

/** All revisions of all books with their times, newest first of each book. */
export function revisionSpans(books: readonly PriceBook[], now: number): readonly RevisionSpan[] {
  return [...Map.groupBy(books, ({ id }) => id).values()].flatMap((own) => {
    const sorted = own.toSorted((a, b) => beginOf(a) - beginOf(b));
    return sorted.map((book, at) => spanOf(book, sorted[at + 1], now)).toReversed();
  });
}

function spanOf(book: PriceBook, next: PriceBook | undefined, now: number): RevisionSpan {
  const from = book.effectiveFrom ?? null;
  const to = book.effectiveTo ?? next?.effectiveFrom ?? null;
  const { id, revision, name = id, currency } = book;
  const isPast = to !== null && Date.parse(to) <= now;
  const state = beginOf(book) > now ? "to-come" : isPast ? "past" : "in-force";
  return { id, revision, name, currency, from, to, state };
}

function beginOf({ effectiveFrom }: PriceBook): number {
  return effectiveFrom === undefined ? -Infinity : Date.parse(effectiveFrom);
}

/** When a draft is to hold. */
export const publishTimesSchema = z.object({
  /** Null: from the moment of publishing. */
  from: z.iso.datetime({ offset: true }).nullable(),
  /** Null: until the next revision. */
  to: z.iso.datetime({ offset: true }).nullable(),
});
export type PublishTimes = z.infer<typeof publishTimesSchema>;

/**
 * The revision that a draft becomes: with the next number and its time. Refused where it would hold in the past, in
 * another currency, or at the same time as another one: what was used, or announced, has its price already.
 */
export function newRevision(
  published: readonly PriceBook[],
  draft: PriceBook,
  { from, to }: PublishTimes,
  now: number,
): Result<PriceBook> {
  const own = published.filter(({ id }) => id === draft.id);
  const start = from === null ? now : Date.parse(from);
  if (start < now) return err(fault("price-book-past", { from: toInstant(start) }));
  if (to !== null && Date.parse(to) <= start)
    return err(fault("price-book-overlap", { detail: "It ends before it begins." }));
  const other = own.find(({ currency }) => currency !== draft.currency);
  if (other !== undefined)
    return err(
      fault("price-book-currency", { own: draft.currency, id: draft.id, currency: other.currency }),
    );
  const revision = Math.max(0, ...own.map((book) => book.revision)) + 1;
  const made = {
    ...draft,
    revision,
    effectiveFrom: toInstant(start),
    effectiveTo: to === null ? undefined : toInstant(Date.parse(to)),
  };
  const clash = own.find((book) => beginOf(book) >= start || endOf(book) > start);
  if (clash === undefined) return ok(made);
  const detail = `Revision ${clash.revision} holds ${spanWords(clash)}.`;
  return err(fault("price-book-overlap", { detail }));
}

/** Where it says none, it ends when the next one begins, which overlaps nothing. */
function endOf({ effectiveTo }: PriceBook): number {
  return effectiveTo === undefined ? -Infinity : Date.parse(effectiveTo);
}

function spanWords({ effectiveFrom, effectiveTo }: PriceBook): string {
  const until = effectiveTo === undefined ? "" : ` to ${effectiveTo}`;
  return effectiveFrom === undefined ? "always" : `from ${effectiveFrom}${until}`;
}
