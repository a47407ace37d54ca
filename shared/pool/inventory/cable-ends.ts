import type { Item } from "./sorts.ts";

interface End {
  readonly item: string;
  readonly port: string;
}

/** A cable's ends of four columns: two things and a port of each. */
export function withEnds(values: Item): Item {
  const { from, to, "from port": fromPort = "", "to port": toPort = "", ...rest } = values;
  return { ...rest, from: { item: from, port: fromPort }, to: { item: to, port: toPort } };
}

/** A cable's ends as columns; anything else as it is. */
export function flat(item: Item): Item {
  const [from, to] = [endOf(item["from"]), endOf(item["to"])];
  if (from === null || to === null) return item;
  return { ...item, from: from.item, "from port": from.port, to: to.item, "to port": to.port };
}

/** Null for what is no end of a cable, such as a trunk's, which is a switch. */
export function endOf(value: unknown): End | null {
  return typeof value === "object" && value !== null && "item" in value ? (value as End) : null;
}
