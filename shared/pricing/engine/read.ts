import { z } from "zod";
import { fault } from "../../base/fault.ts";
import { Decimal, decimalText } from "../../base/money.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { parseJson } from "../../design/json-text.ts";
import { readYaml } from "../../formats/yaml.ts";
import { contradictionIn } from "./book-check.ts";
import { rateCardSchema } from "./rate-card.ts";
import { bookSchema, type PriceBook } from "./book.ts";
import { contractSchema, type Contract } from "./contract.ts";
import { bookOfRateCard } from "./of-rate-card.ts";
import { isConvertible } from "./meter-units.ts";
import { meterUnit } from "./meters.ts";
import type { Pricing } from "./schema/rule.ts";
import { isWithinLife } from "./schema/values.ts";
import { segmentSchema, segmentsSchema, type Segment } from "./segments.ts";
import { bookBySchema, contractBySchema, placeOf, segmentsBySchema } from "./spec-names.ts";

/**
 * Reads a price book from YAML or JSON; a rate card is one too. Nothing is guessed: a key that nobody knows, a number
 * that a float may have changed, two rules for the same thing and a band without an end are refused, with the place.
 */
export function readBook(text: string): Result<PriceBook> {
  const read = readText(text);
  if (!read.ok) return read;
  const card = cardMark.safeParse(read.value);
  if (card.success) return mapped(parseAs(read.value, rateCardSchema, CODE), bookOfRateCard);
  const parsed = parseAs(bookBySchema(read.value), bookSchema, CODE);
  if (!parsed.ok) return parsed;
  const book = withCumulativeBands(parsed.value);
  const contradiction = contradictionIn(book);
  return contradiction === null ? ok(book) : err(contradiction);
}

const CODE = "price-book-invalid";
const cardMark = z.looseObject({ format: z.literal("labwright-rate-card") });

function mapped<T, U>(read: Result<T>, make: (value: T) => U): Result<U> {
  return read.ok ? ok(make(read.value)) : read;
}

/** Reads a contract from YAML or JSON. */
export function readContract(text: string): Result<Contract> {
  const file = readText(text);
  if (!file.ok) return file;
  const read = parseAs(contractBySchema(file.value), contractSchema, "contract-invalid");
  if (!read.ok) return read;
  const { start, end } = read.value;
  if (end === undefined) return read;
  if (Date.parse(start) >= Date.parse(end))
    return err(fault("contract-invalid", { detail: "It ends before it starts." }, "end"));
  const detail = "It lasts more than 100 years: leave the end out of one that goes on.";
  return isWithinLife(start, end) ? read : err(fault("contract-invalid", { detail }, "end"));
}

/** Reads usage from YAML or JSON, and checks that the book's meters can count it. */
export function readSegments(text: string, book: PriceBook): Result<readonly Segment[]> {
  const file = readText(text);
  if (!file.ok) return file;
  const read = parseAs(segmentsBySchema(file.value), fileSchema, "segments-invalid");
  if (!read.ok) return read;
  const segments = Array.isArray(read.value) ? read.value : read.value.segments;
  const known = new Map<string, Segment>();
  for (const [at, segment] of segments.entries()) {
    const where = `segments.${at}`;
    const { id, unit, meter } = segment;
    const own = meterUnit(book, meter);
    if (unit !== undefined && own !== undefined && !isConvertible(unit, own))
      return refuse(
        `${where}.unit`,
        `${meter} counts ${own}, which ${unit} cannot be turned into.`,
      );
    const before = id === undefined ? undefined : known.get(id);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(segment))
      return refuse(`${where}.id`, `Two different reports have the id ${id}.`);
    if (id !== undefined) known.set(id, segment);
  }
  return ok(segments);
}

/** A file may be the bare list. */
const fileSchema = z.union([segmentsSchema, z.array(segmentSchema)]);

function refuse(where: string, detail: string): Result<never> {
  return err(fault("segments-invalid", { detail }, where));
}

type Code = "price-book-invalid" | "contract-invalid" | "segments-invalid" | "usage-invalid";

