import type { Design } from "./design.ts";
import { sameJson } from "./same-json.ts";

const COLLECTIONS = ["nodes", "links", "groups", "notes", "parameters"] as const;

/**
 * `wanted`, made of the objects of `present` wherever they say the same. A design that was read anew shares
 * no object with the one it replaces; grafted, only what differs is drawn, checked and undone.
 */
export function graft(present: Design, wanted: Design): Design {
  const grafted: Design = { ...wanted };
  for (const name of COLLECTIONS)
    Object.assign(grafted, { [name]: reused(present[name], wanted[name]) });
  return grafted;
}

function reused(present: object, wanted: object): object {
  const old = new Map<string, unknown>(Object.entries(present));
  const entries = Object.entries(wanted).map(([id, element]): [string, unknown] => {
    const other = old.get(id);
    return [id, sameJson(other, element) ? other : element];
  });
  const same = entries.length === old.size && entries.every(([id, value]) => old.get(id) === value);
  return same ? present : Object.fromEntries(entries);
}
