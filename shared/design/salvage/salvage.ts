import { componentVersionSchema } from "../component.ts";
import {
  DESIGN_FORMAT,
  DESIGN_VERSION,
  designSchema,
  emptyDesign,
  groupSchema,
  linkSchema,
  nodeSchema,
  noteSchema,
  parameterSchema,
  type Design,
} from "../design.ts";
import { idSchema } from "../elements.ts";
import { migrate, MIGRATIONS, type RawDesign } from "../migrations.ts";
import { readDamagedJson, type Hole } from "./damaged-json.ts";
import { mended } from "./mend.ts";

/** Something that a damaged file does not give back. */
export interface Loss {
  /** `nodes.web`, `links.l-3`, `description`. */
  readonly where: string;
  /** `lost`: it is not there at all. `partial`: it is there without what `detail` names. */
  readonly outcome: "lost" | "partial";
  /** In words, a whole sentence. */
  readonly detail: string;
}

export interface Salvaged {
  readonly design: Design;
  readonly losses: readonly Loss[];
}

const COLLECTIONS = {
  parameters: parameterSchema,
  nodes: nodeSchema,
  links: linkSchema,
  groups: groupSchema,
  notes: noteSchema,
} as const;
type Collection = keyof typeof COLLECTIONS;
const NAMES = Object.keys(COLLECTIONS) as Collection[];

/**
 * What can still be read of a damaged design file, and what cannot. Null where nothing of a design is in it,
 * or where it is of a newer version, whose parts this one would misunderstand.
 */
export function salvageDesign(text: string): Salvaged | null {
  const { value, holes } = readDamagedJson(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const raw = asObject(value);
  if (raw === null || !isOurs(raw, text)) return null;
  const version = typeof raw["version"] === "number" ? raw["version"] : DESIGN_VERSION;
  if (version > DESIGN_VERSION || version < 1) return null;
  const current = migrate(raw, Math.floor(version), DESIGN_VERSION, MIGRATIONS);
  const wrong: Loss[] = [];
  const parts = pickParts(current, wrong);
  const losses = [...holes.map((hole) => lossOf(hole, parts)), ...wrong];
  if (NAMES.every((name) => Object.keys(parts[name]).length === 0)) return null;
  return { design: { ...header(current, losses), ...parts }, losses };
}

/** The format's name may itself be what was damaged; then the shape must do. */
function isOurs(raw: RawDesign, text: string): boolean {
  if (raw["format"] !== undefined) return raw["format"] === DESIGN_FORMAT;
  return text.includes(DESIGN_FORMAT) || asObject(raw["nodes"]) !== null;
}

function asObject(value: unknown): RawDesign | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as RawDesign)
    : null;
}

function lossOf({ path, fromLine, toLine, isLast }: Hole, parts: Parts): Loss {
  const [collection, id = "", ...field] = path;
  const isThere =
    field.length === 0 && NAMES.some((name) => name === collection && id in parts[name]);
  const lines = fromLine === toLine ? `Line ${fromLine}` : `Lines ${fromLine} to ${toLine}`;
  return {
    where: path.length === 0 ? "the file" : path.join("."),
    outcome: isThere ? "partial" : "lost",
    detail: isLast
      ? `From line ${fromLine} on nothing can be read; whatever stood there is missing.`
      : `${lines} cannot be read.`,
  };
}

type Parts = Pick<Design, Collection>;

function pickParts(raw: RawDesign, losses: Loss[]): Parts {
  const parts: Record<Collection, Record<string, unknown>> = {
    parameters: {},
    nodes: {},
    links: {},
    groups: {},
    notes: {},
  };
  for (const collection of NAMES) {
    const found = asObject(raw[collection]);
    if (found === null && raw[collection] !== undefined)
      losses.push({ where: collection, outcome: "lost", detail: "It is no list by id." });
    for (const [id, element] of Object.entries(found ?? {})) {
      const home = idSchema.safeParse(id).success ? homeOf(collection, element) : null;
      const whole = home === null ? null : mended(COLLECTIONS[home], element);
      if (home === null || whole === null) losses.push(lost(collection, id));
      else {
        parts[home][id] = whole.value;
        if (whole.without.length > 0) losses.push(partial(home, id, whole.without));
      }
    }
  }
  // Each part went through its collection's own schema.
  return parts as Parts;
}

/**
 * Damage across the end of one collection leaves the next one's elements in it: they are told by their
 * looks. A note or a node is never taken for a link, which needs both ends.
 */
function homeOf(collection: Collection, element: unknown): Collection {
  if (COLLECTIONS[collection].safeParse(element).success) return collection;
  return (
    (["links", "nodes", "notes"] as const).find(
      (other) => COLLECTIONS[other].safeParse(element).success,
    ) ?? collection
  );
}

/** Everything but the collections: what does not fit its schema is left out. */
function header(raw: RawDesign, losses: Loss[]): Design {
  const fields = Object.fromEntries(
    Object.entries(raw).filter(([field]) => !NAMES.some((name) => name === field)),
  );
  const components = asObject(raw["components"]);
  const bare = {
    ...fields,
    ...(components !== null && { components: pickComponents(components, losses) }),
    format: DESIGN_FORMAT,
    version: DESIGN_VERSION,
  };
  const whole = mended(designSchema, { name: "", ...bare });
  if (whole === null) return emptyDesign("");
  for (const field of whole.without)
    losses.push({ where: field, outcome: "lost", detail: "Its value does not fit." });
  return whole.value;
}

/** The uses of a version that is lost say so themselves; the other versions are not lost with it. */
function pickComponents(raw: RawDesign, losses: Loss[]): RawDesign {
  return Object.fromEntries(
    Object.entries(raw).filter(([id, version]) => {
      const whole =
        idSchema.safeParse(id).success && componentVersionSchema.safeParse(version).success;
      if (!whole) losses.push(lost("components", id));
      return whole;
    }),
  );
}

function lost(collection: string, id: string): Loss {
  return { where: `${collection}.${id}`, outcome: "lost", detail: "Too much of it is missing." };
}

function partial(collection: Collection, id: string, without: readonly string[]): Loss {
  const detail = `It is there without its ${without.join(", ")}.`;
  return { where: `${collection}.${id}`, outcome: "partial", detail };
}
