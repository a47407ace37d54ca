import { findSimilar } from "@optique/core/suggestion";
import { fault, faultReason, FaultError, type Fault } from "../../shared/base/fault.ts";
import { err, ok, type Result } from "../../shared/base/result.ts";
import {
  isInScope,
  racksInScope,
  type Condition,
  type Scope,
} from "../../shared/pool/condition.ts";
import type { Pool, PoolResources } from "../../shared/pool/pool.ts";
import { rackPlaces } from "../../shared/pool/racks.ts";

type Sort = Scope["sort"];

/** What somebody may call a thing, and what is meant by it. */
interface Called {
  readonly id: string;
  /** Beside its id. */
  readonly name: string;
}

/** `host n1`, as it is told to people. */
export function titleOf({ sort, id }: Scope): string {
  return `${sort} ${id}`;
}

/** Things as they are typed: `rack:R1` or, of several of that name, `rack:North/R1`; a name alone is a host's. */
export function scopesOf(wanted: readonly string[], pool: Pool): readonly Scope[] {
  const scopes = all(wanted, pool, (text) => scopeOf(text, pool));
  return [...new Map(scopes.map((scope) => [typed(scope), scope])).values()];
}

/** What takes things out of use by itself, each once: what around them does so stays. */
export function conditionsOf(wanted: readonly string[], pool: Pool): readonly Condition[] {
  const conditions = all(wanted, pool, (text) => conditionsOn(text, pool));
  return [...new Set(conditions.flat())];
}

/** What all of these texts mean; where it is not told of some, throws with what is wrong about each of those. */
function all<T>(
  wanted: readonly string[],
  pool: Pool,
  meantBy: (text: string) => Result<T>,
): readonly T[] {
  const meant: T[] = [];
  const wrong: Fault[] = [];
  for (const text of new Set(wanted)) {
    const one = meantBy(text);
    if (one.ok) meant.push(one.value);
    else wrong.push(one.error);
  }
  const [first, ...others] = wrong;
  if (first === undefined) return meant;
  if (others.length === 0) throw new FaultError(first);
  const detail = wrong.map(faultReason).join(" ");
  const counts = { count: wrong.length, of: new Set(wanted).size, pool: pool.name };
  throw new FaultError(fault("things-unclear", { ...counts, detail }));
}

const SORTS = ["host", "switch", "storage", "rack", "site"] as const satisfies Sort[];

/** The sort and the name that were typed. */
function parted(text: string): Scope {
  const [, word, name] = /^([a-z]+):(.+)$/s.exec(text) ?? [];
  const sort = SORTS.find((one) => one === word);
  return sort === undefined || name === undefined ? { sort: "host", id: text } : { sort, id: name };
}

function scopeOf(text: string, { name: pool, resources }: Pool): Result<Scope> {
  const { sort, id: wanted } = parted(text);
  const there = calledOf(resources, sort);
  const exact = there.find(({ id }) => id === wanted);
  const named = there.filter(({ name }) => name === wanted);
  const [first, ...others] = exact === undefined ? named : [exact];
  if (first === undefined) {
    const near = nearWords(nearTo(text, resources));
    return err(fault("thing-unknown", { what: sort, id: wanted, pool, near }));
  }
  if (others.length === 0) return ok({ sort, id: first.id });
  const names = named.map(({ id }) => id).join(", ");
  return err(fault("ambiguous", { what: sort, id: wanted, names }));
}

function conditionsOn(text: string, pool: Pool): Result<readonly Condition[]> {
  const { conditions, name, resources } = pool;
  // A thing that is gone can still be out of use.
  const said = conditions.filter(({ scope }) => typed(scope) === typed(parted(text)));
  if (said.length > 0) return ok(said);
  const scope = scopeOf(text, pool);
  if (!scope.ok) return scope;
  const own = conditions.filter((one) => typed(one.scope) === typed(scope.value));
  if (own.length > 0) return ok(own);
  const others = outOfUseWords(scope.value, conditions, resources);
  return err(fault("thing-in-use", { thing: titleOf(scope.value), pool: name, others }));
}

/** What is out of use instead, that around it first. */
function outOfUseWords(
  scope: Scope,
  conditions: readonly Condition[],
  resources: PoolResources,
): string {
  const isAround = (outer: Scope): boolean => isWithin(resources, scope, outer);
  const others = conditions.toSorted(
    (a, b) => Number(isAround(b.scope)) - Number(isAround(a.scope)),
  );
  const names = [...new Set(others.map((one) => typed(one.scope)))];
  if (names.length === 0) return "Nothing there is out of use.";
  const rest = names.length - MOST_NAMED;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `Out of use there: ${names.slice(0, MOST_NAMED).join(", ")}${more}.`;
}

const MOST_NAMED = 5;

function isWithin(resources: PoolResources, inner: Scope, outer: Scope): boolean {
  switch (inner.sort) {
    case "host":
      return resources.hosts.some((one) => one.id === inner.id && isInScope(outer, "host", one));
    case "switch":
      return resources.switches.some(
        (one) => one.id === inner.id && isInScope(outer, "switch", one),
      );
    case "storage":
      return resources.storage.some(
        (one) => one.id === inner.id && isInScope(outer, "storage", one),
      );
    case "rack":
      return racksInScope(resources, outer).includes(inner.id);
    case "site":
      return false;
  }
}

function typed({ sort, id }: Scope): string {
  return `${sort}:${id}`;
}

/** All things of a sort that can be taken out of use. */
function calledOf(resources: PoolResources, sort: Sort): readonly Called[] {
  const { hosts, switches, storage } = resources;
  switch (sort) {
    case "host":
      return hosts;
    case "switch":
      return switches;
    case "storage":
      return storage;
    case "rack":
      return [...new Set(rackPlaces(resources).map(({ rack }) => rack))].flatMap((name) =>
        racksInScope(resources, { sort, id: name }).map((id) => ({ id, name })),
      );
    case "site": {
      const placed = [...hosts, ...switches, ...storage, ...resources.racks];
      const sites = new Set(placed.map(({ site }) => site).filter((site) => site !== ""));
      return [...sites].map((id) => ({ id, name: id }));
    }
  }
}

/** What somebody may have meant: of that sort, else of that name and another sort. */
function nearTo(text: string, resources: PoolResources): readonly string[] {
  const { sort, id } = parted(text);
  const alike = nearOf(id, sort, calledOf(resources, sort));
  if (alike.length > 0) return alike;
  // `rak:R1` is nobody's name, but `R1` may be somebody's.
  const name = id.slice(id.indexOf(":") + 1);
  return SORTS.flatMap((other) => nearOf(name, other, calledOf(resources, other), EXACTLY));
}

const EXACTLY = { maxDistance: 0 };

function nearOf(
  wanted: string,
  sort: Sort,
  there: readonly Called[],
  options: Parameters<typeof findSimilar>[2] = {},
): readonly string[] {
  const byWord = Map.groupBy(
    there.flatMap(({ id, name }) => [...new Set([id, name])].map((word) => ({ id, word }))),
    ({ word }) => word,
  );
  const near = new Map<string, string>();
  for (const word of findSimilar(wanted, byWord.keys(), options)) {
    const called = byWord.get(word) ?? [];
    // As it is recognised, where that says which.
    for (const { id } of called)
      if (!near.has(id)) near.set(id, typed({ sort, id: called.length === 1 ? word : id }));
  }
  return [...near.values()].slice(0, MOST_NAMED);
}

function nearWords(near: readonly string[]): string {
  if (near.length === 0) return "Nothing there is called nearly so.";
  return `Called nearly so: ${near.join(", ")}.`;
}
