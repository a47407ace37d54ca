import {
  isInScope,
  racksInScope,
  type Condition,
  type Scope,
} from "../../shared/pool/condition.ts";
import type { Pool, PoolResources } from "../../shared/pool/pool.ts";

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
  { hosts, switches, storage }: PoolResources,
  { sort, id }: Scope,
): PoolResources["hosts" | "switches" | "storage"][number] | undefined {
  if (sort === "host") return hosts.find((host) => host.id === id);
  if (sort === "switch") return switches.find((item) => item.id === id);
  return sort === "storage" ? storage.find((item) => item.id === id) : undefined;
}

/** The conditions, begun or to come, that take these things out of use: their own and those of all around them. */
export function conditionsOver(
  { resources, conditions }: Pick<Pool, "resources" | "conditions">,
  scopes: readonly Scope[],
  now: number,
): readonly Condition[] {
  return conditions.filter(
    (condition) =>
      (condition.end === null || Date.parse(condition.end) > now) &&
      scopes.some((scope) => holdsOf(resources, condition.scope, scope)),
  );
}

function holdsOf(resources: PoolResources, outer: Scope, inner: Scope): boolean {
  if (outer.sort === inner.sort && outer.id === inner.id) return true;
  if (inner.sort === "rack") return racksInScope(resources, outer).includes(inner.id);
  const item = itemOf(resources, inner);
  return item !== undefined && inner.sort !== "site" && isInScope(outer, inner.sort, item);
}
