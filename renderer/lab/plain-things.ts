import { flat } from "../../shared/pool/inventory/cable-ends.ts";
import { printed } from "../../shared/pool/inventory/columns.ts";
import { SORTS, type Item, type SortId } from "../../shared/pool/inventory/sorts.ts";
import type { Pool } from "../../shared/pool/pool.ts";

/** Sorts of things that stand nowhere: they have no state of their own and are not taken out of use. */
const PLAIN = ["trunk", "cable", "licence"] as const satisfies readonly SortId[];

/** One of them; `item` is null when it is not there any more. */
export interface PlainThing {
  readonly sort: (typeof PLAIN)[number];
  readonly item: Item | null;
}

export function plainKey(sort: PlainThing["sort"], item: Item): string {
  return `${sort}/${SORTS[sort].key(item)}`;
}

/** What is selected, if it is exactly one trunk, cable or licence. */
export function plainThing(
  { resources }: Pick<Pool, "resources">,
  selected: ReadonlySet<string>,
): PlainThing | null {
  const [only = ""] = selected;
  const sort = PLAIN.find((one) => only.startsWith(`${one}/`));
  if (sort === undefined || selected.size > 1) return null;
  const items: readonly Item[] = resources[SORTS[sort].collection];
  return { sort, item: items.find((item) => plainKey(sort, item) === only) ?? null };
}

/** `host web-1`, `rack North/R7`, `trunk leaf-1 – spine`, `cable web-1 eth0 – leaf-1 7`, `licence cad`. */
export function thingTitle(
  { resources }: Pick<Pool, "resources">,
  sort: SortId,
  item: Item,
): string {
  const { hosts, switches, storage } = resources;
  const nameOf = (id: unknown): string =>
    [...hosts, ...switches, ...storage].find((one) => one.id === id)?.name ?? printed(id);
  const { from, to, ...rest } = flat(item);
  if (sort !== "trunk" && sort !== "cable")
    return sort === "rack"
      ? `rack ${SORTS.rack.key(item)}`
      : `${sort} ${printed(rest["name"] ?? rest["product"])}`;
  const ends = [
    [nameOf(from), printed(rest["from port"])],
    [nameOf(to), printed(rest["to port"])],
  ];
  return `${sort} ${ends.map((end) => end.join(" ").trim()).join(" – ")}`;
}
