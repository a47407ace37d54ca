import { ok, type Result } from "../../shared/base/result.ts";
import type { PoolChange } from "../../shared/pool/change.ts";
import type { Scope } from "../../shared/pool/condition.ts";

/** A line of the history; of what one decision began or ended, the first, and all that it was about. */
export interface HistoryLine {
  readonly change: PoolChange;
  /** Empty for what is no condition. */
  readonly scopes: readonly Scope[];
}

/** One line for what follows each other and was done by one decision, at one time; the order stays. */
export function historyLines(changes: readonly PoolChange[]): readonly HistoryLine[] {
  const lines: { readonly change: PoolChange; readonly scopes: Scope[]; readonly key: string }[] =
    [];
  for (const change of changes) {
    const key = decisionKey(change);
    const last = lines.at(-1);
    const scopes = "condition" in change.body ? [change.body.condition.scope] : [];
    if (key !== null && last?.key === key) last.scopes.push(...scopes);
    else lines.push({ change, scopes, key: key ?? "" });
  }
  return lines;
}

/** So many changes before a number, newest first; null: the newest. */
type Load = (before: number | null, limit: number) => Promise<Result<readonly PoolChange[]>>;

/** The most that the daemon tells at once. */
const MOST = 200;

/** A page of changes, and all the rest of its last decision: half of it would be told as if it were the whole. */
export async function wholePage(
  load: Load,
  before: number | null,
  limit: number,
): Promise<Result<readonly PoolChange[]>> {
  const page = await load(before, limit);
  return page.ok && page.value.length === limit ? withRest(load, page.value) : page;
}

async function withRest(
  load: Load,
  found: readonly PoolChange[],
): Promise<Result<readonly PoolChange[]>> {
  const last = found.at(-1);
  const key = last === undefined ? null : decisionKey(last);
  if (last === undefined || key === null) return ok(found);
  const more = await load(last.number, MOST);
  if (!more.ok) return more;
  const end = more.value.findIndex((one) => decisionKey(one) !== key);
  const all = [...found, ...(end === -1 ? more.value : more.value.slice(0, end))];
  return end === -1 && more.value.length === MOST ? withRest(load, all) : ok(all);
}

/** The same for all that one decision did at one time; null for what is told by itself. */
function decisionKey({ at, by, body }: PoolChange): string | null {
  if (!("condition" in body)) return null;
  const { kind, start, end, why, by: decider } = body.condition;
  return JSON.stringify([body.type, at, by, kind, start, end, why, decider]);
}
