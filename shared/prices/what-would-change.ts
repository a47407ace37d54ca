import { Decimal, decimalText } from "../base/money.ts";
import { toInstant } from "../base/clock.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { expandCalendar, type Span } from "../pricing/engine/calendar.ts";
import type { Contract } from "../pricing/engine/contract.ts";
import type { RatedLine } from "../pricing/engine/line.ts";
import { rate } from "../pricing/engine/rate.ts";
import type { Segment } from "../pricing/engine/segments.ts";
import { tableOf } from "../pricing/engine/table/usage-table.ts";
import { variance, type Variance } from "../pricing/engine/variance.ts";
import { isPriced } from "../pricing/rated.ts";
import { termsFor, type Terms } from "../pricing/terms.ts";
import type { PriceChange, Shift, ShiftRow, UsageShift } from "./price-change.ts";
import { isValidAt } from "./uses.ts";

/** What one customer used, and how it is charged. */
export interface AccountUsage {
  readonly account: string;
  readonly contract: Contract;
  readonly segments: readonly Segment[];
}

/** One customer's part, before it is added to the others'. */
export interface AccountChange {
  readonly account: string;
  readonly before: readonly RatedLine[];
  readonly after: readonly RatedLine[];
  readonly differences: readonly Variance[];
}

/**
 * Rates a customer's usage by the books that were in force and again as if the draft had been. Null where the
 * contract names another book or revision, so that the draft is not for it.
 */
export function changeOfAccount(
  published: readonly PriceBook[],
  draft: PriceBook,
  { account, contract: whole, segments }: AccountUsage,
  span: Span,
): Result<AccountChange | null> {
  const agreed = whole.book;
  if (agreed !== undefined && (agreed.id !== draft.id || agreed.revision !== undefined))
    return ok(null);
  // Fees of the account are due for the month alone, and nothing of it counts as late.
  const [start, end] = [toInstant(span.start), toInstant(span.end)];
  const contract = { ...whole, start, end, issuedThrough: undefined };
  const own = published.filter(({ id }) => id === draft.id);
  const before = termsFor(own.length === 0 ? [{ ...draft, rules: [] }] : own, contract);
  if (!before.ok) return before;
  const after = termsFor([draft], contract);
  if (!after.ok) return err(after.error);
  // Rated again and again, and by each book as often.
  const usage = tableOf(segments);
  const inputs = (terms: Terms) => ({
    ...terms,
    segments,
    calendar: expandCalendar(terms.book, contract, span),
  });
  const [old, now] = [inputs(before.value), inputs(after.value)];
  const linesOf = ({ book, calendar }: typeof old): readonly RatedLine[] =>
    rate(book, contract, usage, calendar);
  return ok({
    account,
    before: linesOf(old),
    after: linesOf(now),
    differences: variance(old, now, { planned: usage, used: usage }),
  });
}

/** A draft as if it had always been in force: with the rules that hold when it begins. */
export function asIfAlways(draft: PriceBook, begins: number): PriceBook {
  const always = { validFrom: undefined, validTo: undefined };
  const holding = <T extends object>(list: readonly T[]): T[] =>
    list.filter((one) => isValidAt(one, begins)).map((one) => Object.assign({}, one, always));
  return {
    ...draft,
    effectiveFrom: undefined,
    effectiveTo: undefined,
    rules: holding(draft.rules),
    discounts: holding(draft.discounts),
  };
}

const LARGEST = 50;

/** The whole report over all customers. */
export function priceChange(
  currency: string,
  changes: readonly AccountChange[],
  unconcerned: readonly string[] = [],
): PriceChange {
  const before = changes.flatMap((change) => change.before).filter(isPriced);
  const after = changes.flatMap((change) => change.after).filter(isPriced);
  const by = (keyOf: (line: RatedLine) => string) => shiftsBy(before, after, keyOf);
  const rowsBy = (
    keyOf: (line: RatedLine) => string,
    titleOf: (line: RatedLine) => string,
  ): readonly ShiftRow[] =>
    [...by(keyOf)]
      .map(([id, { line, shift }]) => Object.assign({ id, title: titleOf(line) }, shift))
      .toSorted(byWeight);
  const used = by(({ account, environment, node, item, meter, category }) =>
    JSON.stringify([account, environment, node, item, meter, category]),
  );
  const rows = [...used.values()].map(
    ({ line: { account, environment, node, title }, shift }): UsageShift =>
      Object.assign({ account, environment, node, title }, shift),
  );
  return {
    currency,
    total: shiftOf(before, after),
    accounts: rowsBy(
      ({ account }) => account,
      ({ account }) => account,
    ),
    rules: rowsBy(ruleKey, ({ title }) => title),
    items: rowsBy(
      ({ item, meter }) => item || meter,
      ({ item, title }) => item || title,
    ),
    largest: rows
      .filter(({ difference }) => difference !== "0")
      .toSorted(byWeight)
      .slice(0, LARGEST),
    reasons: reasonsOf(changes.flatMap(({ differences }) => differences)),
    unpriced: [
      ...new Set(
        changes
          .flatMap((change) => change.after)
          .filter((line) => !isPriced(line))
          .map(({ item, meter }) => item || meter),
      ),
    ].toSorted(),
    unconcerned,
  };
}

/** Without the revision: the same rule in the draft has another one. */
function ruleKey({ rule, category }: RatedLine): string {
  return rule.id === "" ? category : rule.id;
}

interface LineShift {
  /** One of them, to name them by. */
  readonly line: RatedLine;
  readonly shift: Shift;
}

function shiftsBy(
  before: readonly RatedLine[],
  after: readonly RatedLine[],
  keyOf: (line: RatedLine) => string,
): ReadonlyMap<string, LineShift> {
  const [old, now] = [Map.groupBy(before, keyOf), Map.groupBy(after, keyOf)];
  const shifts = new Map<string, LineShift>();
  for (const key of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const [was, is] = [old.get(key) ?? [], now.get(key) ?? []];
    const [line] = [...is, ...was];
    if (line !== undefined) shifts.set(key, { line, shift: shiftOf(was, is) });
  }
  return shifts;
}

function shiftOf(old: readonly RatedLine[], now: readonly RatedLine[]): Shift {
  const [before, after] = [sumOf(old), sumOf(now)];
  return {
    before: decimalText(before),
    after: decimalText(after),
    difference: decimalText(after.minus(before)),
  };
}

function sumOf(lines: readonly RatedLine[]): Decimal {
  return lines.reduce((sum, { rounded }) => sum.plus(rounded), new Decimal(0));
}

function byWeight(a: Shift, b: Shift): number {
  return new Decimal(b.difference).abs().comparedTo(new Decimal(a.difference).abs());
}

function reasonsOf(differences: readonly Variance[]): PriceChange["reasons"] {
  const steps = differences.flatMap((one) => one.steps);
  return [...Map.groupBy(steps, ({ step }) => step)].flatMap(([step, own]) => {
    const sum = own.reduce((total, { amount }) => total.plus(amount), new Decimal(0));
    return sum.isZero() ? [] : [{ step, amount: decimalText(sum) }];
  });
}
