import type { Window } from "../../../shared/schedule/window.ts";
import type { HeldPool } from "./fitter.ts";

/** The times that a question is about. */
export interface AskedTimes {
  /** The moment. */
  readonly now: Window;
  readonly chosen: Window;
}

/**
 * Whether something that others hold, a condition or a licence's term begins or ends between the times of two
 * questions; if nothing does, the clock alone changes no answer.
 */
export function somethingTurns(
  pools: readonly HeldPool[],
  before: AskedTimes,
  after: AskedTimes,
): boolean {
  const stretches = (["now", "chosen"] as const)
    .flatMap((which) =>
      (["start", "end"] as const).map((edge) => [before[which][edge], after[which][edge]] as const),
    )
    .filter(([from, to]) => from !== to);
  if (stretches.length === 0) return false;
  // Instants are all written alike, so that they compare as texts.
  const isPassed = (instant: string): boolean =>
    stretches.some(([from, to]) => instant >= from && instant <= to);
  return pools.some(
    ({ pool, held }) =>
      held.some(({ window }) => isPassed(window.start) || isPassed(window.end)) ||
      pool.conditions.some(({ start, end }) => isPassed(start) || (end && isPassed(end))) ||
      pool.resources.seats.some(({ until }) => until && isPassed(until)),
  );
}
