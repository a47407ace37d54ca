import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import type { PriceChange } from "../../../shared/prices/price-change.ts";
import { monthBefore } from "../../../shared/prices/usage-month.ts";
import { asIfAlways } from "../../../shared/prices/what-would-change.ts";
import type { Span } from "../../../shared/pricing/engine/calendar.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { readBook } from "../../../shared/pricing/engine/read.ts";
import { defaultContract } from "../../../shared/pricing/terms.ts";
import type { Store } from "../store/store.ts";
import { startChangeRater, type ChangeRater } from "./change/index.ts";

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

/** What a month's usage would have cost by a draft. It is rated in another thread: meanwhile others are served. */
export async function whatWouldChange(
  context: ChangeContext,
  { text, month, tenant }: ChangeQuestion,
): Promise<Result<PriceChange & { start: string; end: string }>> {
  const read = readBook(text);
  if (!read.ok) return read;
  const now = context.clock.now();
  const span = monthBefore(now, read.value.tariffZone, month === "this");
  const draft = asIfAlways(read.value, Date.parse(read.value.effectiveFrom ?? toInstant(now)));
  const published = await context.store.priceBooks(draft.id);
  const rater = startChangeRater({ published, draft, span });
  try {
    await addUsage(context, rater, { draft, span, tenant });
    const report = await rater.report();
    if (!report.ok) return report;
    return ok({ ...report.value, start: toInstant(span.start), end: toInstant(span.end) });
  } finally {
    await rater.stop();
  }
}

interface Asked extends Pick<ChangeQuestion, "tenant"> {
  readonly draft: PriceBook;
  readonly span: Span;
}

/** Tenant after tenant, who used anything then. */
async function addUsage(
  { store, clock }: ChangeContext,
  rater: ChangeRater,
  { draft, span, tenant }: Asked,
): Promise<void> {
  const window = { start: toInstant(span.start), end: toInstant(span.end) };
  for (const { id: account } of await store.listTenants()) {
    if (tenant !== undefined && tenant !== account) continue;
    const segments = await store.tenantUsage(account, window);
    if (segments.length === 0) continue;
    const agreed = (await store.contract(account, toInstant(clock.now())))?.contract;
    await rater.add(account, agreed ?? defaultContract(account, draft), segments);
  }
}
