import { scopesOver, type Placed, type Scope } from "./condition.ts";
import type { PoolResources } from "./pool.ts";
import { rackKey } from "./racks.ts";

type Resources = Pick<PoolResources, "hosts" | "switches" | "storage">;

interface Thing {
  readonly item: Placed;
  /** Every scope that takes it in. */
  readonly over: readonly string[];
}

/**
 * The same things in fewer scopes, where there are more than `most`: racks of which all is meant become one each, and
 * when that is not enough, sites. Nothing is taken in that is not meant, and nothing is left out; there may still be
 * too many.
 */
export function foldScopes(
  resources: Resources,
  scopes: readonly Scope[],
  most: number,
): readonly Scope[] {
  if (scopes.length <= most) return scopes;
  const things = thingsOf(resources);
  const inRacks = fold(things, scopes, (item) => ({ sort: "rack", id: rackKey(item) }));
  if (inRacks.length <= most) return inRacks;
  return fold(things, inRacks, ({ site }) => ({ sort: "site", id: site }));
}

/** Puts a place for all things in it, where each of them is meant. */
function fold(
  things: readonly Thing[],
  scopes: readonly Scope[],
  placeOf: (item: Placed) => Scope,
): readonly Scope[] {
  const [meant, others] = parted(things, new Set(scopes.map(keyOf)));
  const ofOthers = keysOver(others);
  const whole = new Map<string, Scope>();
  for (const { item } of meant) {
    const place = placeOf(item);
    if (place.id !== "" && !ofOthers.has(keyOf(place))) whole.set(keyOf(place), place);
  }
  const [, rest] = parted(things, new Set(whole.keys()));
  const [ofRest, ofAll] = [keysOver(rest), keysOver(things)];
  // What takes in nothing, as an empty rack, is in no other place.
  const left = scopes.filter((scope) => ofRest.has(keyOf(scope)) || !ofAll.has(keyOf(scope)));
  return [...left, ...whole.values()];
}

/** Those that any of these scopes takes in, and all others. */
function parted(
  things: readonly Thing[],
  keys: ReadonlySet<string>,
): readonly [readonly Thing[], readonly Thing[]] {
  const isIn = ({ over }: Thing): boolean => over.some((key) => keys.has(key));
  return [things.filter(isIn), things.filter((thing) => !isIn(thing))];
}

function keysOver(things: readonly Thing[]): ReadonlySet<string> {
  return new Set(things.flatMap(({ over }) => over));
}

function keyOf({ sort, id }: Scope): string {
  return `${sort}:${id}`;
}

function thingsOf({ hosts, switches, storage }: Resources): readonly Thing[] {
  const all = (sort: "host" | "switch" | "storage", items: readonly Placed[]): readonly Thing[] =>
    items.map((item) => ({ item, over: scopesOver(sort, item).map(keyOf) }));
  return [...all("host", hosts), ...all("switch", switches), ...all("storage", storage)];
}
