import type { SourceFile } from "../../format.ts";
import type { LossLog } from "../../loss.ts";
import { fieldOf } from "../../values.ts";
import type { Gns3Node } from "./project.ts";

/** What devices say of files that they need, by property: GNS3 keeps those beside the project. */
const NAMED = [
  ["startup_config", "startup configuration"],
  ["startup_script", "startup script"],
  ["startup_script_path", "startup script"],
  ["private_config", "private configuration"],
] as const;

/** What a device keeps by itself, which has no place here. */
const HELD = [
  ["start_command", "start command of a container"],
  ["environment", "environment variables of a container"],
] as const;

/** The texts that belong to each device, by its key, and by the name each has in the project. */
export type Configurations = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Finds the files that devices were configured by: in the folder that bears the device's id, or by the name
 * the device gives them. Says of each what becomes of it, and which of them are not there.
 */
export function configurationsOf(
  nodes: readonly Gns3Node[],
  { beside = new Map(), unread = [] }: SourceFile,
  loss: LossLog,
): Configurations {
  const owners = ownersOf(nodes, beside);
  const found = new Map<string, Record<string, string>>();
  for (const [name, text] of beside) {
    const owner = owners.get(name);
    if (owner === undefined) {
      loss.add("dropped", `file ${name}`, "", "");
      continue;
    }
    found.set(owner, { ...found.get(owner), [name]: text });
    loss.add("kept", `configuration ${lastPart(name)}, ${linesOf(text)}`, "Kept aside", owner);
  }
  for (const name of unread) loss.add("dropped", `file ${name}, which is no text`, "", "");
  for (const node of nodes) reportMissing(node, Object.keys(found.get(node.key) ?? {}), loss);
  return found;
}

/** Which device each file is of, by its key. A file that two devices name is of neither. */
function ownersOf(
  nodes: readonly Gns3Node[],
  beside: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const byId = new Map(nodes.filter(({ id }) => id !== "").map(({ id, key }) => [id, key]));
  const named = Map.groupBy(
    nodes.flatMap((node) => namesIn(node).map((name) => ({ name, key: node.key }))),
    ({ name }) => name,
  );
  return new Map(
    [...beside.keys()].flatMap((name) => {
      const [folder] = name.split("/").flatMap((part) => byId.get(part) ?? []);
      const claims = named.get(lastPart(name)) ?? [];
      const key = folder ?? (claims.length === 1 ? claims[0]?.key : undefined);
      return key === undefined ? [] : [[name, key] as const];
    }),
  );
}

function namesIn({ properties }: Gns3Node): readonly string[] {
  return NAMED.flatMap(([property]) => {
    const value = fieldOf(properties, property);
    return isName(value) ? [lastPart(value)] : [];
  });
}

function reportMissing(
  { key, properties }: Gns3Node,
  found: readonly string[],
  loss: LossLog,
): void {
  const present = new Set(found.map(lastPart));
  for (const [property, what] of NAMED) {
    const value = fieldOf(properties, property);
    if (!isSet(value) || (isName(value) && present.has(lastPart(value)))) continue;
    loss.add("missing", isName(value) ? `${what} ${value}` : what, "", key);
  }
  for (const [property, what] of HELD)
    if (isSet(fieldOf(properties, property))) loss.add("missing", what, "", key);
}

function isSet(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** A path, not the text of a configuration itself, which some versions keep there. */
function isName(value: unknown): value is string {
  return isSet(value) && value.length <= 200 && !/[\r\n]/.test(value);
}

/** Windows wrote some of the projects. */
function lastPart(name: string): string {
  return name.split(/[/\\]/).at(-1) ?? name;
}

function linesOf(text: string): string {
  const count = text.trimEnd().split("\n").length;
  return count === 1 ? "1 line" : `${count} lines`;
}
