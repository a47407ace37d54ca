import type { Calendar, Span } from "../pricing/engine/calendar.ts";
import { isUsage, type Rule } from "../pricing/engine/schema/rule.ts";
import type { RatingInputs } from "../pricing/engine/variance.ts";

/** The time that a rating may look at: nothing is used before its calendar, and fees go on to the end of its years. */
export function reachOf({ start, end, years }: Calendar): Span {
  return { start, end: Math.max(end, years.at(-1)?.end ?? end) };
}

/**
 * Leaves out what of a book holds at no instant of a time: of many revisions that were put together only those that
 * hold then. Rating within that time comes to the same.
 */
export function withinTime(inputs: RatingInputs, { start, end }: Span): RatingInputs {
  const { book, calendar } = inputs;
  const holds = ({ validFrom, validTo }: Valid): boolean =>
    (validFrom === undefined || Date.parse(validFrom) < end) &&
    (validTo === undefined || Date.parse(validTo) > start);
  const rules = book.rules.filter(holds);
  const discounts = book.discounts.filter(holds);
  if (rules.length === book.rules.length && discounts.length === book.discounts.length)
    return inputs;
  const gone = windowSetsOf(book.rules.filter((rule) => !holds(rule)));
  for (const id of windowSetsOf(rules)) gone.delete(id);
  const windowSets = book.windowSets.filter(({ id }) => !gone.has(id));
  const windows = Object.fromEntries(
    Object.entries(calendar.windows).filter(([id]) => !gone.has(id)),
  );
  return {
    ...inputs,
    book: { ...book, rules, discounts, windowSets },
    calendar: { ...calendar, windows },
  };
}

function windowSetsOf(rules: readonly Rule[]): Set<string> {
  return new Set(
    rules.flatMap((rule) =>
      isUsage(rule) && rule.windows !== undefined ? [rule.windows.set] : [],
    ),
  );
}

interface Valid {
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
}
