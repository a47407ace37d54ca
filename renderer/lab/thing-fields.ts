import { formatGibibytes, formatMebibytes, formatMegabits } from "../../shared/base/units.ts";
import type { z } from "zod";
import { columnOf, headingOf, printed } from "../../shared/pool/inventory/columns.ts";
import { flat, withEnds } from "../../shared/pool/inventory/cable-ends.ts";
import { allAtOnce } from "../../shared/base/steps.ts";
import { planImport } from "../../shared/pool/inventory/plan-import.ts";
import type { InventoryFile, RowError } from "../../shared/pool/inventory/row.ts";
import { SORTS, type Item, type SortId } from "../../shared/pool/inventory/sorts.ts";
import { architectureSchema } from "../../shared/catalogue/catalogue.ts";
import type { PoolResources } from "../../shared/pool/pool.ts";
import { localTime } from "../ui/local-time.ts";

/** A field of a form about one thing. */
export interface ThingField {
  readonly id: string;
  readonly label: string;
  readonly choices?: readonly string[];
  readonly hint?: string;
  /** It has room for several lines. */
  readonly lines?: true;
}

const field = (id: string, label: string, more: Omit<ThingField, "id" | "label"> = {}) => ({
  id,
  label,
  ...more,
});
const NAME = field("name", "Name");
const PLACE = [
  field("site", "Site"),
  field("rack", "Rack"),
  field("position", "Position", { hint: "Lowest unit, from 1 at the bottom" }),
  field("units", "Units"),
];
const NOTES = [
  field("owner", "Owner"),
  field("tags", "Tags", { hint: "Separated by ;" }),
  field("note", "Note"),
  field("properties", "Further properties", {
    hint: "One a line, such as serial: SN-1",
    lines: true,
  }),
];
const ENDS = [field("from", "From"), field("to", "To")];

/** What can be written down of each sort of thing, in the order of the form. */
export const THING_FIELDS: Readonly<Record<SortId, readonly ThingField[]>> = {
  rack: [NAME, field("site", "Site"), field("units", "Units")],
  switch: [NAME, ...PLACE, field("ports", "Ports"), field("speedMbps", "Speed in Mb/s"), ...NOTES],
  host: [
    NAME,
    ...PLACE,
    field("architecture", "Architecture", { choices: architectureSchema.options }),
    field("cores", "Cores"),
    field("memoryMiB", "Memory", { hint: "Such as 64 GiB" }),
    field("diskGiB", "Disk in GiB"),
    field("features", "Features", { hint: "Separated by ;" }),
    field("switch", "Switch"),
    field("uplinkMbps", "Uplink in Mb/s"),
    field("ports", "Uplink ports", { hint: "Equal ones that make up its speed" }),
    field("exclusive", "Exclusive", { choices: ["no", "yes"], hint: "One machine at a time" }),
    field("hourlyCost", "Cost an hour", { hint: "In any unit that all hosts share" }),
    ...NOTES,
  ],
  storage: [
    NAME,
    ...PLACE,
    field("capacityGiB", "Capacity in GiB"),
    field("bandwidthMbps", "Bandwidth in Mb/s"),
    ...NOTES,
  ],
  trunk: [...ENDS, field("bandwidthMbps", "Bandwidth in Mb/s")],
  cable: [
    field("from", "From"),
    field("from port", "Port there"),
    field("to", "To"),
    field("to port", "Port there too"),
    field("speedMbps", "Speed in Mb/s", { hint: "Of a host’s cable to a further switch" }),
    field("label", "Label"),
  ],
  licence: [
    field("product", "Product"),
    field("seats", "Seats"),
    field("until", "Until", { hint: "Such as 2027-12-31; empty: for ever" }),
    field("owner", "Owner"),
    field("note", "Note"),
  ],
};

/** What tells one from all others of its sort: that of a thing which is there already stays. */
const KEY_FIELDS: Partial<Record<SortId, readonly string[]>> = {
  rack: ["name", "site"],
  licence: ["product"],
  cable: ["from", "from port", "to", "to port"],
};

