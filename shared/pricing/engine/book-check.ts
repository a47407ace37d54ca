import { fault, type Fault } from "../../base/fault.ts";
import type { PriceBook } from "./book.ts";
import { isConvertible } from "./meter-units.ts";
import { meterUnit } from "./meters.ts";
import type { Rule } from "./schema/rule.ts";
import { dayNumber, type WindowRule, type WindowSet } from "./schema/window-set.ts";
import { intersects, specificity } from "./select.ts";
import { meterOf } from "./steps/tariff.ts";

/** The first thing in a book that contradicts something else in it, or null. Each says both places. */
export function contradictionIn(book: PriceBook): Fault | null {
  const twice = namedTwice(book);
  if (twice !== undefined)
    return wrong(`${twice.what}.${twice.id}`, `Two ${twice.what} have the id ${twice.id}.`);
  return (
    first(book.rules, (rule, at) => ruleFault(book, rule, `rules.${at}`)) ??
    first(book.declaredFee?.tiers ?? [], (tier, at) =>
      bandFault(tier, `by declared ${tier.meter}`, `declaredFee.tiers.${at}`),
    ) ??
    first(book.windowSets, (set, at) => windowFault(set, `windowSets.${at}`)) ??
    overlapIn(book.rules)
  );
}

interface Named {
  readonly id: string;
  readonly what: string;
}

/** In a book that was put together of revisions, each of them has rules and discounts of its own by the same ids. */
function namedTwice(book: PriceBook): Named | undefined {
  const isJoined = book.rules.some(({ revision }) => revision !== undefined);
  const seen = new Set<string>();
  const names: readonly (Named & { readonly part?: string | number | undefined })[] = [
    ...book.rules.map(({ id, revision }) => ({ id, what: "rules", part: revision })),
    ...book.discounts.map(({ id, validFrom }) => ({
      id,
      what: "discounts",
      part: isJoined ? validFrom : undefined,
    })),
    ...book.qosTerms.map(({ id }) => ({ id, what: "qosTerms" })),
    ...book.windowSets.map(({ id }) => ({ id, what: "windowSets" })),
  ];
  return names.find(({ id, what, part = "" }) => {
    const name = `${what} ${part} ${id}`;
    return seen.has(name) || (seen.add(name), false);
  });
}

function first<T>(list: readonly T[], check: (one: T, at: number) => Fault | null): Fault | null {
  for (const [at, one] of list.entries()) {
    const found = check(one, at);
    if (found !== null) return found;
  }
  return null;
}

function wrong(where: string, detail: string): Fault {
  return fault("price-book-invalid", { detail }, where);
}

function ruleFault(book: PriceBook, rule: Rule, where: string): Fault | null {
  const meter = meterOf(rule);
  const unit = meter === undefined ? "" : meterUnit(book, meter);
  if (unit === undefined)
    return wrong(
      `${where}.meter`,
      `Rule ${rule.id} is for the meter ${meter}, which is neither Labwright's nor in meters.`,
    );
  if (!isRising(rule.validFrom, rule.validTo))
    return wrong(`${where}.validTo`, `Rule ${rule.id} ends before it begins.`);
  if (rule.kind === "base") return bandFault(rule.pricing, rule.id, `${where}.pricing`);
  if (rule.kind === "package" || rule.kind === "purchase") return null;
  if (rule.unit !== undefined && !isConvertible(unit, rule.unit))
    return wrong(
      `${where}.unit`,
      `Rule ${rule.id} prices ${rule.unit}, but its meter counts ${unit}.`,
    );
  const ways = [rule.pricing, rule.windows, rule.markup].filter((way) => way !== undefined).length;
  if (ways !== 1)
    return wrong(
      where,
      `Rule ${rule.id} needs one of pricing, windows and markup, and has ${ways} of them.`,
    );
  if (rule.markup !== undefined && rule.cost === undefined)
    return wrong(`${where}.markup`, `Rule ${rule.id} marks up a cost that it does not say.`);
  return (
    (rule.pricing === undefined ? null : bandFault(rule.pricing, rule.id, `${where}.pricing`)) ??
    windowPricingFault(book, rule, where)
  );
}

function windowPricingFault(
  book: PriceBook,
  { id, windows }: Extract<Rule, { kind: "usage" | "capacity" }>,
  where: string,
): Fault | null {
  if (windows === undefined) return null;
  const set = book.windowSets.find((one) => one.id === windows.set);
  if (set === undefined)
    return wrong(
      `${where}.windows.set`,
      `Rule ${id} names the window set ${windows.set}, which the book has not.`,
    );
  const names = new Set([set.default, set.holiday, ...set.windows.map(({ window }) => window)]);
  const missing = [...names].find((name) => !Object.hasOwn(windows.pricing, name));
  if (missing !== undefined)
    return wrong(
      `${where}.windows.pricing`,
      `Rule ${id} has no price for the window ${missing} of ${set.id}.`,
    );
  const unknown = Object.keys(windows.pricing).find((name) => !names.has(name));
  if (unknown !== undefined)
    return wrong(
      `${where}.windows.pricing.${unknown}`,
      `Rule ${id} prices the window ${unknown}, which ${set.id} has not.`,
    );
  return first(Object.entries(windows.pricing), ([name, pricing]) =>
    bandFault(pricing, id, `${where}.windows.pricing.${name}`),
  );
}

