import type { z } from "zod";
import {
  cableSchema,
  hostSchema,
  poolSwitchSchema,
  rackSchema,
  seatsSchema,
  storagePoolSchema,
  trunkSchema,
} from "../pool.ts";
import { rackKey } from "../racks.ts";

/** One thing of a pool, whichever sort, as plain fields. */
export type Item = Readonly<Record<string, unknown>>;

/** A sort of thing that an inventory lists, one row each. */
export interface InventorySort {
  /** Where the pool keeps them. */
  readonly collection: "hosts" | "switches" | "storage" | "racks" | "trunks" | "cables" | "seats";
  readonly schema: z.ZodType<Item>;
  /** What tells one from all others of its sort; empty where a row does not say. */
  key(item: Item): string;
  /** What a row may leave out. */
  readonly fill: (item: Item) => Item;
}

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
const named = {
  key: (item: Item): string => text(item["id"]),
  fill: (item: Item): Item => {
    const [id, name] = [text(item["id"]), text(item["name"])];
    return { ...item, id: id === "" ? idOf(name) : id, name: name === "" ? id : name };
  },
};
const endOf = (item: Item, end: "from" | "to"): string => {
  const { item: id = "", port = "" } = (item[end] ?? {}) as { item?: string; port?: string };
  return `${id}:${port}`;
};

/** In the order in which an inventory is written: what stands in something comes after it. */
export const SORTS = {
  rack: {
    collection: "racks",
    schema: rackSchema,
    key: (item) => rackKey({ site: text(item["site"]), rack: text(item["name"]) }),
    fill: (item) => ({ ...item, name: text(item["name"]) || text(item["id"]) }),
  },
  switch: { collection: "switches", schema: poolSwitchSchema, ...named },
  host: { collection: "hosts", schema: hostSchema, ...named },
  storage: { collection: "storage", schema: storagePoolSchema, ...named },
  trunk: {
    collection: "trunks",
    schema: trunkSchema,
    key: (item) => text(item["id"]),
    fill: (item) => ({
      ...item,
      id: text(item["id"]) || idOf(`${text(item["from"])}-${text(item["to"])}`),
    }),
  },
  cable: {
    collection: "cables",
    schema: cableSchema,
    key: (item) => [endOf(item, "from"), endOf(item, "to")].toSorted().join(" "),
    fill: (item) => item,
  },
  licence: {
    collection: "seats",
    schema: seatsSchema,
    key: (item) => text(item["product"]),
    fill: (item) => ({ ...item, product: text(item["product"]) || text(item["id"]) }),
  },
} as const satisfies Record<string, InventorySort>;

export type SortId = keyof typeof SORTS;

/** Who gives no id is known by the name; a slash parts what resources are called. */
function idOf(name: string): string {
  return name.replaceAll("/", "-").slice(0, 128);
}
