import { Document, isAlias, isCollection, isNode, LineCounter, parseDocument, visit } from "yaml";
import { sameJson } from "../design/same-json.ts";
import { openYaml, printLike } from "../formats/yaml-document.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { discountSchema, qosTermSchema } from "../pricing/engine/schema/discount.ts";
import { ruleSchema, type Rule } from "../pricing/engine/schema/rule.ts";
import { settingsSchema } from "../pricing/engine/schema/settings.ts";

/** Where something of a book stands: `["rules", 3, "pricing", "price"]`. */
export type BookPath = readonly (string | number)[];

/** A book as YAML that people read and edit: what has its usual value is left out, short things take one line. */
export function printBook(book: PriceBook): string {
  const document = new Document(withoutDefaults(book));
  visit(document, {
    Collection: (_, node, path) => {
      const short = path.length > 1 && JSON.stringify(node.toJS(document)).length < FLOW_LENGTH;
      if (short) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const FLOW_LENGTH = 76;

/**
 * The text with one value exchanged, added or (undefined) taken out; all else stands as it did, comments too.
 * Nothing where the text is no YAML, or the place is behind an alias: what that means would change elsewhere.
 */
export function editBookText(text: string, path: BookPath, value: unknown): string | undefined {
  const document = openYaml(text)?.document;
  if (document === undefined) return undefined;
  for (let length = 0; length < path.length; length++)
    if (isAlias(document.getIn(path.slice(0, length), true))) return undefined;
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  return printLike(document, text, "rules");
}

/** Says on which line of a text, counted from 1, a place or what is nearest around it begins. */
export function lineFinder(text: string): (path: BookPath) => number | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const start = startOf(document, path.slice(0, length));
      if (start !== undefined) return lines.linePos(start).line;
    }
    return null;
  };
}

/** Of a pair it is where its key stands. */
function startOf(document: Document.Parsed, path: BookPath): number | undefined {
  const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isCollection(around)) return undefined;
  const last = path.at(-1);
  for (const item of around.items) {
    const key = "key" in (item as object) ? (item as { readonly key: unknown }).key : undefined;
    if (isNode(key) && String(key) === String(last)) return key.range?.[0];
  }
  const node = around.get(last, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

const BARE = {
  usage: { meter: "instance" },
  capacity: { meter: "instance" },
  base: { basis: "account", cadence: "once", pricing: { shape: "flat", price: "0" } },
  package: { cadence: "once", price: "0" },
  purchase: { option: "buy", price: "0" },
} as const satisfies Record<Rule["kind"], object>;

/** What says what a rule is about comes first, its prices after it; the rest is in between, in its own order. */
function place(key: string): number {
  const [first, last] = [FIRST.indexOf(key), LAST.indexOf(key)];
  return first === -1 ? FIRST.length + last + 1 : first;
}

const FIRST = ["id", "title", "kind", "basis", "option", "meter", "match", "cadence", "per"];
const LAST = ["cost", "price", "pricing", "windows"];

/** Fields that a rule must have are kept whatever they are. */
function ruleWithoutDefaults(rule: Rule): object {
  const bare = BARE[rule.kind];
  const usual: object = ruleSchema.parse({ id: rule.id, kind: rule.kind, ...bare });
  const kept = unlike(rule, usual, { id: "", kind: "", ...bare });
  const sorted = Object.entries(kept).toSorted(([a], [b]) => place(a) - place(b));
  return withPlainBands(Object.fromEntries(sorted));
}

/** A band that has a price for each unit and no fee, or the other way, says one of them. */
function withPlainBands(value: unknown): object {
  const plain: unknown = JSON.parse(JSON.stringify(value), (_, one: unknown) => {
    if (typeof one !== "object" || one === null || !("bands" in one)) return one;
    if ("shape" in one && one.shape === "stair-step") return one;
    const bands = one.bands as readonly { readonly unit: string; readonly flat: string }[];
    return {
      ...one,
      bands: bands.map((band) =>
        Object.fromEntries(
          Object.entries(band).filter(([key, own]) => key === "upTo" || own !== "0"),
        ),
      ),
    };
  });
  return plain as object;
}

const BARE_DISCOUNT = { id: "none", trigger: "manual", percent: "0" } as const;
const BARE_TERM = {
  id: "none",
  metric: "none",
  target: "0",
  bands: [{ below: "0", percent: "0" }],
};

/** What is not as usual, and all that has no usual value. */
function unlike(one: object, usual: object, needed: object): object {
  return Object.fromEntries(
    Object.entries(one).filter(
      ([key, value]) => key in needed || !sameJson(value, Reflect.get(usual, key)),
    ),
  );
}

const NONE = new Set(["[]", "{}"]);

function withoutDefaults(book: PriceBook): object {
  const usual = settingsSchema.parse({});
  const settings = Object.entries(book.settings).filter(
    ([key, value]) => !sameJson(value, Reflect.get(usual, key)),
  );
  const windowSets = book.windowSets.map(({ holiday, ...set }) =>
    holiday === set.default ? set : { ...set, holiday },
  );
  const [discount, term] = [discountSchema.parse(BARE_DISCOUNT), qosTermSchema.parse(BARE_TERM)];
  const whole = {
    ...book,
    settings: Object.fromEntries(settings),
    windowSets,
    rules: book.rules.map(ruleWithoutDefaults),
    discounts: book.discounts.map((one) => unlike(one, discount, BARE_DISCOUNT)),
    qosTerms: book.qosTerms.map((one) => unlike(one, term, BARE_TERM)),
  };
  // A book without rules still says so.
  const kept = Object.entries(whole).filter(
    ([key, value]) => key === "rules" || (value !== undefined && !NONE.has(JSON.stringify(value))),
  );
  return Object.fromEntries(kept);
}
