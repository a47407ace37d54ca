import { setImmediate } from "node:timers/promises";
import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import type { PriceChange } from "../../../shared/prices/price-change.ts";
import { monthBefore, usageWithin } from "../../../shared/prices/usage-month.ts";
import {
  asIfAlways,
  changeOfAccount,
  priceChange,
  type AccountChange,
} from "../../../shared/prices/what-would-change.ts";
import { readBook } from "../../../shared/pricing/engine/read.ts";
import { defaultContract } from "../../../shared/pricing/terms.ts";
import type { Store } from "../store/store.ts";

interface ChangeContext {
  readonly store: Pick<Store, "listTenants" | "priceBooks" | "contract" | "tenantUsage">;
  readonly clock: Pick<Clock, "now">;
}

interface ChangeQuestion {
  readonly text: string;
  readonly month: "last" | "this";
  /** All of them where none is given. */
  readonly tenant?: string | undefined;
}

/** What a month's usage would have cost by a draft, tenant after tenant; others are served in between. */
export async function whatWouldChange(
  { store, clock }: ChangeContext,
  { text, month, tenant }: ChangeQuestion,
): Promise<Result<PriceChange & { start: string; end: string }>> {
  const read = readBook(text);
  if (!read.ok) return read;
  const now = clock.now();
  const span = monthBefore(now, read.value.tariffZone, month === "this");
  const window = { start: toInstant(span.start), end: toInstant(span.end) };
  const draft = asIfAlways(read.value, Date.parse(read.value.effectiveFrom ?? toInstant(now)));
  const published = await store.priceBooks(draft.id);
  const changes: AccountChange[] = [];
  const unconcerned: string[] = [];
  for (const { id: account } of await store.listTenants()) {
    if (tenant !== undefined && tenant !== account) continue;
    const segments = usageWithin(await store.tenantUsage(account, window), span);
    if (segments.length === 0) continue;
    const agreed = (await store.contract(account, toInstant(now)))?.contract;
    const contract = agreed ?? defaultContract(account, draft);
    const change = changeOfAccount(published, draft, { account, contract, segments }, span);
    if (!change.ok) return change;
    if (change.value === null) unconcerned.push(account);
    else changes.push(change.value);
    await setImmediate();
  }
  return ok({ ...priceChange(draft.currency, changes, unconcerned), ...window });
}
