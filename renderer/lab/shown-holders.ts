import type { Result } from "../../shared/base/result.ts";
import { ok } from "../../shared/base/result.ts";
import type { Scope } from "../../shared/pool/condition.ts";
import type { Affected, Holder } from "../../shared/pool/outlook.ts";
import { ask } from "../live/actions.ts";
import { countHolders, type HolderCounts } from "./holders-text.ts";

/** So many are read at once; how many there are is told. */
export const HOLDERS_SHOWN = 50;

/** Who has something, or the first of them, and how many there are. */
export interface ShownHolders {
  readonly counts: HolderCounts;
  /** Of all that may be told apart. */
  readonly total: number;
  readonly rows: readonly Holder[];
}

const NAMES = new Intl.Collator("en", { numeric: true });

/** The soonest first; copies, which are there at the same time, in their order. */
function bySoonest(a: Holder, b: Holder): number {
  const between = Date.parse(a.window.start) - Date.parse(b.window.start);
  return between === 0 ? NAMES.compare(a.name ?? "", b.name ?? "") : between;
}

/** The first of a whole list. */
export function shownOf(holders: readonly Holder[]): ShownHolders {
  const rows = holders.toSorted(bySoonest).slice(0, HOLDERS_SHOWN);
  return { counts: countHolders(holders), total: holders.length, rows };
}

/** The daemon gives no more of them at once. */
const PAGE = 200;

/** The first of those who hold something of any of these things at some time of that; each one once. */
export async function affectedOf(
  pool: string,
  of: readonly Scope[],
  time: { readonly start: string; readonly end: string | null },
  shown: number,
): Promise<Result<ShownHolders>> {
  const rows: Affected[] = [];
  for (let from = 0; ; from += PAGE) {
    const count = Math.min(PAGE, shown - from);
    const answer = await ask((client) =>
      client.pools.affectedRows({ id: pool, of: [...of], ...time, from, count }),
    );
    if (!answer.ok) return answer;
    const { total, running } = answer.value;
    rows.push(...answer.value.rows);
    if (from + count < Math.min(shown, total)) continue;
    const counts = { known: total, running, others: false };
    return ok({ counts, total, rows: rows.toSorted(bySoonest) });
  }
}