/** Bands rise, and the last has no end. */
function bandFault(pricing: object, id: string, where: string): Fault | null {
  if (!("bands" in pricing)) return null;
  const bands = pricing.bands as readonly { readonly upTo?: string }[];
  return first(bands, ({ upTo }, at) => {
    const place = `${where}.bands.${at}.upTo`;
    const isLast = at === bands.length - 1;
    if (isLast && upTo !== undefined)
      return wrong(
        place,
        `The last band of rule ${id} must have no upTo, or what is beyond it has no price.`,
      );
    if (!isLast && upTo === undefined)
      return wrong(place, `A band of rule ${id} has no upTo, but there are bands after it.`);
    const before = bands[at - 1]?.upTo;
    if (upTo === undefined || Number(upTo) > Number(before ?? 0)) return null;
    return wrong(place, `The bands of rule ${id} do not rise: ${upTo} after ${before ?? 0}.`);
  });
}

/** Two rules that would both charge the same usage at the same time. */
function overlapIn(rules: readonly Rule[]): Fault | null {
  const before = new Map<string, Timed[]>();
  for (const [at, rule] of rules.entries()) {
    const timed = timedOf(rule);
    const rivals = before.get(timed.slot) ?? [];
    const other = rivals.find((one) => overlap(one, timed))?.rule;
    before.set(timed.slot, rivals);
    rivals.push(timed);
    if (other === undefined) continue;
    const when = [other, rule].map(span).join(" and ");
    return wrong(
      `rules.${at}`,
      `The rules ${other.id} and ${rule.id} would both charge the same usage (${when}). Narrow one of them down, or end the first where the second begins.`,
    );
  }
  return null;
}

/** A rule with what is compared with all others of a book: revisions that were put together have thousands. */
interface Timed {
  readonly rule: Rule;
  readonly slot: string;
  readonly from: number;
  readonly to: number;
}

function timedOf(rule: Rule): Timed {
  const { validFrom, validTo, match } = rule;
  return {
    rule,
    slot: `${specificity(match)} ${slot(rule)}`,
    from: validFrom === undefined ? -Infinity : Date.parse(validFrom),
    to: validTo === undefined ? Infinity : Date.parse(validTo),
  };
}

/** Of two in the same slot. */
function overlap(a: Timed, b: Timed): boolean {
  return a.from < b.to && b.from < a.to && intersects(a.rule.match, b.rule.match);
}

/** Rules of different slots charge different things about the same usage: the hour and the purchase, say. */
function slot(rule: Rule): string {
  switch (rule.kind) {
    case "usage":
    case "capacity":
      return `${rule.kind} ${rule.meter} ${rule.aggregation} ${rule.per}`;
    case "base":
      // Several fees for one account are the usual thing, as long as each has a name.
      return `base ${rule.id}`;
    case "package":
      return `package ${rule.meter} ${rule.cadence}`;
    case "purchase":
      return `purchase ${rule.option}`;
  }
}

function span({ validFrom, validTo }: Rule): string {
  if (validFrom === undefined && validTo === undefined) return "at all times";
  return `${validFrom ?? "ever"} to ${validTo ?? "ever"}`;
}

function isRising(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined || Date.parse(from) < Date.parse(to);
}

/** Two windows that would be at the same time of the week. */
function windowFault({ id, windows }: WindowSet, where: string): Fault | null {
  return first(windows, (one, at) => {
    const other = windows.slice(0, at).find((two) => two.window !== one.window && meet(one, two));
    if (other === undefined) return null;
    return wrong(
      `${where}.windows.${at}`,
      `In the window set ${id}, ${other.window} (${other.from}–${other.to}) and ${one.window} (${one.from}–${one.to}) overlap.`,
    );
  });
}

const WEEK = 7 * 1440;

function meet(a: WindowRule, b: WindowRule): boolean {
  return minutes(a).some((one) =>
    minutes(b).some((two) =>
      [-WEEK, 0, WEEK].some((shift) => one.start < two.end + shift && two.start + shift < one.end),
    ),
  );
}

/** Minutes of the week, counted from Monday. */
function minutes({ days, from, to }: WindowRule): readonly { start: number; end: number }[] {
  const [start, end] = [from, to].map(
    (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
  );
  return days.map((day) => {
    const begin = (dayNumber(day) - 1) * 1440;
    const wraps = (end ?? 0) <= (start ?? 0);
    return { start: begin + (start ?? 0), end: begin + (end ?? 0) + (wraps ? 1440 : 0) };
  });
}
