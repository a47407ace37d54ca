import { portRows } from "../../formats/formats/netbox/interfaces.ts";
import { lossLog } from "../../formats/loss.ts";
import { asText, fieldsOf, isFields, listOf, type Fields } from "../../formats/values.ts";
import type { Item, SortId } from "./sorts.ts";

// What NetBox says in its own words: in the lists of its API, in what its export writes and its import reads.

const STATES: Readonly<Record<string, string>> = {
  active: "up",
  offline: "down",
  failed: "down",
  planned: "drained",
  staged: "drained",
  inventory: "drained",
  decommissioning: "drained",
};

/** A state as NetBox calls it in ours; any other stays. */
export function stateOf(state: string): string {
  return STATES[state.toLowerCase()] ?? state;
}

/** What stands in racks and can be neither a machine, nor a switch, nor storage of an environment. */
const OTHER =
  /\b(pdu|power|ups|patch|panel|cable|kvm|console|firewall|router|gateway|wireless|access.?point|camera|blank|shelf|phone|printer|sensor)/;

/** What a device of a role is; null for what a lab cannot use. */
export function sortOfRole(role: string): SortId | null {
  const words = role.toLowerCase();
  if (/switch|leaf|spine|tor\b/.test(words)) return "switch";
  if (/storage|disk|nas\b|san\b/.test(words)) return "storage";
  return OTHER.test(words) ? null : "host";
}

/** NetBox names a thing by an object with its name or slug. */
export function plain(value: unknown): unknown {
  return isFields(value)
    ? (value["name"] ?? value["value"] ?? value["model"] ?? value["slug"])
    : value;
}

/** Of a thing itself NetBox also says where it shows it, and since when. */
const NOISE = new Set(["url", "display", "display_url", "created", "last_updated", "face"]);

export function isNoise(name: string): boolean {
  return NOISE.has(name) || name.endsWith("_count");
}

/** A cable's end as a thing and a port of it, in any of NetBox's ways; undefined where it says nothing of it. */
export function endOfCable(cable: Fields, side: "a" | "b"): Item | undefined {
  const [first] = listOf(cable, `${side}_terminations`);
  const object = first === undefined ? fieldsOf(cable, `termination_${side}`) : objectOf(first);
  const device =
    cable[`side_${side}_device`] ?? cable[`${side}_device`] ?? object["device"] ?? undefined;
  const port = cable[`side_${side}_name`] ?? cable[`${side}_interface`] ?? object["name"];
  const item = asText(plain(device));
  return item === "" ? undefined : { item, port: asText(port) };
}

function objectOf(termination: unknown): Fields {
  const object = fieldsOf(termination, "object");
  return Object.keys(object).length > 0 || !isFields(termination) ? object : termination;
}

/** What a device's type says of it, as NetBox's library has them: its height, and a switch's ports. */
export function typesOf(file: unknown): (device: Fields, sort: SortId) => Item {
  const types = new Map<string, Fields>();
  for (const type of listOf(file, "device_types").filter(isFields))
    for (const name of [type["model"], type["slug"]]) types.set(asText(name), type);
  return (device, sort) => {
    const wanted = device["device_type"];
    const names = isFields(wanted) ? [wanted["slug"], wanted["model"]] : [wanted];
    const type = names.map((name) => types.get(asText(name))).find((one) => one !== undefined);
    if (type === undefined) return {};
    const height = Number(type["u_height"]);
    // What only hangs in a rack takes no room in it.
    const units = height > 0 ? { units: Math.ceil(height) } : {};
    const [ports] = sort === "switch" ? portRows(type, lossLog()) : [];
    return ports === undefined
      ? units
      : { ...units, ports: ports.count, speedMbps: ports.speedMbps };
  };
}

/** What the API answers to one question, as the list that it is of: `{ devices: [...] }`. */
export function answerOf(value: unknown): unknown {
  const results = Array.isArray(value) ? value : isFields(value) ? value["results"] : undefined;
  if (!Array.isArray(results)) return value;
  const url = asText(isFields(results[0]) ? results[0]["url"] : "");
  const [, name] = /\/api\/[a-z]+\/([a-z-]+)\//.exec(url) ?? [];
  return name === undefined ? value : { [name.replaceAll("-", "_")]: results };
}

/** Which sort all rows of a CSV file are that NetBox reads or writes; null where each row says it by itself. */
export function sortOfTable(headings: ReadonlySet<string>): SortId | "vlans" | "addresses" | null {
  const has = (...names: readonly string[]): boolean => names.every((name) => headings.has(name));
  if (has("side a device", "side b device")) return "cable";
  if (has("start address", "end address")) return "addresses";
  if (has("vid")) return "vlans";
  return has("facility id") || has("rack type") || has("u height", "width") ? "rack" : null;
}