/** YAML may begin like JSON, too; what is neither is told as what it looks like. */
function readText(text: string): Result<unknown> {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (!/^\s*[{[]/.test(plain)) return readYaml(plain);
  const json = parseJson(plain);
  const yaml = json.ok ? json : readYaml(plain);
  return yaml.ok ? yaml : json;
}

/** Reads a document from YAML or JSON, and checks it by a schema. */
export function readAs<S extends z.ZodType>(
  text: string,
  schema: S,
  code: Code,
): Result<z.output<S>> {
  const read = readText(text);
  return read.ok ? parseAs(read.value, schema, code) : read;
}

function parseAs<S extends z.ZodType>(value: unknown, schema: S, code: Code): Result<z.output<S>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = deepest(parsed.error.issues);
  const where = issue.path.map(String).join(".");
  return err(fault(code, { detail: issueText(issue) }, where === "" ? "the file" : where));
}

interface Issue extends Pick<z.core.$ZodIssue, "message" | "path" | "code"> {
  /** Of fields that nobody knows: their names. */
  readonly keys?: readonly string[];
}

/** The issue that says most: of a union, that of the member which came farthest. */
export function deepest(issues: readonly z.core.$ZodIssue[]): Issue {
  const first = misnamed(issues) ?? issues[0];
  if (first === undefined) return { message: "Invalid", path: [], code: "custom" };
  const inner =
    first.code === "invalid_union" ? first.errors.filter((list) => list.length > 0) : [];
  const best = inner.map(deepest).toSorted(bySense)[0];
  return best === undefined ? first : { ...best, path: [...first.path, ...best.path] };
}

/** A field that nobody knows, beside one that is missing: the missing one is most often it, by another name. */
function misnamed(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  const [first] = issues;
  if (first?.code !== "invalid_type" || !first.message.endsWith("received undefined"))
    return undefined;
  const owner = first.path.slice(0, -1).join(".");
  return issues.find(({ code, path }) => code === "unrecognized_keys" && path.join(".") === owner);
}

const SORTS: Readonly<Record<string, string>> = {
  object: "a map of names and values",
  array: "a list",
  string: "text",
  number: "a number",
  boolean: "true or false",
};

/** What is wrong, in words of the file rather than of the schema. */
export function issueText({
  message,
  path,
  keys,
}: Pick<Issue, "message" | "path" | "keys">): string {
  if (keys !== undefined) return keys.map((key) => unknownText(key, path)).join(" ");
  const [, expected = "", received = ""] =
    /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  const wanted = SORTS[expected];
  const name = path.findLast((part) => typeof part === "string");
  if (wanted === undefined) return `${message}.`;
  if (received === "undefined")
    return name === undefined ? `It is empty: ${wanted} is needed.` : `${name} is missing.`;
  return `${name ?? "The file"} has to be ${wanted}, not ${SORTS[received] ?? received}.`;
}

function unknownText(field: string, path: readonly PropertyKey[]): string {
  const place = placeOf(field, path);
  return `Nothing here is called ${field}${place === undefined ? "" : `: write it as ${place}`}.`;
}

/** Deeper ones first, and those that say more than another type. */
function bySense(a: Issue, b: Issue): number {
  const type = ({ code }: Issue): number => Number(code === "invalid_type");
  return b.path.length - a.path.length || type(a) - type(b);
}

/** Bands are kept by their totals, however they were given. */
function withCumulativeBands(book: PriceBook): PriceBook {
  if (book.settings.bandLimits === "cumulative") return book;
  const rules = book.rules.map((rule): PriceBook["rules"][number] => {
    if (rule.kind === "package" || rule.kind === "purchase") return rule;
    if (rule.kind === "base") return { ...rule, pricing: cumulative(rule.pricing) };
    const pricing = rule.pricing && cumulative(rule.pricing);
    const windows = rule.windows && {
      ...rule.windows,
      pricing: Object.fromEntries(
        Object.entries(rule.windows.pricing).map(([name, one]) => [name, cumulative(one)]),
      ),
    };
    return { ...rule, pricing, windows };
  });
  return { ...book, rules, settings: { ...book.settings, bandLimits: "cumulative" } };
}

function cumulative(pricing: Pricing): Pricing {
  if (!("bands" in pricing)) return pricing;
  let reached = new Decimal(0);
  const summed = (upTo: string | undefined): string | undefined => {
    if (upTo === undefined) return undefined;
    reached = reached.plus(upTo);
    return decimalText(reached);
  };
  return pricing.shape === "stair-step"
    ? { ...pricing, bands: pricing.bands.map((band) => ({ ...band, upTo: summed(band.upTo) })) }
    : { ...pricing, bands: pricing.bands.map((band) => ({ ...band, upTo: summed(band.upTo) })) };
}
