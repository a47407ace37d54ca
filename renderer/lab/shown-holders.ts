import type { Result } from "../../shared/base/result.ts";
import { ok } from "../../shared/base/result.ts";
import type { Scope } from "../../shared/pool/condition.ts";
import type { HeldOf } from "../../shared/pool/held-of.ts";
import type { Holder } from "../../shared/pool/outlook.ts";
import { ask } from "../live/actions.ts";
import type { HolderCounts } from "./holders-text.ts";

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

/** The daemon gives no more of them at once. */
const PAGE = 200;

interface Asked {
  readonly pool: string;
  readonly time: { readonly start: string; readonly end: string | null };
  /** So many of them. */
  readonly shown: number;
}

/** The first of those who would be out of use with these things at some time of that; each one once. */
export function affectedOf(
  of: readonly Scope[],
  { pool, time, shown }: Asked,
): Promise<Result<ShownHolders>> {
  return inParts(shown, async (part) => {
    const page = await ask((client) =>
      client.pools.affectedRows({ id: pool, of: [...of], ...time, ...part }),
    );
    if (!page.ok) return page;
    const { total, running, rows } = page.value;
    return ok({ counts: { known: total, running, others: false }, total, rows });
  });
}

/** The first of those who hold something of any of these at some time of that; of strangers only that somebody does. */
export function holdersOf(
  of: readonly HeldOf[],
  { pool, time, shown }: Asked,
): Promise<Result<ShownHolders>> {
  return inParts(shown, async (part) => {
    const page = await ask((client) =>
      client.pools.holderRows({ id: pool, of: [...of], ...time, ...part }),
    );
    if (!page.ok) return page;
    const { known, running, others, total, rows } = page.value;
    return ok({ counts: { known, running, others }, total, rows });
  });
}

interface Part {
  readonly from: number;
  readonly count: number;
}

async function inParts(
  shown: number,
  partOf: (part: Part) => Promise<Result<ShownHolders>>,
): Promise<Result<ShownHolders>> {
  const rows: Holder[] = [];
  for (let from = 0; ; from += PAGE) {
    const count = Math.min(PAGE, shown - from);
    const answer = await partOf({ from, count });
    if (!answer.ok) return answer;
    const { counts, total } = answer.value;
    rows.push(...answer.value.rows);
    if (from + count < Math.min(shown, total)) continue;
    return ok({ counts, total, rows: rows.toSorted(bySoonest) });
  }
}
