import { isDeepStrictEqual } from "node:util";
import { toInstant } from "../../../shared/base/clock.ts";
import { fault, FaultError } from "../../../shared/base/fault.ts";
import { isAnyInScope, type Condition, type Scope } from "../../../shared/pool/condition.ts";
import type { Outcomes, Settled, Settling } from "../../../shared/pool/outlook.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { affectedBy, outcomesOf } from "../pool/affected.ts";
import { affectedPage } from "../pool/holders-page.ts";
import { poolView } from "../pool/pool-view.ts";
import { replanStranded } from "../reservations/replan.ts";
import type { PoolHistory, PoolRecord } from "../store/store.ts";
import { found, procedures, unwrap } from "./implementer.ts";
import type { Services } from "./services.ts";

/** What of a pool is out of use, since when, until when, and whom it concerns. */
export function conditionHandlers({ pools, clock, random, reservations, wakeScheduler }: Services) {
  const group = procedures.pools;
  /** By pool and lab admin. */
  const settling = new Map<string, Settling>();
  const settle = async (pool: PoolRecord, by: string): Promise<void> => {
    const key = `${pool.id} ${by}`;
    try {
      await replanStranded(reservations, pool, (now) => settling.set(key, now));
    } finally {
      settling.delete(key);
    }
  };
  const historyOf = (
    type: "condition-begun" | "condition-ended",
    conditions: readonly Condition[],
    by: string,
  ): PoolHistory => {
    const bodies = conditions.map((condition) => ({ type, condition }));
    return { by, at: toInstant(clock.now()), bodies };
  };
  return {
    affected: group.affected.handler(async ({ input: { id, scope, ...time } }) => [
      ...(await affectedBy(reservations, unwrap(await pools.find(id)), { of: [scope], ...time })),
    ]),
    affectedRows: group.affectedRows.handler(async ({ input: { id, ...asked } }) =>
      affectedPage(reservations, unwrap(await pools.find(id)), asked),
    ),
    beginCondition: group.beginCondition.handler(async ({ input, context }) => {
      const { id, most, also, ...given } = input;
      const pool = unwrap(await pools.find(id));
      const of = [given.scope, ...also];
      refuseBackwards(given);
      for (const scope of of) refuseNothing(pool, scope);
      const begun = of.map((scope): Condition => {
        const own = { id: `condition-${random.hex(8)}`, by: context.user.id };
        return { ...given, ...own, scope };
      });
      const affected = await affectedBy(reservations, pool, { ...given, of });
      const kept = unwrap(
        await pools.keep(id, (known) => {
          const conditions = begun.reduce(withOnce, known.conditions);
          const fresh = conditions.slice(known.conditions.length);
          return { conditions, history: historyOf("condition-begun", fresh, context.user.id) };
        }),
      );
      await settle(kept, context.user.id);
      const settled = await outcomesOf(reservations, kept, { ...given, of }, affected);
      return {
        pool: poolView(kept),
        affected: settled.slice(0, most),
        outcomes: countOf(settled),
      };
    }),
    settling: group.settling.handler(
      ({ input: { id }, context: { user } }) => settling.get(`${id} ${user.id}`) ?? null,
    ),
    endCondition: group.endCondition.handler(
      async ({ input: { id, condition, also }, context }) => {
        const named = new Set([condition, ...also]);
        const last: { ended: readonly Condition[] } = { ended: [] };
        const kept = unwrap(
          await pools.keep(id, ({ conditions }) => {
            last.ended = conditions.filter((one) => named.has(one.id));
            found(last.ended[0], "condition", condition);
            return {
              conditions: conditions.filter((one) => !named.has(one.id)),
              history: historyOf("condition-ended", last.ended, context.user.id),
            };
          }),
        );
        // There is room again, for those that wait too.
        wakeScheduler();
        const ended = new Set(last.ended.map((one) => one.id));
        const endedBefore = [...named].filter((one) => !ended.has(one));
        return { pool: poolView(kept), ended: [...ended], endedBefore };
      },
    ),
  };
}

function countOf(settled: readonly Settled[]): Outcomes {
  const counts: Outcomes = { moved: 0, waits: 0, stays: 0, warned: 0 };
  for (const { outcome } of settled) counts[outcome]++;
  return counts;
}

/** Whoever lost the answer asks for the very same again: it is decided once. */
function withOnce(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  const isDecided = conditions.some((one) =>
    isDeepStrictEqual({ ...one, id: "" }, { ...condition, id: "" }),
  );
  return isDecided ? conditions : [...conditions, condition];
}

/** A slip of the pen would take nothing out of use, and nobody would notice. */
function refuseNothing({ resources }: Pick<Pool, "resources">, scope: Scope): void {
  if (isAnyInScope(resources, scope)) return;
  throw new FaultError(fault("not-found", { what: scope.sort, id: scope.id }));
}

function refuseBackwards({ start, end }: Pick<Condition, "start" | "end">): void {
  if (end !== null && Date.parse(end) <= Date.parse(start))
    throw new FaultError(fault("window-invalid", { start, end }));
}
