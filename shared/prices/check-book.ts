import { z } from "zod";
import { Decimal } from "../base/money.ts";
import { faultText, type Fault } from "../base/fault.ts";
import { itemName } from "../pricing/item-name.ts";
import { METERS } from "../kinds/component-kind.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { readYaml } from "../formats/yaml.ts";
import { bookSchema, type PriceBook } from "../pricing/engine/book.ts";
import { deepest, issueText, readBook } from "../pricing/engine/read.ts";
import { bookBySchema } from "../pricing/engine/spec-names.ts";
import { isUsage, type Pricing, type Rule } from "../pricing/engine/schema/rule.ts";
import { lineFinder, type BookPath } from "./book-text.ts";
import { billableUses, unpricedUses } from "./uses.ts";

/** Something wrong with a price book, or to think about, at its place in the text. */
export const bookFindingSchema = z.object({
  severity: z.enum(["error", "warning"]),
  /** Counted from 1; null where it is about the whole. */
  line: z.int().nullable(),
  /** Of the value, e.g. `rules.3.pricing.price`; empty where it is about the whole. */
  where: z.string(),
  message: z.string(),
});
export type BookFinding = z.infer<typeof bookFindingSchema>;

export interface CheckedBook {
  /** Null while there are errors. */
  readonly book: PriceBook | null;
  readonly findings: readonly BookFinding[];
}

/** So many of one sort are told; the first ones are enough to go on. */
const MOST = 100;

/**
 * Reads a book as it is being written: all that is wrong with it, and what of the catalogue it leaves out. `id` is the
 * book that it is meant as a revision of, where that is known.
 */
export function checkBook(
  text: string,
  catalogue: Catalogue,
  at: number,
  id?: string,
): CheckedBook {
  const read = readBook(text);
  const lineOf = lineFinder(text);
  if (read.ok)
    return {
      book: read.value,
      findings: [
        ...otherBook(read.value, id, lineOf),
        ...belowCost(read.value, lineOf),
        ...belowNothing(read.value, lineOf),
        ...forNothingKnown(read.value, catalogue, lineOf),
        ...leftOut(read.value, catalogue, at),
      ],
    };
  const findings = schemaFindings(text, lineOf);
  return { book: null, findings: findings.length > 0 ? findings : [ofFault(read.error, lineOf)] };
}

type LineOf = (path: BookPath) => number | null;

/** All that does not fit the schema, not only the first. */
function schemaFindings(text: string, lineOf: LineOf): readonly BookFinding[] {
  const value = readYaml(text);
  const parsed = value.ok ? bookSchema.safeParse(bookBySchema(value.value)) : undefined;
  return (parsed?.error?.issues ?? []).slice(0, MOST).map((issue) => {
    const found = deepest([issue]);
    return errorAt(found.path.map(pathPart), issueText(found), lineOf);
  });
}

function pathPart(part: PropertyKey): string | number {
  return typeof part === "number" ? part : String(part);
}

function errorAt(path: BookPath, message: string, lineOf: LineOf): BookFinding {
  return { severity: "error", line: lineOf(path), where: path.join("."), message };
}

function ofFault(fault: Fault, lineOf: LineOf): BookFinding {
  const { what, why, where = "" } = faultText(fault);
  const message = why ?? what;
  const line = /^line (\d+)/.exec(where)?.[1];
  if (line !== undefined) return { severity: "error", line: Number(line), where: "", message };
  // Ids hold dots, paths of this kind do not: what is not found is told without a line.
  const path = where.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return errorAt(path, message, lineOf);
}

/** A draft that would not become the next revision of its book. */
function otherBook(
  { id }: PriceBook,
  wanted: string | undefined,
  lineOf: LineOf,
): readonly BookFinding[] {
  if (wanted === undefined || id === wanted) return [];
  const message = `This is the draft of ${wanted}: published as ${id} it is another book, by which all are charged whose contract names none.`;
  return [{ severity: "warning", line: lineOf(["id"]), where: "id", message }];
}

/** Rules that charge less than what a unit costs. */
function belowCost(book: PriceBook, lineOf: LineOf): readonly BookFinding[] {
  return book.rules.flatMap((rule, at) => {
    if (!isUsage(rule) || rule.cost === undefined) return [];
    const { cost } = rule;
    const pricings = [rule.pricing, ...Object.values(rule.windows?.pricing ?? {})];
    const isBelow = pricings.some(
      (one) =>
        one !== undefined && unitPrices(one).some((price) => new Decimal(price).lessThan(cost)),
    );
    if (!isBelow) return [];
    const message = `${rule.title ?? rule.id} is sold for less than it costs (${cost} ${book.currency}).`;
    return [warningAt(at, message, lineOf)];
  });
}

/** Rules that pay whoever uses something. */
function belowNothing({ rules }: PriceBook, lineOf: LineOf): readonly BookFinding[] {
  return rules.flatMap((rule, at) =>
    allPrices(rule).some((price) => price.startsWith("-"))
      ? [
          warningAt(
            at,
            `${rule.title ?? rule.id} has a price below zero: whoever uses it is paid.`,
            lineOf,
          ),
        ]
      : [],
  );
}

function allPrices(rule: Rule): readonly string[] {
  if (rule.kind === "package" || rule.kind === "purchase") return [rule.price];
  const pricings = [
    rule.pricing,
    ...(isUsage(rule) ? Object.values(rule.windows?.pricing ?? {}) : []),
  ];
  return pricings.flatMap((pricing) => {
    if (pricing === undefined) return [];
    if (!("bands" in pricing)) return [pricing.price];
    return pricing.bands.flatMap((band) => ("unit" in band ? [band.unit, band.flat] : [band.flat]));
  });
}

/** Rules for items that the catalogue has not: nothing will ever be charged by them. */
function forNothingKnown(
  { rules }: PriceBook,
  catalogue: Catalogue,
  lineOf: LineOf,
): readonly BookFinding[] {
  const uses = Map.groupBy(billableUses(catalogue), ({ meter }): string => meter);
  return rules.flatMap((rule, at) => {
    const own = isUsage(rule) ? uses.get(rule.meter) : undefined;
    const { item = [] } = rule.match;
    if (own === undefined) return [];
    const known = new Set(own.map((use) => use.item).concat("*"));
    return [item]
      .flat()
      .filter((id) => !known.has(id))
      .map((id) =>
        warningAt(
          at,
          `${rule.title ?? rule.id} is for ${id}, which the catalogue has not.`,
          lineOf,
        ),
      );
  });
}

function warningAt(at: number, message: string, lineOf: LineOf): BookFinding {
  return { severity: "warning", line: lineOf(["rules", at]), where: `rules.${at}`, message };
}

function unitPrices(pricing: Pricing): readonly string[] {
  if (pricing.shape === "unit" || pricing.shape === "peak") return [pricing.price];
  if (pricing.shape === "graduated" || pricing.shape === "volume")
    return pricing.bands.filter(({ flat }) => flat === "0").map(({ unit }) => unit);
  return [];
}

/** What the catalogue offers and nothing in the book prices. */
function leftOut(book: PriceBook, catalogue: Catalogue, at: number): readonly BookFinding[] {
  return unpricedUses(book, catalogue, at)
    .slice(0, MOST)
    .map(({ meter, item }) => ({
      severity: "warning",
      line: null,
      where: "",
      message: `${itemName(catalogue, item)} has no price (${METERS[meter].title}).`,
    }));
}
