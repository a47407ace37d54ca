import type { DrawnCounts } from "../../../shared/pricing/project/scaled.ts";
import type { EnvironmentView } from "../../../shared/protocol/environment.ts";
import { countsWhenSent } from "../pricing/usage-context.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";
import { summarise } from "../store/summary.ts";

/** An environment with everything in it, true as of an event that is no newer than what it says. */
export async function viewEnvironment(
  store: Store,
  id: string,
  tenant: string,
): Promise<EnvironmentView | null> {
  // Read first: what happens meanwhile is told again by a later event, which is harmless.
  const sequence = await store.latestSequence();
  const [record, status, usage] = await Promise.all([
    store.environment(id, tenant),
    store.instances(id, tenant),
    store.usage(id, tenant),
  ]);
  const drawn = record && (await countsWhenSent(store, record));
  return record && viewOf(record, { sequence, status, usage, drawn: drawn ?? null });
}

function viewOf(
  record: EnvironmentRecord,
  parts: {
    readonly sequence: number;
    readonly status: Awaited<ReturnType<Store["instances"]>>;
    readonly usage: Awaited<ReturnType<Store["usage"]>>;
    readonly drawn: DrawnCounts | null;
  },
): EnvironmentView {
  return {
    ...summarise(record, parts.status),
    sequence: parts.sequence,
    design: record.design,
    placement: record.placement,
    status: [...parts.status],
    usage: [...parts.usage],
    priceBook: record.priceBook,
    quoteTotal: record.quote.totals.gross,
    session: record.session,
    qosClass: record.qosClass,
    ...(parts.drawn && { drawn: Object.fromEntries(parts.drawn) }),
  };
}
