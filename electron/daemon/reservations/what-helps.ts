import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { createChecker } from "../../../shared/constraints/incremental.ts";
import { checkPool, type PoolQuestion } from "../../../shared/constraints/pool-check.ts";
import { lookForWaysOut } from "../../../shared/constraints/ways-out.ts";
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
  const titles: string[] = [];
  for (const problem of checkPool(question).slice(0, MOST_MENDED)) {
    const ways = await inTurns(lookForWaysOut(question, problem, checker));
    titles.push(...ways.map(({ title }) => title));
  }
  return [...new Set(titles)].map((title) => ({ type: "change", title }));
}
