import { useEffect, useMemo, useState } from "react";
import type { Pool } from "../../shared/pool/pool.ts";
import { askedOf, MOST_ASKED, type HeldOf } from "../../shared/pool/held-of.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { fault } from "../../shared/base/fault.ts";
import { err, type Result } from "../../shared/base/result.ts";
import { learnName } from "../live/learn-names.ts";
import { useRole } from "../live/role.ts";
import { daemonNow, useDaemonNow } from "../live/running-charge.ts";
import { useLive, usePools, type Live } from "../live/state.ts";
import { useLab } from "./lab-state.ts";
import { holdersOf, type ShownHolders } from "./shown-holders.ts";
import { labThings, type LabThing } from "./things.ts";

/** States change with time alone; a minute late is early enough where nobody touched anything. */
const TICK_MS = 20_000;

/** The pool that is looked at; undefined while there is none. */
export function useShownPool(): Pool | undefined {
  const pools = usePools();
  const wanted = useLab((lab) => lab.pool);
  return pools.find(({ id }) => id === wanted) ?? pools[0];
}

/** Everything of the pool as it is now. */
export function useLabThings(pool: Pool): readonly LabThing[] {
  const timeline = useLive((live) => live.timelines[pool.id]);
  const tick = useDaemonNow(TICK_MS);
  // What has just been done counts from now on, not from the last tick on.
  return useMemo(() => {
    const things = labThings(pool, timeline, Math.max(tick, daemonNow()), latest.get(pool.id));
    latest.set(pool.id, things);
    return things;
  }, [pool, timeline, tick]);
}

/** By pool, as they were last shown: what stayed as it was need not be drawn or looked through again. */
const latest = new Map<string, readonly LabThing[]>();

/** True for whoever may change the lab; all others only look. */
export function useMayAdminister(): boolean {
  return useRole("lab-admin");
}

/** True for whoever may see the lab's history and take its inventory away. */
export function useMayRead(): boolean {
  return useRole("lab-admin", "operator");
}

const pickNames = (live: Live): Live["names"] => live.names;

/** A person by name; by the id whoever belongs to another tenant, unless one administers the lab that they share. */
export function usePersonName(): (id: string) => string {
  const about = useLive(({ connection }) =>
    connection.status === "online" ? connection.about : null,
  );
  const names = useLive(pickNames);
  return (id) => {
    if (id === about?.user.id) return about.user.name;
    const known = names[id];
    if (known === undefined) learnName(id);
    return known ?? id;
  };
}

/** An answer of the daemon about what is now shown; null until it has come. */
export type Answer<T> = Result<T> | null;

const pickSummaries = (live: Live): Live["summaries"] => live.summaries;

/**
 * Asks the daemon, and again whenever the pool or an environment changed, or another number of rows is shown; an older
 * answer stays until then.
 */
export function useAnswer<T>(
  key: string,
  question: () => Promise<Result<T>>,
  shown?: number,
): Answer<T> {
  const [answer, setAnswer] = useState<{ key: string; result: Result<T> } | null>(null);
  const pools = usePools();
  const summaries = useLive(pickSummaries);
  useEffect(() => {
    let current = true;
    // It is told by its key; pools and summaries only say when to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
    void question().then((result) => {
      if (current) setAnswer({ key, result });
    });
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react/exhaustive-deps -- as above
  }, [key, pools, summaries, shown]);
  return answer?.key === key ? answer.result : null;
}

/** Who is on these things now or will be, or the first of them, earliest first; of strangers only that somebody is. */
export function useHolders(pool: Pool, of: readonly HeldOf[], shown: number): Answer<ShownHolders> {
  const { id, resources } = pool;
  const time = { start: toInstant(daemonNow()), end: null };
  const asked = useMemo(() => askedOf(resources, of), [resources, of]);
  return useAnswer(
    `holders ${id} ${JSON.stringify(asked)}`,
    () =>
      asked.length > MOST_ASKED
        ? Promise.resolve(
            err(fault("holders-of-too-many", { count: asked.length, most: MOST_ASKED })),
          )
        : holdersOf(asked, { pool: id, time, shown }),
    shown,
  );
}
