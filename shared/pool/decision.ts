import type { Condition, Scope } from "./condition.ts";

/** What somebody took out of use at one time, for one reason, until one end. */
export interface Decision {
  /** The first of its conditions: what all of them say but for what they are about. */
  readonly condition: Condition;
  readonly scopes: readonly Scope[];
}

/** Conditions by the decisions that they come of, in the order in which those were made. */
export function decisionsOf(conditions: readonly Condition[]): readonly Decision[] {
  const alike = Map.groupBy(conditions, ({ kind, start, end, why, by }) =>
    JSON.stringify([kind, start, end, why, by]),
  );
  return [...alike.values()].flatMap((own) => {
    const [condition] = own;
    return condition === undefined ? [] : [{ condition, scopes: own.map(({ scope }) => scope) }];
  });
}

const WORDS: Readonly<Record<Scope["sort"], readonly [one: string, several: string]>> = {
  site: ["site", "sites"],
  rack: ["rack", "racks"],
  host: ["host", "hosts"],
  switch: ["switch", "switches"],
  storage: ["storage", "storages"],
};
/** The largest first. */
export const SCOPE_SORTS = [
  "site",
  "rack",
  "host",
  "switch",
  "storage",
] as const satisfies Scope["sort"][];
const LIST = new Intl.ListFormat("en-GB");

/** How many they are of each sort: `24 hosts and 1 switch`. */
export function countedScopes(scopes: readonly Pick<Scope, "sort">[]): string {
  const bySort = Map.groupBy(scopes, ({ sort }) => sort);
  const counted = SCOPE_SORTS.flatMap((sort) => {
    const many = bySort.get(sort)?.length ?? 0;
    return many === 0 ? [] : [`${many.toLocaleString("en")} ${WORDS[sort][many === 1 ? 0 : 1]}`];
  });
  return LIST.format(counted);
}
