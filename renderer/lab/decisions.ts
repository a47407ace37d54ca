import { scopesOver, type Scope } from "../../shared/pool/condition.ts";
import { countedScopes, SCOPE_SORTS, type Decision } from "../../shared/pool/decision.ts";
import type { Pool, PoolResources } from "../../shared/pool/pool.ts";
import { scopeKey } from "./lab-state.ts";
import { scopeTitle } from "./scope-words.ts";

/** What a decision is about: the name of one thing, rack or site; of several how many. */
export function decisionTitle(
  pool: Pick<Pool, "resources">,
  { scopes }: Pick<Decision, "scopes">,
): string {
  const [only, ...others] = scopes;
  return only !== undefined && others.length === 0 ? scopeTitle(pool, only) : countedScopes(scopes);
}

/** Each of several; of one rack or site all that stands there; nothing of one thing. By name. */
export function eachOf(
  pool: Pick<Pool, "resources">,
  { scopes }: Pick<Decision, "scopes">,
): readonly { readonly scope: Scope; readonly title: string }[] {
  const [only, ...others] = scopes;
  const each = only !== undefined && others.length === 0 ? standingIn(pool, only) : scopes;
  const names = namesIn(pool.resources);
  return each
    .map((scope) => ({ scope, title: names.get(scopeKey(scope)) ?? scope.id }))
    .toSorted((a, b) => SORT_AT(a.scope) - SORT_AT(b.scope) || NAMES.compare(a.title, b.title));
}

const NAMES = new Intl.Collator("en", { numeric: true });
const SORT_AT = ({ sort }: Scope): number => SCOPE_SORTS.indexOf(sort);

/** The hosts, switches and storage in a rack or at a site. */
export function standingIn({ resources }: Pick<Pool, "resources">, scope: Scope): readonly Scope[] {
  if (scope.sort !== "rack" && scope.sort !== "site") return [];
  return inside(resources).get(scopeKey(scope)) ?? [];
}

const known = new WeakMap<PoolResources, ReadonlyMap<string, readonly Scope[]>>();

/** By racks and sites, all that stands there. There are tens of thousands of things, and many racks are asked about. */
function inside(resources: PoolResources): ReadonlyMap<string, readonly Scope[]> {
  const before = known.get(resources);
  if (before !== undefined) return before;
  const found = new Map<string, Scope[]>();
  for (const [sort, item] of itemsOf(resources))
    for (const around of scopesOver(sort, item).slice(1)) {
      const key = scopeKey(around);
      const own = found.get(key) ?? [];
      own.push({ sort, id: item.id });
      found.set(key, own);
    }
  known.set(resources, found);
  return found;
}

function namesIn(resources: PoolResources): ReadonlyMap<string, string> {
  return new Map(
    [...itemsOf(resources)].map(([sort, { id, name }]) => [scopeKey({ sort, id }), name]),
  );
}

function* itemsOf({ hosts, switches, storage }: PoolResources) {
  for (const item of hosts) yield ["host", item] as const;
  for (const item of switches) yield ["switch", item] as const;
  for (const item of storage) yield ["storage", item] as const;
}
