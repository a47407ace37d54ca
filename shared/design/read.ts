import type { z } from "zod";
import { fault, type Fault } from "../base/fault.ts";
import { err, ok, type Result } from "../base/result.ts";
import { DESIGN_FORMAT, DESIGN_VERSION, designSchema, type Design } from "./design.ts";
import { parseJson } from "./json-text.ts";
import { migrate, MIGRATIONS, type RawDesign } from "./migrations.ts";

const MEBIBYTE = 1024 * 1024;
const SIZE_LIMIT_MIB = 20;
const SHOWN_ISSUES = 3;

/** Asked with a file's size before it is read, so that a huge file costs nothing. */
export function refuseSize(bytes: number): Fault | null {
  if (bytes <= SIZE_LIMIT_MIB * MEBIBYTE) return null;
  return fault("file-too-large", {
    size: (bytes / MEBIBYTE).toFixed(1),
    limit: SIZE_LIMIT_MIB,
  });
}

/**
 * Reads the text of a design file of this or any earlier version. Whatever can be shown is kept: unknown
 * fields, unknown kinds, links to nowhere, values that make no sense. The rest is refused with its place.
 */
export function readDesign(text: string): Result<Design> {
  const tooLarge = refuseSize(text.length);
  if (tooLarge !== null) return err(tooLarge);
  // Editors on Windows like to put a byte order mark in front.
  const json = parseJson(text.startsWith("\uFEFF") ? text.slice(1) : text);
  return json.ok ? readDesignJson(json.value) : json;
}

/** The same for JSON that is parsed already and comes from a trusted place. */
export function readDesignJson(value: unknown): Result<Design> {
  const header = readHeader(value);
  if (!header.ok) return header;
  const { raw, version } = header.value;
  const parsed = designSchema.safeParse(migrate(raw, version, DESIGN_VERSION, MIGRATIONS));
  return parsed.success ? ok(parsed.data) : err(describeIssues(parsed.error.issues));
}

function readHeader(value: unknown): Result<{ raw: RawDesign; version: number }> {
  if (!isObject(value)) return foreign("It holds no object.");
  if (!Object.hasOwn(value, "format")) return foreign("It has no format name.");
  const { format, version } = value;
  if (format !== DESIGN_FORMAT) return foreign(`Its format is ${JSON.stringify(format)}.`);
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return foreign(`Its version is ${JSON.stringify(version)}.`);
  if (version > DESIGN_VERSION)
    return err(fault("file-from-future", { version, supported: DESIGN_VERSION }));
  return ok({ raw: value, version });
}

function foreign(detail: string): Result<never> {
  return err(fault("file-not-design", { detail }));
}

function isObject(value: unknown): value is RawDesign {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describeIssues(issues: readonly z.core.$ZodIssue[]): Fault {
  const shown = issues.slice(0, SHOWN_ISSUES).map((issue) => `${pathOf(issue)}: ${issue.message}.`);
  const more = issues.length - shown.length;
  const detail = [...shown, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
  const [first] = issues;
  return fault("design-invalid", { detail }, first === undefined ? undefined : pathOf(first));
}

/** `nodes.web.position.x`, as one would write it in code. */
function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? "the file" : issue.path.map(String).join(".");
}
