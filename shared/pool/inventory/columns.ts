import { formatMebibytes } from "../../base/units.ts";

/** How a cell of a column is read and written. */
interface Column {
  readonly field: string;
  readonly read: (cell: string) => unknown;
  readonly print: (value: unknown) => string;
}

const same = (cell: string): unknown => cell;
/** What a single value looks like in a cell; lists and objects are none. */
export function printed(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
const text = (field: string): Column => ({ field, read: same, print: printed });
const number = (field: string): Column => ({ field, read: numberIn, print: printed });
const list = (field: string): Column => ({
  field,
  read: (cell) => cell.split(/[;|]/).flatMap((part) => part.trim() || []),
  print: (value) => (Array.isArray(value) ? value.join("; ") : ""),
});

/** A number as people write it: `1,024`; anything else stays text, which the schema then refuses. */
function numberIn(cell: string): unknown {
  const plain = cell.replaceAll(/(?<=\d)[,_ ](?=\d{3}\b)/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : cell;
}

function yesOrNoIn(cell: string): unknown {
  const word = cell.toLowerCase();
  if (["yes", "true", "1"].includes(word)) return true;
  return ["no", "false", "0"].includes(word) ? false : cell;
}

const IN_MEBIBYTES = { mib: 1, mb: 1, gib: 1024, gb: 1024, tib: 1024 ** 2, tb: 1024 ** 2 } as const;

/** A size with its unit, in MiB. */
function sizeIn(cell: string): unknown {
  const found = /^([\d.,]+)\s*([mgt]i?b)$/i.exec(cell);
  const unit = (found?.[2] ?? "").toLowerCase();
  if (found === null || !Object.hasOwn(IN_MEBIBYTES, unit)) return numberIn(cell);
  const amount = numberIn(found[1] ?? "");
  const share = IN_MEBIBYTES[unit as keyof typeof IN_MEBIBYTES];
  return typeof amount === "number" ? amount * share : cell;
}

const scaled =
  (read: (cell: string) => unknown, factor: number) =>
  (cell: string): unknown => {
    const value = read(cell);
    return typeof value === "number" ? value * factor : value;
  };

/** The columns of an inventory in the order of writing. Which of them a row needs says its sort. */
export const COLUMNS = {
  id: text("id"),
  name: text("name"),
  site: text("site"),
  rack: text("rack"),
  position: number("position"),
  units: number("units"),
  architecture: text("architecture"),
  cores: number("cores"),
  memory: {
    field: "memoryMiB",
    read: sizeIn,
    print: (value) => (typeof value === "number" ? formatMebibytes(value) : ""),
  },
  "disk gib": number("diskGiB"),
  features: list("features"),
  switch: text("switch"),
  "uplink mbps": number("uplinkMbps"),
  exclusive: {
    field: "exclusive",
    read: yesOrNoIn,
    print: (value) => (value === true ? "yes" : ""),
  },
  "hourly cost": { ...number("hourlyCost"), print: (value) => (value === 0 ? "" : printed(value)) },
  state: text("state"),
  ports: number("ports"),
  "speed mbps": number("speedMbps"),
  from: text("from"),
  "from port": text("from port"),
  to: text("to"),
  "to port": text("to port"),
  "bandwidth mbps": number("bandwidthMbps"),
  "capacity gib": number("capacityGiB"),
  product: text("product"),
  seats: number("seats"),
  until: { field: "until", read: instantIn, print: printed },
  label: text("label"),
  tags: list("tags"),
  owner: text("owner"),
  note: text("note"),
} as const satisfies Record<string, Column>;

/** A day is meant to its end. */
function instantIn(cell: string): unknown {
  return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? `${cell}T23:59:59Z` : cell;
}

export type ReadColumn = Pick<Column, "field" | "read">;

/** What others call them. */
const ALIASES: Readonly<Record<string, ReadColumn>> = {
  hostname: COLUMNS.name,
  "device name": COLUMNS.name,
  location: COLUMNS.site,
  "rack unit": COLUMNS.position,
  ru: COLUMNS.position,
  "u height": COLUMNS.units,
  height: COLUMNS.units,
  arch: COLUMNS.architecture,
  cpu: COLUMNS.cores,
  cpus: COLUMNS.cores,
  vcpus: COLUMNS.cores,
  ram: COLUMNS.memory,
  "memory mib": COLUMNS.memory,
  "memory gib": { field: "memoryMiB", read: scaled(numberIn, 1024) },
  "ram gb": { field: "memoryMiB", read: scaled(numberIn, 1024) },
  "memory gb": { field: "memoryMiB", read: scaled(numberIn, 1024) },
  disk: { field: "diskGiB", read: scaled(sizeIn, 1 / 1024) },
  "disk gb": COLUMNS["disk gib"],
  feature: COLUMNS.features,
  "uplink switch": COLUMNS.switch,
  uplink: COLUMNS["uplink mbps"],
  status: COLUMNS.state,
  speed: COLUMNS["speed mbps"],
  bandwidth: COLUMNS["bandwidth mbps"],
  capacity: { field: "capacityGiB", read: scaled(sizeIn, 1 / 1024) },
  tag: COLUMNS.tags,
  tenant: COLUMNS.owner,
  contact: COLUMNS.owner,
  comments: COLUMNS.note,
  comment: COLUMNS.note,
  description: COLUMNS.note,
  expires: COLUMNS.until,
  // Of NetBox's own tables.
  "side a device": COLUMNS.from,
  "side a name": COLUMNS["from port"],
  "side b device": COLUMNS.to,
  "side b name": COLUMNS["to port"],
  "start address": COLUMNS.from,
  "end address": COLUMNS.to,
  vid: COLUMNS.from,
};

/** A heading over what only the lab admin understands, where another would be taken for something that is known. */
const PROPERTY = /^property (.+)$/i;

/** What a property is called by its heading. */
export function propertyOf(heading: string): string {
  return PROPERTY.exec(heading)?.[1] ?? heading.toLowerCase();
}

/** The heading by which exactly that property is read again. */
export function propertyHeading(name: string): string {
  const isPlain = columnOf(name) === undefined && !SORT_HEADINGS.has(name);
  return isPlain && propertyOf(name) === name ? name : `property ${name}`;
}

/** Over what each row is. */
const SORT_HEADINGS: ReadonlySet<string> = new Set(["sort", "type"]);

/** The column that a heading means; undefined for one that only the lab admin understands. */
export function columnOf(heading: string): ReadColumn | undefined {
  if (PROPERTY.test(heading)) return undefined;
  const own = Object.values(COLUMNS).find(({ field }) => field === heading);
  if (own !== undefined) return own;
  const plain = heading
    .toLowerCase()
    .replaceAll(/[\s_()-]+/g, " ")
    .trim();
  if (Object.hasOwn(COLUMNS, plain)) return COLUMNS[plain as keyof typeof COLUMNS];
  return Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : undefined;
}

/** What a field is called in a heading. */
export function headingOf(field: string): string {
  const found = Object.entries(COLUMNS).find(([, column]) => column.field === field);
  return found?.[0] ?? field;
}

/** A field's value as it stands in its cell; empty where it has none. */
export function printedField(field: string, value: unknown): string {
  return (
    Object.values(COLUMNS)
      .find((column) => column.field === field)
      ?.print(value) ?? ""
  );
}

/** Fields in the order of the columns; those that have none last. */
export function inOrder(fields: readonly string[]): readonly string[] {
  const order = Object.values(COLUMNS).map(({ field }): string => field);
  const placeOf = (field: string): number => {
    const place = order.indexOf(field);
    return place === -1 ? order.length : place;
  };
  return fields.toSorted((a, b) => placeOf(a) - placeOf(b));
}
