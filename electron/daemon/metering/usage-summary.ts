import { toInstant } from "../../../shared/base/clock.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import { summarise, type UsageKey, type UsageRow } from "../../../shared/metering/summarise.ts";
import type { WindowSpan } from "../../../shared/pricing/engine/calendar.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import { windowSpans } from "../../../shared/pricing/engine/window-spans.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { Store } from "../store/store.ts";
import { bookAt } from "./book-at.ts";

interface SummaryContext {
  readonly store: Store;
  readonly catalogue: Catalogue;
}

interface Summary {
  readonly rows: UsageRow[];
  readonly windowSet: string;
}

/** The usage of some tenants within a time, added up. What goes on counts up to `now`. */
export async function usageSummary(
  { store, catalogue }: SummaryContext,
  tenants: readonly string[],
  {
    start,
    end,
    by,
    environment,
  }: Window & { readonly by: readonly UsageKey[]; readonly environment?: string | undefined },
  now: number,
): Promise<Summary> {
  const window = {
    start,
    end: toInstant(Math.max(Date.parse(start), Math.min(Date.parse(end), now))),
  };
  const all: Segment[] = [];
  const applications = new Map<string, ReadonlyMap<string, string>>();
  for (const tenant of tenants) {
    const used = await store.tenantUsage(tenant, window, "all");
    const own = used.filter((one) => environment === undefined || one.environment === environment);
    all.push(...own);
    if (by.includes("application"))
      for (const id of new Set(own.map((one) => one.environment)))
        applications.set(id, await applicationsIn({ store, catalogue }, id, tenant));
  }
  const rates = by.includes("window") ? await rateWindows(store, window) : NO_WINDOWS;
  const rows = summarise(all, {
    by,
    start: Date.parse(window.start),
    end: Date.parse(window.end),
    windows: rates.spans,
    applicationOf: (one) => applications.get(one.environment)?.get(one.node) ?? "",
  });
  return { rows: [...rows], windowSet: rates.id };
}

const NO_WINDOWS = { id: "", spans: [] } as const;

/** The windows of the price book that holds at the end: those of its first set. */
async function rateWindows(
  store: Store,
  { start, end }: Window,
): Promise<{ readonly id: string; readonly spans: readonly WindowSpan[] }> {
  const book = await bookAt(store, end);
  const set = book?.windowSets[0];
  if (book === null || set === undefined) return NO_WINDOWS;
  const span = { start: Date.parse(start), end: Date.parse(end) };
  return { id: set.id, spans: windowSpans(set, set.zone ?? book.tariffZone, span) };
}

/** What runs on each node's machines. Several applications of one machine share what it uses. */
async function applicationsIn(
  { store, catalogue }: SummaryContext,
  environment: string,
  tenant: string,
): Promise<ReadonlyMap<string, string>> {
  const record = await store.environment(environment, tenant);
  if (record === null) return new Map();
  return new Map(
    [...resolveNodes(expandDesign(record.design), catalogue).values()].map(({ id, traits }) => [
      id,
      (traits.software?.applications ?? []).toSorted().join(" + "),
    ]),
  );
}
