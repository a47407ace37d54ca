import { isFields, type Fields } from "../../formats/values.ts";

// BILLING.md names some things otherwise than the schemas. Who writes files with only that at hand is understood where
// it is another name for the same, and told where it is where it belongs somewhere else.

/** What a thing's fields are called there and here, and their values. */
interface Names {
  readonly fields: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const RULE: Names = {
  fields: { meterId: "meter", target: "match", min: "minimum", max: "maximum" },
  values: {
    basis: {
      perAccount: "account",
      perUser: "user",
      perComponent: "component",
      perGroup: "group",
    },
    aggregation: { timeIntegral: "time-integral" },
    cadence: { oneTime: "once" },
  },
};
const DISCOUNT: Names = {
  fields: { similarityKey: "similarBy" },
  values: { trigger: { groupSize: "group-size", similarNth: "similar-nth" } },
};
const WAY: Names = {
  fields: { n: "count" },
  values: { scheme: { perUse: "pay-per-use", installment: "instalment" } },
};
const SEGMENT: Names = {
  fields: { nodeId: "node", groupIds: "groups", meterId: "meter" },
  values: {},
};

/** A price book's fields by the schema's names; its `version` is the revision, that of the format is 1. */
export function bookBySchema(file: unknown): unknown {
  if (!isFields(file)) return file;
  const { version, ...rest } = file;
  const isRevision = version !== undefined && version !== 1 && !Object.hasOwn(file, "revision");
  return {
    ...(isRevision ? { ...rest, revision: version } : file),
    ...each(file, "rules", ruleBySchema),
    ...each(file, "discounts", (one) => renamed(one, DISCOUNT)),
  };
}

/** The same of a contract. */
export function contractBySchema(file: unknown): unknown {
  if (!isFields(file)) return file;
  return {
    ...file,
    ...each(file, "overrides", ruleBySchema),
    ...each(file, "collection", (one) => renamed(one, WAY)),
  };
}

/** The same of usage: a list, or a file that holds one. */
export function segmentsBySchema(file: unknown): unknown {
  const own = (one: unknown): unknown => renamed(one, SEGMENT);
  if (Array.isArray(file)) return file.map(own);
  return isFields(file) ? { ...file, ...each(file, "segments", own) } : file;
}

/** Where a field belongs that is not called so at a place of a file; nothing for one that nobody knows. */
export function placeOf(field: string, path: readonly PropertyKey[]): string | undefined {
  const list = path.findLast((part) => typeof part === "string") ?? "";
  const known = typeof path.at(-1) === "number" ? ELSEWHERE[list] : CONTRACT;
  return known !== undefined && Object.hasOwn(known, field) ? known[field] : undefined;
}

type Places = Readonly<Record<string, string>>;

const OF_RULE: Places = {
  shape: "pricing: { shape, … }",
  bands: "pricing: { shape, bands }",
  price: "pricing: { shape, price }",
  rateWindowSet: "windows: { set, pricing: { peak: …, … } }",
  qosClass: "match: { qosClass }",
  proration: "settings: { dayCount, prorationOf }",
  quantum: "settings: { quantum: { rule, minimumSeconds } }",
  advance: "due: advance",
  arrears: "due: arrears",
};
const OF_BAND: Places = {
  price: "unit: for each unit, or flat: once",
  to: "upTo",
  from: "the upTo of the band before",
};
const OF_SEGMENT: Places = {
  interval: "start and end",
  from: "start",
  to: "end",
  ordinal: "instance",
};
const CONTRACT: Places = { anchor: "anchorDay and anchorMonth" };

/** By the list that the thing is in; segments may be the file itself. */
const ELSEWHERE: Readonly<Record<string, Places | undefined>> = {
  rules: OF_RULE,
  overrides: OF_RULE,
  bands: OF_BAND,
  segments: OF_SEGMENT,
  "": OF_SEGMENT,
};

function ruleBySchema(rule: unknown): unknown {
  const named = renamed(rule, RULE);
  if (!isFields(named)) return named;
  return Object.hasOwn(named, "pricing") ? { ...named, pricing: openEnded(named.pricing) } : named;
}

/** A last band up to null goes on without end, as where it says nothing. */
function openEnded(pricing: unknown): unknown {
  if (!isFields(pricing)) return pricing;
  return {
    ...pricing,
    ...each(pricing, "bands", (band) => {
      if (!isFields(band) || band.upTo !== null) return band;
      const { upTo: _, ...rest } = band;
      return rest;
    }),
  };
}

/** A list of a thing, each of it made anew; nothing where it has no such list. */
function each(owner: Fields, name: string, make: (one: unknown) => unknown): Fields {
  const list = owner[name];
  return Array.isArray(list) ? { [name]: list.map(make) } : {};
}

/** What is said by both names stays as it is, for the schema to refuse. */
function renamed(thing: unknown, { fields, values }: Names): unknown {
  if (!isFields(thing)) return thing;
  return Object.fromEntries(
    Object.entries(thing).map(([field, value]) => {
      const own = Object.hasOwn(fields, field) ? fields[field] : undefined;
      const name = own === undefined || Object.hasOwn(thing, own) ? field : own;
      const known = Object.hasOwn(values, name) ? values[name] : undefined;
      const isKnown =
        typeof value === "string" && known !== undefined && Object.hasOwn(known, value);
      return [name, isKnown ? known[value] : value];
    }),
  );
}
