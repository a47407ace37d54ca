import type { PoolResources } from "../pool.ts";
import { rackKey, rackPlaces } from "../racks.ts";
import { likelyNames } from "./likely-name.ts";
import type { RowError } from "./row.ts";
import { SORTS } from "./sorts.ts";

interface Standing {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly rack: string;
  readonly position: number | null;
  readonly units: number;
}

/** What no row says of itself: names of things that are not there, and two things in one place. */
export function crossErrors(
  resources: PoolResources,
  places: ReadonlyMap<string, string>,
): readonly RowError[] {
  const { hosts, switches, storage, trunks, cables } = resources;
  const errors: RowError[] = [];
  const add = (thing: string, column: string, message: string): void => {
    errors.push({ where: places.get(thing) ?? thing, column, message });
  };
  const likelySwitch = likelyNames(switches);
  const switchIds = new Set(switches.map(({ id }) => id));
  for (const { id, switch: plugged } of hosts)
    if (plugged !== null && !switchIds.has(plugged))
      add(`host ${id}`, "switch", `There is no switch “${plugged}”.${likelySwitch(plugged)}`);
  for (const trunk of trunks)
    for (const end of ["from", "to"] as const)
      if (!switchIds.has(trunk[end]))
        add(
          `trunk ${trunk.id}`,
          end,
          `There is no switch “${trunk[end]}”.${likelySwitch(trunk[end])}`,
        );
  const ends = [...hosts, ...switches, ...storage];
  const likelyEnd = likelyNames(ends);
  const all = new Set(ends.map(({ id }) => id));
  for (const cable of cables)
    for (const end of ["from", "to"] as const)
      if (!all.has(cable[end].item))
        add(
          `cable ${SORTS.cable.key(cable)}`,
          end,
          `It ends at “${cable[end].item}”, which is not there.${likelyEnd(cable[end].item)}`,
        );
  const sorted = [
    ...hosts.map((item) => ({ thing: `host ${item.id}`, item })),
    ...switches.map((item) => ({ thing: `switch ${item.id}`, item })),
    ...storage.map((item) => ({ thing: `storage ${item.id}`, item })),
  ];
  const sitesOf = Map.groupBy(rackPlaces(resources), ({ rack }) => rack);
  for (const { thing, item } of sorted) {
    if (item.site !== "" || item.rack === "") continue;
    const sites = new Set(sitesOf.get(item.rack)?.flatMap(({ site }) => site || []));
    if (sites.size > 1)
      add(thing, "site", `There is a rack ${item.rack} at ${[...sites].join(" and at ")}: which?`);
  }
  for (const { thing, message } of overlapsIn(sorted, resources.racks))
    add(thing, "position", message);
  return errors;
}

function overlapsIn(
  things: readonly { readonly thing: string; readonly item: Standing }[],
  racks: PoolResources["racks"],
): readonly { thing: string; message: string }[] {
  const heights = new Map(racks.map((rack) => [SORTS.rack.key(rack), rack.units]));
  const taken = new Map<string, string>();
  const found: { thing: string; message: string }[] = [];
  for (const { thing, item } of things) {
    const { name, position, units } = item;
    const rack = rackKey(item);
    if (rack === "" || position === null) continue;
    const height = heights.get(rack);
    const top = position + units - 1;
    if (height !== undefined && top > height)
      found.push({ thing, message: `${name} reaches unit ${top}; ${rack} has ${height}.` });
    for (let unit = position; unit <= top; unit++) {
      const other = taken.get(`${rack} ${unit}`);
      if (other !== undefined) {
        found.push({ thing, message: `${name} and ${other} both take unit ${unit} of ${rack}.` });
        break;
      }
      taken.set(`${rack} ${unit}`, name);
    }
  }
  return found;
}
