import { CORE_SCHEMA, load, Type, YAMLException } from "js-yaml";
import { fault, type Fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { refuseSource } from "./limits.ts";

/** What a text may hold once its aliases are followed; a lab of 10,000 nodes is far below. */
const LIMITS = { depth: 64, values: 1_000_000, characters: 32 * 1024 * 1024 } as const;

// JSON's types and merge keys (`<<`); no dates, binaries, sets or types of any program's own.
const MERGE = new Type("tag:yaml.org,2002:merge", {
  kind: "scalar",
  resolve: (data: unknown) => data === "<<",
});
const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE] });

/**
 * Reads one YAML document into plain values. Refused with the place: what is not YAML, what is larger,
 * deeper or (by aliases) wider than any real file, and anchors that contain themselves.
 */
export function readYaml(text: string): Result<unknown> {
  const tooLarge = refuseSource(text.length);
  if (tooLarge !== null) return err(tooLarge);
  const loaded = loadText(text.startsWith("\uFEFF") ? text.slice(1) : text);
  if (!loaded.ok) return loaded;
  const refused = refuseShape(loaded.value);
  return refused === null ? loaded : err(fault("yaml-refused", { detail: refused }));
}

function loadText(text: string): Result<unknown> {
  try {
    return ok(load(text, { schema: SCHEMA }));
  } catch (error) {
    if (error instanceof YAMLException) return err(notYaml(error));
    throw error;
  }
}

function notYaml({ reason, mark }: YAMLException): Fault {
  const detail = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
  // The type says that there always is a place; a text of two documents has none.
  const place = mark as YAMLException["mark"] | undefined;
  const where = place && `line ${place.line + 1}, column ${place.column + 1}`;
  const code = /exceeded|null byte/.test(reason) ? "yaml-refused" : "file-not-yaml";
  return fault(code, { detail }, where);
}

/**
 * Why parsed values are refused, or null. Aliases make values that are cheap to hold and endless to walk,
 * so each is counted as often as it would be met. Also takes off `__proto__`, which any copy would obey.
 */
function refuseShape(root: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let count = 0;
  let characters = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") characters += value.length;
    if (characters > LIMITS.characters) return "It repeats long texts by aliases.";
    if (typeof value !== "object" || value === null) continue;
    if (depth >= LIMITS.depth) return `It is nested more than ${LIMITS.depth} levels deep.`;
    if (Object.hasOwn(value, "__proto__")) Reflect.deleteProperty(value, "__proto__");
    const inner = Object.values(value);
    count += inner.length;
    if (count > LIMITS.values) return `It holds more than ${LIMITS.values} values.`;
    for (const one of inner) open.push({ value: one, depth: depth + 1 });
  }
  return null;
}