export function isKeyField(sort: SortId, id: string): boolean {
  return KEY_FIELDS[sort]?.includes(id) ?? false;
}

export type Texts = Readonly<Record<string, string>>;

/** What stands in each field at first. */
export function textsOf(sort: SortId, item: Item | null): Texts {
  const known = item === null ? null : flat(item);
  return Object.fromEntries(THING_FIELDS[sort].map(({ id }) => [id, textOf(id, known?.[id])]));
}

function textOf(id: string, value: unknown): string {
  if (Array.isArray(value)) return value.join("; ");
  if (id === "memoryMiB" && typeof value === "number") return formatMebibytes(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (id === "properties") return propertyLines(value);
  return printed(value);
}

/** `serial: SN-1`, one a line. */
function propertyLines(value: unknown): string {
  const entries = Object.entries((value ?? {}) as Readonly<Record<string, string>>);
  return entries.flatMap(([name, text]) => (text === "" ? [] : `${name}: ${text}`)).join("\n");
}

/** What was there before and is no longer listed is emptied. */
function propertiesIn(text: string, before: unknown): Readonly<Record<string, string>> {
  const emptied = Object.keys(before ?? {}).map((name) => [name, ""]);
  const listed = text.split("\n").flatMap((line) => {
    const [name = "", ...rest] = line.split(":");
    return name.trim() === "" ? [] : [[name.trim(), rest.join(":").trim()]];
  });
  return Object.fromEntries([...emptied, ...listed]);
}

/** A value as it is read where nothing is changed. */
export function shownValue(id: string, value: unknown): string {
  if (id === "diskGiB" || id === "capacityGiB")
    return typeof value === "number" ? formatGibibytes(value) : "";
  if (id === "uplinkMbps" || id === "speedMbps" || id === "bandwidthMbps")
    return typeof value === "number" ? formatMegabits(value) : "";
  if (id === "until" && typeof value === "string") return localTime(value);
  return textOf(id, value);
}

/** What emptying a field means: the schema's own default, nothing, or what the schema then refuses. */
function emptied(sort: SortId, id: string): unknown {
  const shape: Readonly<Record<string, z.ZodType>> = SORTS[sort].schema.shape;
  const left = shape[id]?.safeParse(undefined);
  if (left?.success === true && left.data !== undefined) return left.data;
  return shape[id]?.safeParse(null).success === true ? null : "";
}

/** Only what was changed, as the pool keeps it; with what tells which thing it is. */
export function valuesOf(sort: SortId, texts: Texts, item: Item | null): Item {
  const before = textsOf(sort, item);
  const values: Record<string, unknown> = {};
  for (const { id } of THING_FIELDS[sort]) {
    const text = (texts[id] ?? "").trim();
    const isSame = item !== null && text === before[id] && !isKeyField(sort, id);
    if (isSame || (text === "" && item === null)) continue;
    if (id === "properties") values[id] = propertiesIn(text, item?.[id]);
    else values[id] = text === "" ? emptied(sort, id) : (columnOf(id)?.read(text) ?? text);
  }
  if (item?.["id"] !== undefined) values["id"] = item["id"];
  return sort === "cable" ? withEnds(values) : values;
}

const HERE = "here";

/** What is wrong with each field, by the same check that the daemon makes; `""` holds what no field can mend. */
export function errorsIn(resources: PoolResources, sort: SortId, values: Item): Texts {
  const errorsOf = (rows: InventoryFile["rows"]): readonly RowError[] =>
    allAtOnce(
      planImport(resources, { rows, vlans: [], addresses: [], errors: [] }, { replace: false }),
    ).errors;
  // Two things in one place may be told of the other; what was wrong before is not this one's.
  const before = new Set(errorsOf([]).map(({ message }) => message));
  const own = errorsOf([{ where: HERE, sort, values }]).filter(
    ({ where, message }) => where === HERE || !before.has(message),
  );
  const fields = THING_FIELDS[sort];
  return Object.fromEntries(
    own.map(({ column, message }) => {
      const found = fields.find(({ id }) => headingOf(id) === column);
      return [found?.id ?? "", message];
    }),
  );
}
