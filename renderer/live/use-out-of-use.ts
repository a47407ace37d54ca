import { useEffect, useState } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import { askedOf, MOST_ASKED } from "../../shared/pool/held-of.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { EnvironmentSummary } from "../../shared/protocol/environment.ts";
import { ask } from "./actions.ts";
import { outOfUse, type OutOfUse } from "./out-of-use.ts";
import { useRole } from "./role.ts";
import { daemonNow, useDaemonNow } from "./running-charge.ts";
import { useOnline, usePools } from "./state.ts";

/** By environment, the names of those of its things that a lab admin takes out of use at some time. */
type Concerned = ReadonlyMap<string, ReadonlySet<string>>;

const NOBODY: Concerned = new Map();

/** What of the hosts of each of these is, or will be, out of use while it is there. Of what is over nothing. */
export function useOutOfUse(
  environments: readonly EnvironmentSummary[],
): (environment: EnvironmentSummary) => readonly OutOfUse[] {
  const pools = usePools();
  const now = useDaemonNow(60_000);
  const mayAsk = useRole("architect", "lab-admin", "operator");
  const online = useOnline();
  const [concerned, setConcerned] = useState(NOBODY);
  const used = new Set(environments.filter(isThere).map(({ pool }) => pool));
  const decided = pools.filter(({ id, conditions }) => used.has(id) && conditions.length > 0);
  // Where nothing is out of use nobody is asked; else when that, or who is there, changes.
  const key = JSON.stringify([
    decided.map(({ id, conditions }) => [id, conditions]),
    decided.length === 0
      ? []
      : environments.filter(isThere).map(({ id, revision }) => [id, revision]),
  ]);
  useEffect(() => {
    if (!online || !mayAsk) return undefined;
    let current = true;
    // The key tells them apart.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
    void concernedBy(decided).then((found) => {
      if (current) setConcerned(found);
    });
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps -- as above
  }, [key, online, mayAsk]);
  return (environment) => {
    const names = concerned.get(environment.id);
    const pool = pools.find(({ id }) => id === environment.pool);
    if (names === undefined || pool === undefined || !isThere(environment)) return [];
    return outOfUse({ end: environment.end, isOn: ({ item }) => names.has(item.name) }, pool, now);
  };
}

function isThere({ state }: EnvironmentSummary): boolean {
  return state !== "released" && state !== "releasing";
}

async function concernedBy(pools: readonly Pool[]): Promise<Concerned> {
  const found = new Map<string, Set<string>>();
  const start = toInstant(daemonNow());
  for (const { id, conditions, resources } of pools) {
    const scopes = conditions.map(({ scope }) => scope);
    const all = askedOf(resources, scopes);
    // Of more than are told of at once, one part after the other.
    for (let from = 0; from < all.length; from += MOST_ASKED) {
      const of = all.slice(from, from + MOST_ASKED);
      const answer = await ask((client) => client.pools.holders({ id, of, start, end: null }));
      if (!answer.ok) continue;
      for (const holder of answer.value) {
        if (holder.id === null) continue;
        found.set(holder.id, new Set([...(found.get(holder.id) ?? []), ...holder.things]));
      }
    }
  }
  return found;
}
