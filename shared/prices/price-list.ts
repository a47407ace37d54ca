import type { PriceBook } from "../pricing/engine/book.ts";
import { isUsage, type Pricing, type Rule, type UsageRule } from "../pricing/engine/schema/rule.ts";
import type { Selector } from "../pricing/engine/schema/values.ts";
import { meterUnit } from "../pricing/engine/meters.ts";
import { Decimal, decimalText } from "../base/money.ts";
import { meterTitle } from "../kinds/meter-title.ts";
import { isValidAt } from "./uses.ts";

/** One price of a row: in which rate window, up to which quantity. */
export interface ListedPrice {
  /** Empty where the price is the same at all times. */
  readonly window: string;
  /** In words where it is not each unit: `up to 1024 GiB`, `the pack of 100`; empty else. */
  readonly band: string;
  /** Of one unit; empty where there is only a fee. */
  readonly price: string;
  /** Once, as soon as the band is reached; empty where there is none. */
  readonly fee: string;
}

/** One line of a price list. */
export interface PriceRow {
  readonly rule: string;
  readonly title: string;
  /** Whom or what it is for beyond what the title says. */
  readonly only: readonly string[];
  /** The unit of the price, e.g. `GiB each month`. */
  readonly per: string;
  readonly prices: readonly ListedPrice[];
  /** What one unit costs the provider; empty where the book does not say. */
  readonly cost: string;
  /** Allowances, limits, validity: short sentences without a stop. */
  readonly notes: readonly string[];
}

export interface PriceSection {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly PriceRow[];
}

/**
 * The prices that hold at an instant, as a list for people: by meter, then fees, packages and purchases. The times
 * at which whole revisions begin and end are the caller's.
 */
export function priceList(book: PriceBook, at: number): readonly PriceSection[] {
  const valid = book.rules.filter((rule) => isValidAt(rule, at));
  const sections = [...Map.groupBy(valid, sectionOf)].map(([id, rules]) => ({
    id,
    title: sectionTitle(book, id),
    rows: rules.map((rule) => rowOf(book, rule)),
  }));
  return [...sections, ...declaredSection(book)];
}

/** What customers pay for being one, by what they say at sign-up that they will use. */
function declaredSection({ declaredFee }: PriceBook): readonly PriceSection[] {
  if (declaredFee === undefined) return [];
  const { tiers, cadence, due, basis } = declaredFee;
  const rows = tiers.map(({ meter, counts, bands }): PriceRow => ({
    rule: `declared ${meter}`,
    title: `By declared ${counts}`,
    only: [],
    per: `${basis}, ${CADENCES[cadence]}`,
    prices: bands.map(({ fee }, at) => ({
      ...NO_PRICE,
      band: bandWords(bands, at, "", ""),
      fee,
    })),
    cost: "",
    notes: [due === "advance" ? "in advance" : "in arrears", "agreed on at sign-up"],
  }));
  return [{ id: "declared", title: "Base fees by declared use", rows }];
}

function sectionOf(rule: Rule): string {
  return isUsage(rule) ? rule.meter : rule.kind;
}

const OTHER_SECTIONS: Readonly<Record<string, string>> = {
  base: "Base fees",
  package: "Packages",
  purchase: "To keep",
};

function sectionTitle(book: PriceBook, id: string): string {
  return OTHER_SECTIONS[id] ?? book.meters[id]?.title ?? meterTitle(id);
}

function rowOf(book: PriceBook, rule: Rule): PriceRow {
  return {
    rule: rule.id,
    title: rule.title ?? rule.id,
    only: conditionsOf(rule.match),
    per: perOf(book, rule),
    prices: pricesOf(book, rule),
    cost: rule.cost ?? "",
    notes: notesOf(book, rule),
  };
}

const FIELDS = {
  kind: "kind",
  node: "node",
  component: "component",
  environment: "environment",
  group: "group",
  user: "user",
  account: "customer",
  qosClass: "service class",
  usedBy: "used by",
} as const satisfies Partial<Record<keyof Selector, string>>;

/** The item is what the title names. */
function conditionsOf(match: Selector): readonly string[] {
  return Object.entries(FIELDS).flatMap(([field, name]) => {
    const value = match[field as keyof typeof FIELDS];
    return value === undefined || value === "*" ? [] : [`${name} ${[value].flat().join(", ")}`];
  });
}

