import {
  scopesOver,
  type Condition,
  type Placed,
  type Scope,
} from "../../shared/pool/condition.ts";
import { endingOf, endingOrder, type Ending } from "../../shared/pool/condition-words.ts";
import { decisionsOf } from "../../shared/pool/decision.ts";
import type { Pool, PoolResources } from "../../shared/pool/pool.ts";
import { rackKey, rackPlaces } from "../../shared/pool/racks.ts";
import { localTime } from "../ui/local-time.ts";
import { CONDITION_WORDS } from "./thing-look.ts";

/** What a scope is called: `host web-1`, `rack North/R7`. */
export function scopeTitle({ resources }: Pick<Pool, "resources">, scope: Scope): string {
  const { sort, id } = scope;
  const name = sort === "rack" || sort === "site" ? id : (itemOf(resources, scope)?.name ?? id);
  return `${sort} ${name}`;
}

/** Several as one: `rack R7`, `3 things`. */
export function scopesTitle(pool: Pick<Pool, "resources">, scopes: readonly Scope[]): string {
  const [first] = scopes;
  return scopes.length === 1 && first !== undefined
    ? scopeTitle(pool, first)
    : `${scopes.length} things`;
}

/** The host, switch or storage that a scope names. */
export function itemOf(
  resources: PoolResources,
  { sort, id }: Scope,
): PoolResources["hosts" | "switches" | "storage"][number] | undefined {
  if (sort === "rack" || sort === "site") return undefined;
  return itemsOf(resources, sort).find((item) => item.id === id);
}

function itemsOf(
  { hosts, switches, storage }: PoolResources,
  sort: "host" | "switch" | "storage",
): PoolResources["hosts" | "switches" | "storage"] {
  if (sort === "host") return hosts;
  return sort === "switch" ? switches : storage;
}

/** The conditions, begun or to come, that take these things out of use: their own and those of all around them. */
export function conditionsOver(
  { resources, conditions }: Pick<Pool, "resources" | "conditions">,
  scopes: readonly Scope[],
  now: number,
): readonly Condition[] {
  if (conditions.length === 0) return [];
  const keysOver = keysOverIn(resources);
  const over = new Set(scopes.flatMap(keysOver));
  return conditions.filter(
    ({ scope, end }) => (end === null || Date.parse(end) > now) && over.has(scopeKey(scope)),
  );
}

/** What may be ordered of these things, at an instant: what is so already is ended rather than begun once more. */
export function conditionOrders(
  pool: Pick<Pool, "resources" | "conditions">,
  scopes: readonly Scope[],
  now: number,
): { readonly begin: readonly Condition["kind"][]; readonly end: readonly Ending[] } {
  const over = conditionsOver(pool, scopes, now);
  if (over.length === 0) return { begin: KINDS, end: [] };
  const keysOver = keysOverIn(pool.resources);
  const isAlready = (kind: Condition["kind"]): boolean => {
    const so = over.filter(
      (one) => one.kind === kind && one.end === null && Date.parse(one.start) <= now,
    );
    const keys = new Set(so.map(({ scope }) => scopeKey(scope)));
    return scopes.every((scope) => keys.size > 0 && keysOver(scope).some((key) => keys.has(key)));
  };
  const endings = over.map((one) => endingOf(one, now));
  return {
    begin: KINDS.filter((kind) => !isAlready(kind)),
    end: [...new Map(endings.map((ending) => [endingOrder(ending), ending])).values()],
  };
}

const KINDS = ["draining", "maintenance", "quarantine"] as const satisfies Condition["kind"][];

/** What takes these things out of use later: `Maintenance from … until …. New floor`. */
export function plannedWords(
  pool: Pick<Pool, "resources" | "conditions">,
  scopes: readonly Scope[],
  now: number,
): readonly { readonly id: string; readonly text: string }[] {
  const planned = conditionsOver(pool, scopes, now)
    .filter(({ start }) => Date.parse(start) > now)
    .toSorted((a, b) => (a.start < b.start ? -1 : 1));
  // What was decided of several things at once is told once.
  return decisionsOf(planned).map(({ condition, scopes: { length } }) => {
    const { id, kind, start, end, why } = condition;
    const of = length === 1 ? "" : ` of ${length} things`;
    const until = end === null ? "" : ` until ${localTime(end)}`;
    const words = `${CONDITION_WORDS[kind].holds}${of} from ${localTime(start)}${until}`;
    return { id, text: why === "" ? words : `${words}. ${why}` };
  });
}

function scopeKey({ sort, id }: Scope): string {
  return `${sort}:${id}`;
}

type KeysOver = (scope: Scope) => readonly string[];
const known = new WeakMap<PoolResources, KeysOver>();

/** By scope, the keys of all that hold it: itself, and what is around it. Ten thousand may be asked about at once. */
function keysOverIn(resources: PoolResources): KeysOver {
  const before = known.get(resources);
  if (before !== undefined) return before;
  const places = new Map<Scope["sort"], ReadonlyMap<string, Placed>>();
  const keysOver: KeysOver = (scope) => {
    const { sort, id } = scope;
    // Only of what is asked about: to put all of it in order would take longer than a frame.
    const ofSort = places.get(sort) ?? placesOf(resources, sort);
    places.set(sort, ofSort);
    const place = ofSort.get(id);
    return [scopeKey(scope), ...(place === undefined ? [] : keysAround(place))];
  };
  known.set(resources, keysOver);
  return keysOver;
}

/** Where everything of a sort stands, by the id of its scope. */
function placesOf(resources: PoolResources, sort: Scope["sort"]): ReadonlyMap<string, Placed> {
  if (sort === "site") return new Map();
  if (sort !== "rack") return new Map(itemsOf(resources, sort).map((item) => [item.id, item]));
  return new Map(rackPlaces(resources).map((place) => [rackKey(place), { id: "", ...place }]));
}

/** The keys of the racks and the site that something stands in. */
function keysAround(place: Placed): readonly string[] {
  return scopesOver("host", place)
    .filter((scope) => scope.sort !== "host")
    .map(scopeKey);
}
