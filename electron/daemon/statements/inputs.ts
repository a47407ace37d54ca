import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { ok, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { RatingInputs } from "../../../shared/pricing/engine/variance.ts";
import { withPresence } from "../../../shared/pricing/project/presence.ts";
import { projectedSegments } from "../../../shared/pricing/project/segments.ts";
import { ratingInputs } from "../../../shared/pricing/rate-segments.ts";
import { ownTerms, type Terms } from "../../../shared/pricing/terms.ts";
import { environmentTerms, tenantTerms } from "../pricing/terms.ts";
import { environmentUsage } from "../pricing/usage.ts";
import type { EnvironmentRecord, Store } from "../store/store.ts";

export interface StatementContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
}

/** What a statement's two runs are rated from. */
export interface StatementInputs {
  readonly actual: RatingInputs;
  readonly projected: RatingInputs | null;
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
  const projected = ratingInputs({
    terms,
    segments: projectionOf(context, record),
    until: record.window.end,
  });
  return ok({
    actual: marked(ratingInputs({ terms, segments, until: now }) ?? unused(terms, record, now)),
    projected: projected && marked(projected),
  });
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
  const ends = sent.map(({ window }) => Date.parse(window.end));
  const planned = sent.flatMap((record) => projectionOf(context, record));
  return ok({
    actual: inputsOf(used, now),
    projected: sent.length === 0 ? null : inputsOf(planned, Math.max(...ends)),
  });
}

function projectionOf(
  { catalogue }: StatementContext,
  { id, tenant, owner, design, window }: EnvironmentRecord,
): readonly Segment[] {
  const context = { account: tenant, environment: id, user: owner };
  return projectedSegments({ design, catalogue, window, context });
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
