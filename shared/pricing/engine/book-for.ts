import { fault } from "../../base/fault.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { contradictionIn } from "./book-check.ts";
import type { PriceBook } from "./book.ts";
import type { Contract } from "./contract.ts";

/**
 * The one book that a contract is rated by: the revisions of a book, each for its own time, with the contract's own
 * rules. Refused are books whose times overlap, another book than was agreed on, and another currency.
 */
export function bookFor(books: readonly PriceBook[], contract: Contract): Result<PriceBook> {
  const sorted = books.toSorted((a, b) => beginOf(a) - beginOf(b));
  const newest = sorted.at(-1);
  if (newest === undefined) return refuse("There is no price book.");
  const { book: agreed, currency = newest.currency } = contract;
  for (const { id, revision, currency: own } of sorted) {
    if (own !== currency) return refuse(`${id} is in ${own}, not in ${currency}.`);
    if (id !== newest.id) return refuse(`${id} and ${newest.id} are different books.`);
    if (agreed !== undefined && (agreed.id !== id || (agreed.revision ?? revision) !== revision))
      return refuse(`The contract is for another book than ${id}, revision ${revision}.`);
  }
  const clash = sorted.findIndex((one, at) => overlaps(one, sorted[at + 1]));
  if (clash !== -1)
    return refuse(
      `Revisions ${sorted[clash]?.revision} and ${sorted[clash + 1]?.revision} of ${newest.id} are both for the same time. End the first where the second begins, or leave its end out.`,
    );
  const joined = sorted.length === 1 ? newest : joinedBook(sorted, newest);
  return withOverrides(joined, sorted, contract);
}

function refuse(detail: string): Result<never> {
  return err(fault("price-book-invalid", { detail }));
}

function beginOf({ effectiveFrom }: PriceBook): number {
  return effectiveFrom === undefined ? -Infinity : Date.parse(effectiveFrom);
}

function endOf({ effectiveTo }: PriceBook): number {
  return effectiveTo === undefined ? Infinity : Date.parse(effectiveTo);
}

/** A book without an end lasts until the next one begins. */
function overlaps(one: PriceBook, next: PriceBook | undefined): boolean {
  if (next === undefined) return false;
  const begin = beginOf(next);
  return beginOf(one) === begin || (one.effectiveTo !== undefined && endOf(one) > begin);
}

/** All revisions in one; conventions that are not a rule's own are the newest one's. */
function joinedBook(sorted: readonly PriceBook[], newest: PriceBook): PriceBook {
  const parts = sorted.map((book, at) => within(book, sorted[at + 1]?.effectiveFrom));
  return {
    ...newest,
    effectiveFrom: sorted[0]?.effectiveFrom,
    meters: Object.assign({}, ...sorted.map(({ meters }) => meters)) as PriceBook["meters"],
    windowSets: parts.flatMap(({ windowSets }) => windowSets),
    rules: parts.flatMap(({ rules }) => rules),
    discounts: parts.flatMap(({ discounts }) => discounts),
  };
}

/** A revision's own part: nothing of it holds before or after it. */
function within(
  { effectiveFrom, effectiveTo, settings, tariffZone, revision, ...book }: PriceBook,
  next: string | undefined,
): Pick<PriceBook, "windowSets" | "rules" | "discounts"> {
  const end = effectiveTo ?? next;
  const { dayCount, prorationOf, quantum } = settings;
  const limited = <T extends { validFrom?: string; validTo?: string }>(one: T): T => ({
    ...one,
    validFrom: latest(one.validFrom, effectiveFrom),
    validTo: earliest(one.validTo, end),
  });
  const renamed = (set: string): string => `${set}@${revision}`;
  return {
    windowSets: book.windowSets.map((set) => ({
      ...set,
      id: renamed(set.id),
      zone: set.zone ?? tariffZone,
    })),
    rules: book.rules.flatMap((rule) => {
      const own = { ...limited(rule), revision };
      own.settings = { dayCount, prorationOf, quantum, ...rule.settings };
      if ("windows" in own && own.windows !== undefined)
        own.windows = { ...own.windows, set: renamed(own.windows.set) };
      return everHolds(own) ? [own] : [];
    }),
    discounts: book.discounts.map(limited).filter(everHolds),
  };
}

/** False of what was to begin after another revision had taken its place. */
function everHolds(one: { validFrom?: string | undefined; validTo?: string | undefined }): boolean {
  return one.validFrom === undefined || one.validTo === undefined || one.validFrom < one.validTo;
}

// Instants of files are all written alike, so they are in the order of their texts.
function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}

/** The customer's own rules; they have to fit the others of each revision as if they stood in it. */
function withOverrides(
  book: PriceBook,
  revisions: readonly PriceBook[],
  { overrides }: Contract,
): Result<PriceBook> {
  if (overrides.length === 0) return ok(book);
  const own = new Set(overrides.map(({ id }) => id));
  const withOwn = (one: PriceBook): PriceBook => ({
    ...one,
    rules: [...one.rules.filter(({ id }) => !own.has(id)), ...overrides],
  });
  for (const revision of revisions) {
    const contradiction = contradictionIn(withOwn(revision));
    if (contradiction !== null) return err(contradiction);
  }
  // Rules of a contract hold at all times, and know rate windows by the names that the newest revision gives them.
  const known = new Set(book.windowSets.map(({ id }) => id));
  const named = revisions.at(-1)?.windowSets.filter(({ id }) => !known.has(id)) ?? [];
  return ok({ ...withOwn(book), windowSets: [...book.windowSets, ...named] });
}
