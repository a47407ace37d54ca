import { z } from "zod";
import { toInstant } from "../base/clock.ts";
import { err, ok, type Result } from "../base/result.ts";
import { bookFor } from "./engine/book-for.ts";
import { bookSchema, type PriceBook } from "./engine/book.ts";
import { contractSchema, type Contract } from "./engine/contract.ts";
import { bookWithoutCosts, contractWithoutCosts } from "./without-costs.ts";

/** What usage is priced by: one book, which may be several revisions put together, and who pays how. */
export const termsSchema = z.object({ book: bookSchema, contract: contractSchema });
export type Terms = Readonly<z.infer<typeof termsSchema>>;

/** What holds for a customer with whom nothing was agreed on: months end where the book's peak is. */
export function defaultContract(account: string, book: PriceBook): Contract {
  const start = book.effectiveFrom ?? toInstant(0);
  return contractSchema.parse({ account, billingZone: book.tariffZone, start });
}

/**
 * The terms of a contract, given the revisions of the book that it is for: all of them, each for its own time, or
 * the one that was agreed on. A revision takes the place of those before it from its `effectiveFrom` on. What things
 * cost the lab is not in it: customers read it.
 */
export function termsFor(books: readonly PriceBook[], agreement: Contract): Result<Terms> {
  const contract = contractWithoutCosts(agreement);
  const { book: agreed } = contract;
  const own =
    agreed?.revision === undefined
      ? books
      : books.filter(({ id, revision }) => id === agreed.id && revision === agreed.revision);
  const book = bookFor(inForce(own).map(bookWithoutCosts), contract);
  return book.ok ? ok({ book: book.value, contract }) : err(book.error);
}

function beginOf({ effectiveFrom }: PriceBook): number {
  return effectiveFrom === undefined ? -Infinity : Date.parse(effectiveFrom);
}

/** Without revisions that were replaced before they began; each ends where the next one begins at the latest. */
export function inForce(books: readonly PriceBook[]): readonly PriceBook[] {
  const newestFirst = books.toSorted((a, b) => b.revision - a.revision);
  const kept: PriceBook[] = [];
  let next: PriceBook | undefined;
  for (const book of newestFirst) {
    if (next !== undefined && beginOf(book) >= beginOf(next)) continue;
    kept.push(next === undefined ? book : endedAt(book, next.effectiveFrom));
    next = book;
  }
  return kept;
}

function endedAt(book: PriceBook, end: string | undefined): PriceBook {
  const { effectiveTo } = book;
  if (end === undefined || effectiveTo === undefined || effectiveTo <= end) return book;
  return { ...book, effectiveTo: end };
}

/**
 * The terms by which one environment is rated by itself. What its account owes whether or not it is there (fees of
 * the account and of its people, minimums, limits of the whole month) is on the account's bill only; bands and
 * discounts count this environment's usage alone.
 */
export function ownTerms(
  { book, contract }: Terms,
  span: { readonly start: number; readonly end: number },
  environment: string,
): Terms {
  return {
    book: ownBook(book),
    contract: {
      ...contract,
      book: undefined,
      minimum: undefined,
      maximum: undefined,
      issuedThrough: undefined,
      start: toInstant(span.start),
      end: toInstant(Math.max(span.end, span.start + 1)),
      releases: contract.releases.filter((release) => release.environment === environment),
    },
  };
}

// Books never change.
const ownBooks = new WeakMap<PriceBook, PriceBook>();

function ownBook(book: PriceBook): PriceBook {
  let own = ownBooks.get(book);
  if (own === undefined) ownBooks.set(book, (own = withoutAccount(book)));
  return own;
}

/** A person counts once, however many environments are theirs. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set(["account", "user"]);

function withoutAccount(book: PriceBook): PriceBook {
  return {
    ...book,
    settings: { ...book.settings, zeroUsageFlat: "not-due" },
    rules: book.rules
      .filter((rule) => rule.kind !== "base" || !OF_THE_ACCOUNT.has(rule.basis))
      .map((rule) =>
        "minimum" in rule && rule.accumulator.scope === "account"
          ? Object.assign({}, rule, { minimum: undefined })
          : rule,
      ),
  };
}
