import type { PriceBook } from "../book.ts";
import type { Rule } from "../schema/rule.ts";
import { fits, specificity } from "../select.ts";
import type { Use } from "../usage.ts";
import { isDueUnused } from "./due-unused.ts";

/** The kind of the segments that say that a group was there. */
export const GROUP_KIND = "group";

/** Which rules of a book price a use, and when. */
export interface Tariff {
  /** All that may, at any time. */
  rulesFor(use: Use): readonly Rule[];
  /** Whether the rule prices the use at an instant: it is valid then, and no narrower rule is. */
  holds(rule: Rule, use: Use, at: number): boolean;
  /** Where `holds` may change. */
  edges(rule: Rule, use: Use): readonly number[];
  /** Whether it may charge something without any usage. */
  isDueUnused(rule: Rule): boolean;
}

// Books never change.
const tariffs = new WeakMap<PriceBook, Tariff>();

/** A narrower rule takes the place of wider ones of its family, as long as it is valid. */
export function tariffOf(book: PriceBook): Tariff {
  let tariff = tariffs.get(book);
  if (tariff === undefined) tariffs.set(book, (tariff = newTariff(book)));
  return tariff;
}

function newTariff(book: PriceBook): Tariff {
  const own: Span = spanOf(book.effectiveFrom, book.effectiveTo);
  const spans = new Map(
    book.rules.map((rule) => [rule, within(spanOf(rule.validFrom, rule.validTo), own)]),
  );
  const validAt = (rule: Rule, at: number): boolean => {
    const { from, to } = spans.get(rule) ?? ALWAYS;
    return from <= at && at < to;
  };
  const byMeter = Map.groupBy(book.rules, meterOf);
  const families = Map.groupBy(book.rules, familyOf);
  const narrowness = new Map(book.rules.map((rule) => [rule, specificity(rule.match)]));
  const narrower = new Map(
    book.rules.map((rule) => [
      rule,
      (families.get(familyOf(rule)) ?? []).filter(
        (other) => (narrowness.get(other) ?? 0) > (narrowness.get(rule) ?? 0),
      ),
    ]),
  );
  const fitting = memoised((rule, use) =>
    (narrower.get(rule) ?? []).filter((other) => fits(other.match, use)),
  );
  const rivals = (rule: Rule, use: Use): readonly Rule[] =>
    narrower.get(rule)?.length === 0 ? NOBODY : fitting(rule, use);
  const dueUnused = new Set(book.rules.filter((rule) => isDueUnused(book, rule)));
  const found = new WeakMap<Use, readonly Rule[]>();
  const rulesFor = (use: Use): readonly Rule[] =>
    (byMeter.get(use.meter) ?? []).filter(
      (rule) =>
        concerns(rule, use) &&
        fits(rule.match, use) &&
        !rivals(rule, use).some((other) => isAlways(spans, other)),
    );
  const ownEdges = new Map(
    book.rules.map((rule) => {
      const { from, to } = spans.get(rule) ?? ALWAYS;
      return [rule, [from, to].filter(Number.isFinite)];
    }),
  );
  const edgesOf = (rule: Rule): readonly number[] => ownEdges.get(rule) ?? [];
  return {
    rulesFor: (use) => {
      let rules = found.get(use);
      if (rules === undefined) found.set(use, (rules = rulesFor(use)));
      return rules;
    },
    holds: (rule, use, at) =>
      validAt(rule, at) && !rivals(rule, use).some((other) => validAt(other, at)),
    edges: (rule, use) => {
      const others = rivals(rule, use);
      return others.length === 0 ? edgesOf(rule) : [rule, ...others].flatMap(edgesOf);
    },
    isDueUnused: (rule) => dueUnused.has(rule),
  };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const NOBODY: readonly Rule[] = [];
const ALWAYS: Span = { from: -Infinity, to: Infinity };

function spanOf(from: string | undefined, to: string | undefined): Span {
  return {
    from: from === undefined ? -Infinity : Date.parse(from),
    to: to === undefined ? Infinity : Date.parse(to),
  };
}

function within(a: Span, b: Span): Span {
  return { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
}

function isAlways(spans: ReadonlyMap<Rule, Span>, rule: Rule): boolean {
  const { from, to } = spans.get(rule) ?? ALWAYS;
  return from === -Infinity && to === Infinity;
}

function memoised(
  make: (rule: Rule, use: Use) => readonly Rule[],
): (rule: Rule, use: Use) => readonly Rule[] {
  const known = new Map<Rule, WeakMap<Use, readonly Rule[]>>();
  return (rule, use) => {
    let byUse = known.get(rule);
    if (byUse === undefined) known.set(rule, (byUse = new WeakMap()));
    let found = byUse.get(use);
    if (found === undefined) byUse.set(use, (found = make(rule, use)));
    return found;
  };
}

/** That a group is there is what fees by group count, and nothing else does: a group is neither copy nor component. */
function concerns(rule: Rule, { kind, meter }: Use): boolean {
  if (kind !== GROUP_KIND || meter !== "presence") return true;
  return rule.kind === "base" && rule.basis === "group";
}

/** The meter whose segments a rule prices; none for what does not come from segments. */
export function meterOf(rule: Rule): string | undefined {
  if (rule.kind === "purchase") return undefined;
  if (rule.kind === "base" && rule.basis === "account") return undefined;
  return rule.meter;
}

/** Rules of one family are about the same thing: an item's own prices stand instead of those for any item. */
function familyOf(rule: Rule): string {
  if (rule.kind === "base") return `base ${rule.basis} ${rule.cadence} ${rule.meter}`;
  if (rule.kind === "purchase") return `purchase ${rule.option}`;
  return `${rule.kind} ${rule.meter}`;
}
