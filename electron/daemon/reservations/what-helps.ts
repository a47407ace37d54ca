import type { Steps } from "../../../shared/base/steps.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { createChecker } from "../../../shared/constraints/incremental.ts";
import {
  checkPool,
  refusalsOf,
  type PoolQuestion,
} from "../../../shared/constraints/pool-check.ts";
import type { QuickFix } from "../../../shared/constraints/rule.ts";
import { lookForWaysOut } from "../../../shared/constraints/ways-out.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { Offer } from "../../../shared/protocol/reservation.ts";
import { inTurns } from "../in-turns.ts";
import { inUse } from "./fit-slot.ts";
import type { PlannedTime } from "./plan-slots.ts";

/** So many reasons are mended, each by itself. */
const MOST_MENDED = 3;

interface Lab {
  readonly catalogue: Catalogue;
  readonly pool: Pool;
  readonly book: PriceBook;
}

/**
 * What would let an empty lab hold what it cannot: fewer copies, or the design changed, each change tried before it is
 * offered. Nothing for what only has to wait. Remembered by design; lets other work in between the tries.
 */
export function whatHelps(lab: Lab): (time: PlannedTime) => Promise<readonly Offer[]> {
  const known = new Map<PlannedTime["design"], Promise<readonly Offer[]>>();
  return async (time) => {
    if (time.most === null) return [];
    if (time.most > 0) return [{ type: "copies", copies: time.most }];
    const found = known.get(time.design) ?? changes(lab, time);
    known.set(time.design, found);
    return found;
  };
}

async function changes(
  { catalogue, pool, book }: Lab,
  { design, times }: PlannedTime,
): Promise<readonly Offer[]> {
  const empty = { pool: inUse(pool), held: [] };
  const question: PoolQuestion = { level: "pool", design, catalogue, ...empty, window: times.hold };
  const checker = createChecker(catalogue, book);
  const problems = checkPool(question);
  const ways: QuickFix[] = [];
  for (const problem of problems.slice(0, MOST_MENDED))
    ways.push(...(await inTurns(lookForWaysOut(question, problem, checker))));
  const best = problems.length > 1 ? await inTurns(mendingAll(question, ways)) : ways;
  return [...new Set(best.map(({ title }) => title))].map((title) => ({ type: "change", title }));
}

/** Those after which all of it fits; where none is enough, all of them. */
function* mendingAll(
  question: PoolQuestion,
  ways: readonly QuickFix[],
): Steps<readonly QuickFix[]> {
  const enough: QuickFix[] = [];
  for (const way of ways) {
    yield;
    const design = applyEdits(question.design, way.edits);
    if (refusalsOf({ ...question, design }).length === 0) enough.push(way);
  }
  return enough.length > 0 ? enough : ways;
}
