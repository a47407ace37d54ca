import {
  isInScope,
  racksInScope,
  type Condition,
  type Scope,
} from "../../shared/pool/condition.ts";
import { endingOf, endingOrder, type Ending } from "../../shared/pool/condition-words.ts";
import type { Pool, PoolResources } from "../../shared/pool/pool.ts";
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

/** What may be ordered of these things, at an instant: what is so already is ended rather than begun once more. */
export function conditionOrders(
  pool: Pick<Pool, "resources" | "conditions">,
  scopes: readonly Scope[],
  now: number,
): { readonly begin: readonly Condition["kind"][]; readonly end: readonly Ending[] } {
  const isAlready = (kind: Condition["kind"]): boolean =>
    scopes.every((scope) =>
      conditionsOver(pool, [scope], now).some(
        (one) => one.kind === kind && one.end === null && Date.parse(one.start) <= now,
      ),
    );
  const endings = conditionsOver(pool, scopes, now).map((one) => endingOf(one, now));
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
  const alike = Map.groupBy(planned, ({ kind, start, end, why }) =>
    JSON.stringify([kind, start, end, why]),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { id, kind, start, end, why } = first;
    const of = others.length === 0 ? "" : ` of ${others.length + 1} things`;
    const until = end === null ? "" : ` until ${localTime(end)}`;
    const words = `${CONDITION_WORDS[kind].holds}${of} from ${localTime(start)}${until}`;
    return [{ id, text: why === "" ? words : `${words}. ${why}` }];
  });
}

function holdsOf(resources: PoolResources, outer: Scope, inner: Scope): boolean {
  if (outer.sort === inner.sort && outer.id === inner.id) return true;
  if (inner.sort === "rack") return racksInScope(resources, outer).includes(inner.id);
  const item = itemOf(resources, inner);
  return item !== undefined && inner.sort !== "site" && isInScope(outer, inner.sort, item);
}
