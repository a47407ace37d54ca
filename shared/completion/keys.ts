import type { Column } from "./column.ts";
import type { Slot } from "./slot.ts";

export type Part =
  | "operatingSystem"
  | "machineType"
  | "count"
  | "storageClass"
  | "switchModel"
  | "place";

/** The key of one part of a machine's choices; the same whenever the same design is completed. */
export function partKey({ id }: Pick<Slot, "id">, part: Part): string {
  return `${id}/${part}`;
}

/** The key of which application of a group is taken. */
export function softwareKey({ id }: Pick<Slot, "id">, group: readonly string[]): string {
  return `${id}/with/${group.join("+")}`;
}

/** What a column has under each key: what may be chosen instead, and what a choice allows. */
export function valuesOf(column: Column): ReadonlyMap<string, string> {
  const [host, ...guests] = column.slots;
  if (host === undefined) return new Map();
  const ids = column.applications.map(({ id }) => id);
  const groups = (slot: Slot): (readonly [string, string])[] =>
    softwareGroups(column, slot).map((group) => [
      softwareKey(slot, group),
      ids.find((id) => group.includes(id)) ?? "",
    ]);
  return new Map([
    [partKey(host, "operatingSystem"), column.system.id],
    [partKey(host, "machineType"), column.type.id],
    [partKey(host, "storageClass"), column.volume?.storageClass ?? "none"],
    [partKey(host, "place"), host.id],
    ...guests.map((guest) => [partKey(guest, "place"), host.id] as const),
    ...column.slots.flatMap(groups),
  ]);
}

function softwareGroups({ applications }: Column, slot: Slot): readonly (readonly string[])[] {
  const beside = applications.flatMap(({ requires }) =>
    requires.flatMap(({ anyOf, reach }) => (reach === "same-machine" ? [anyOf] : [])),
  );
  return [...slot.wanted, ...beside].filter((group) => group.length > 1);
}

/** True for a column that goes with everything that was chosen instead. */
export function agrees(column: Column, choices: Readonly<Record<string, string>>): boolean {
  if (Object.keys(choices).length === 0) return true;
  const values = valuesOf(column);
  return Object.entries(choices).every(
    ([key, value]) => !values.has(key) || values.get(key) === value,
  );
}
