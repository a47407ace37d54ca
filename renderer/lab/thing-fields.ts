import { formatGibibytes, formatMebibytes, formatMegabits } from "../../shared/base/units.ts";
import { columnOf, headingOf, printed } from "../../shared/pool/inventory/columns.ts";
import { planImport } from "../../shared/pool/inventory/plan-import.ts";
import type { InventoryFile, RowError } from "../../shared/pool/inventory/row.ts";
import type { Item, SortId } from "../../shared/pool/inventory/sorts.ts";
import { architectureSchema } from "../../shared/catalogue/catalogue.ts";
import type { PoolResources } from "../../shared/pool/pool.ts";

/** A field of a form about one thing. */
export interface ThingField {
  readonly id: string;
  readonly label: string;
  readonly choices?: readonly string[];
  readonly hint?: string;
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
    field("speedMbps", "Speed in Mb/s", { hint: "Of a host's cable to a further switch" }),
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

export type Texts = Readonly<Record<string, string>>;

/** What stands in each field at first. */
export function textsOf(sort: SortId, item: Item | null): Texts {
  return Object.fromEntries(THING_FIELDS[sort].map(({ id }) => [id, textOf(id, item?.[id])]));
}

function textOf(id: string, value: unknown): string {
  if (Array.isArray(value)) return value.join("; ");
  if (id === "memoryMiB" && typeof value === "number") return formatMebibytes(value);
  return printed(value);
}

/** A value as it is read where nothing is changed. */
export function shownValue(id: string, value: unknown): string {
  if (id === "diskGiB" || id === "capacityGiB")
    return typeof value === "number" ? formatGibibytes(value) : "";
  if (id === "uplinkMbps" || id === "speedMbps" || id === "bandwidthMbps")
    return typeof value === "number" ? formatMegabits(value) : "";
  return textOf(id, value);
}

/** What emptying a field means: the schema's own default, or nothing at all. */
const EMPTY: Item = {
  site: "",
  rack: "",
  position: null,
  switch: null,
  features: [],
  tags: [],
  owner: "",
  note: "",
  label: "",
  until: null,
};

/** Only what was changed, as the pool keeps it; with what tells which thing it is. */
export function valuesOf(sort: SortId, texts: Texts, item: Item | null): Item {
  const before = textsOf(sort, item);
  const values: Record<string, unknown> = {};
  for (const { id } of THING_FIELDS[sort]) {
    const text = (texts[id] ?? "").trim();
    if (item !== null && text === before[id]) continue;
    if (text === "") {
      if (item !== null && id in EMPTY) values[id] = EMPTY[id];
      continue;
    }
    values[id] = columnOf(id)?.read(text) ?? text;
  }
  for (const key of item === null ? [] : ["id", "product"])
    if (item?.[key] !== undefined) values[key] = item[key];
  if (item !== null && sort === "rack") values["name"] = item["name"];
  return sort === "cable" ? withEnds(values) : values;
}

function withEnds({ "from port": fromPort = "", "to port": toPort = "", ...rest }: Item): Item {
  const { from = "", to = "" } = rest;
  return { ...rest, from: { item: from, port: fromPort }, to: { item: to, port: toPort } };
}

const HERE = "here";

/** What is wrong with each field, by the same check that the daemon makes; `""` holds what no field can mend. */
export function errorsIn(resources: PoolResources, sort: SortId, values: Item): Texts {
  const errorsOf = (rows: InventoryFile["rows"]): readonly RowError[] =>
    planImport(resources, { rows, vlans: null, addresses: [], errors: [] }, { replace: false })
      .errors;
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
