import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import { withinContract } from "../../../shared/billing/contract-end.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { acceptedInputs } from "../../../shared/pricing/baseline.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { calendarFor, periodAt, type Calendar } from "../../../shared/pricing/engine/calendar.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { RatingInputs } from "../../../shared/pricing/engine/variance.ts";
import { withPresence } from "../../../shared/pricing/project/presence.ts";
import { projectedSegments } from "../../../shared/pricing/project/segments.ts";
import { ratingInputs } from "../../../shared/pricing/rate-segments.ts";
import { ownTerms, type Terms } from "../../../shared/pricing/terms.ts";
import { environmentTerms, tenantTerms } from "../pricing/terms.ts";
import { environmentUsage } from "../pricing/usage.ts";
import { usageContextOf } from "../pricing/usage-context.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

export interface StatementContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

/** What a statement's two runs are rated from. */
export interface StatementInputs {
  readonly actual: RatingInputs;
  /** What was accepted when it was sent. */
  readonly projected: RatingInputs | null;
  /** The names of environments of which that was not kept: then it is their design as it is now. */
  readonly unaccepted: string[];
}

/** Of one environment by itself: what its running charge is rated from, and its quote. */
export async function environmentInputs(
  context: StatementContext,
  record: EnvironmentRecord,
): Promise<Result<StatementInputs>> {
  const found = await environmentTerms(context, record);
  if (!found.ok) return found;
  const terms = found.value;
  const now = toInstant(context.clock.now());
  const segments = await environmentUsage(context.store, record, now);
  const projected = await promisedInputs(context, record, terms);
  if (!projected.ok) return projected;
  const { inputs, isAccepted } = projected.value;
  return ok({
    actual: marked(ratingInputs({ terms, segments, until: now }) ?? unused(terms, record, now)),
    projected: inputs && marked(inputs),
    unaccepted: isAccepted ? [] : [record.name],
  });
}

/** By the prices that were known when it was sent. */
async function promisedInputs(
  { store, catalogue }: StatementContext,
  record: EnvironmentRecord,
  terms: Terms,
): Promise<Result<{ inputs: RatingInputs | null; isAccepted: boolean }>> {
  const baseline = await store.baseline(record.id, record.tenant);
  const context = await usageContextOf(store, record);
  if (baseline === null) {
    const { design, window } = record;
    const { book } = terms;
    const segments = projectedSegments({ design, catalogue, window, context, book });
    return ok({ inputs: ratingInputs({ terms, segments, until: window.end }), isAccepted: false });
  }
  const books = await store.priceBooks(baseline.priceBook.id);
  const inputs = acceptedInputs({ baseline, books, catalogue, context });
  return inputs.ok ? ok({ inputs: inputs.value, isAccepted: true }) : inputs;
}

/** Of all that a tenant has, by its contract: what its bills are rated from. */
export async function tenantInputs(
  context: StatementContext,
  tenant: string,
): Promise<Result<StatementInputs>> {
  const { store, clock } = context;
  const terms = await tenantTerms(context, tenant);
  if (!terms.ok) return terms;
  const { book, contract } = terms.value;
  const now = clock.now();
  const inputsOf = (usage: readonly Segment[], until: number): RatingInputs => {
    const segments = withPresence(book, usage, until);
    return marked({
      book,
      contract,
      segments,
      calendar: calendarFor(book, contract, segments, { until }),
    });
  };
  const list = await store.listEnvironments(tenant);
  const records = await Promise.all(list.map(({ id }) => store.environment(id, tenant)));
  const sent = records.filter((record) => record !== null);
  const used = await store.tenantUsage(tenant, { start: contract.start, end: toInstant(now) });
  const agreed = await store.contract(tenant);
  const billed = agreed === null ? used : withinContract(agreed, used);
  const planned = await Promise.all(sent.map((record) => promisedOf(context, record, book)));
  const last = Math.max(...planned.map(({ window }) => Date.parse(window.end)));
  const promised = planned.flatMap(({ segments }) => segments);
  return ok({
    actual: inputsOf(billed, now),
    projected:
      sent.length === 0
        ? null
        : inputsOf(
            promised,
            justAfter(last, calendarFor(book, contract, promised, { until: last })),
          ),
    unaccepted: planned.flatMap(({ name, isAccepted }) => (isAccepted ? [] : [name])),
  });
}

/**
 * What was planned is over when it ends: a calendar that ends with it would take whoever is there for one who stays,
 * whose fees go on to the end of the month. With a month everything ends by itself.
 */
function justAfter(end: number, { months }: Pick<Calendar, "months">): number {
  return periodAt(months, end).start === end ? end : end + 1;
}

/** What was to be used of an environment when it was sent; all of them together are priced by the contract of now. */
async function promisedOf(
  { store, catalogue }: StatementContext,
  record: EnvironmentRecord,
  book: PriceBook,
) {
  const { name, id, tenant } = record;
  const baseline = await store.baseline(id, tenant);
  const { design, window } = baseline ?? record;
  const context = await usageContextOf(store, record);
  const segments = projectedSegments({ design, catalogue, window, context, book });
  return { name, window, segments, isAccepted: baseline !== null };
}

/** Says which time-zone data its calendar was made with. */
function marked(inputs: RatingInputs): RatingInputs {
  return { ...inputs, calendar: { ...inputs.calendar, tzdb: process.versions.tz ?? "" } };
}

/** As long as nothing was used. */
function unused(terms: Terms, { id }: EnvironmentRecord, now: string): RatingInputs {
  const at = Date.parse(now);
  const { book, contract } = ownTerms(terms, { start: at, end: at }, id);
  const calendar = calendarFor(book, contract, [], { until: at });
  return { book, contract, segments: [], calendar };
}