function perOf(book: PriceBook, rule: Rule): string {
  switch (rule.kind) {
    case "usage":
    case "capacity": {
      const unit = unitOf(book, rule);
      if (rule.aggregation !== "time-integral") return unit;
      return rule.per === "once" ? `${unit}, once` : `${unit} each ${rule.per}`;
    }
    case "base":
      return `${rule.basis}, ${CADENCES[rule.cadence]}`;
    case "package":
      return CADENCES[rule.cadence];
    case "purchase":
      return rule.option === "buy" ? "once" : CADENCES[rule.cadence];
  }
}

const CADENCES = {
  once: "once",
  monthly: "each month",
  quarterly: "each quarter",
  annual: "each year",
} as const;

function unitOf(book: PriceBook, rule: UsageRule): string {
  return rule.unit ?? meterUnit(book, rule.meter) ?? "";
}

const NO_PRICE = { window: "", band: "", price: "", fee: "" } as const;

function pricesOf(book: PriceBook, rule: Rule): readonly ListedPrice[] {
  if (rule.kind === "package" || rule.kind === "purchase")
    return [{ ...NO_PRICE, price: rule.price }];
  if (rule.kind === "base") return bandsOf(rule.pricing, rule.basis);
  const unit = unitOf(book, rule);
  if (rule.windows !== undefined)
    return Object.entries(rule.windows.pricing).flatMap(([window, pricing]) =>
      bandsOf(pricing, unit, window),
    );
  if (rule.pricing !== undefined) return bandsOf(rule.pricing, unit);
  const share = new Decimal(rule.markup ?? 0).plus(100).dividedBy(100);
  return [{ ...NO_PRICE, price: decimalText(share.times(rule.cost ?? 0)) }];
}

function bandsOf(pricing: Pricing, unit: string, window = ""): readonly ListedPrice[] {
  const none = { ...NO_PRICE, window };
  switch (pricing.shape) {
    case "unit":
      return [{ ...none, price: pricing.price }];
    case "flat":
      return [{ ...none, band: "however much", fee: pricing.price }];
    case "package":
      return [
        {
          ...none,
          band: `each ${pricing.round === "down" ? "full " : ""}${pricing.size} ${unit}`,
          fee: pricing.price,
        },
      ];
    case "peak":
      return [{ ...none, band: "of the highest level", price: pricing.price }];
    case "stair-step":
      return pricing.bands.map(({ flat }, at) => ({
        ...none,
        band: bandWords(pricing.bands, at, unit, "in all"),
        fee: flat,
      }));
    case "graduated":
    case "volume":
      return pricing.bands.map(({ unit: price, flat }, at) => ({
        window,
        band: bandWords(pricing.bands, at, unit, pricing.shape === "volume" ? "in all" : ""),
        price,
        fee: flat === "0" ? "" : flat,
      }));
  }
}

/** `up to 100 GiB`, `100 to 500 GiB`, `from 500 GiB`; `in all` where the total's band holds for all of it. */
function bandWords(
  bands: readonly { readonly upTo?: string | undefined }[],
  at: number,
  unit: string,
  all: string,
): string {
  const [from, to] = [bands[at - 1]?.upTo, bands[at]?.upTo];
  if (from === undefined && to === undefined) return "";
  const range =
    to === undefined ? `from ${from}` : from === undefined ? `up to ${to}` : `${from} to ${to}`;
  return [range, unit, all].filter((part) => part !== "").join(" ");
}

function notesOf(book: PriceBook, rule: Rule): readonly string[] {
  const { validFrom, validTo } = rule;
  const notes = [
    validFrom === undefined ? "" : `from ${validFrom}`,
    validTo === undefined ? "" : `until ${validTo}`,
  ];
  if (isUsage(rule)) {
    const { allowance, minimum, maximum, accumulator } = rule;
    const each = `each ${accumulator.period} and ${accumulator.scope}`;
    const money = (amount: string): string => `${amount} ${book.currency}`;
    notes.push(
      allowance === undefined ? "" : `${allowance} ${unitOf(book, rule)} free ${each}`,
      minimum === undefined ? "" : `at least ${money(minimum)} ${each}`,
      maximum === undefined ? "" : `at most ${money(maximum)} ${each}`,
    );
  }
  if (rule.kind === "base") notes.push(rule.due === "advance" ? "in advance" : "in arrears");
  if (rule.kind === "purchase" && rule.creditPercent !== "0")
    notes.push(`less ${rule.creditPercent} % of what was paid for using it`);
  return notes.filter((note) => note !== "");
}
