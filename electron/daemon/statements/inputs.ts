import { toInstant } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import { plainContract } from "../../../shared/billing/plain-contract.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { bookFor } from "../../../shared/pricing/engine/book-for.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { calendarFor } from "../../../shared/pricing/engine/calendar.ts";
import type { Contract } from "../../../shared/pricing/engine/contract.ts";
import { segmentOfUsage } from "../../../shared/pricing/engine/of-rate-card.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { RatingInputs } from "../../../shared/pricing/engine/variance.ts";
import { projectedSegments } from "../../../shared/pricing/projected.ts";
import { booksAt, type AccountContext } from "../billing/account.ts";
import type { EnvironmentRecord } from "../store/store.ts";

export interface StatementContext extends AccountContext {
  readonly catalogue: Catalogue;
}

/** What a tenant's usage so far is rated by: its contract, or the price book alone in UTC. */
export async function actualInputs(
  context: StatementContext,
  tenant: string,
): Promise<Result<RatingInputs>> {
  const { store, clock } = context;
  const now = toInstant(clock.now());
  const agreed = await agreedTerms(context, tenant);
  if (!agreed.ok) return agreed;
  const { book, contract } = agreed.value;
  const segments = await store.tenantUsage(tenant, { start: contract.start, end: now });
  return ok(inputsOf(book, contract, segments, clock.now()));
}

/** What the environments were to use when they were sent, by the same contract. */
export async function projectedInputs(
  context: StatementContext,
  tenant: string,
  environments: readonly EnvironmentRecord[],
): Promise<Result<RatingInputs>> {
  const agreed = await agreedTerms(context, tenant);
  if (!agreed.ok) return agreed;
  const { book, contract } = agreed.value;
  const segments = environments.flatMap((record) =>
    projectionOf(record, context.catalogue).map((segment) =>
      Object.assign(segment, { account: tenant, environment: record.id, user: record.owner }),
    ),
  );
  const until = Math.max(...environments.map(({ window }) => Date.parse(window.end)));
  return ok(inputsOf(book, contract, segments, until));
}

function projectionOf({ design, window }: EnvironmentRecord, catalogue: Catalogue): Segment[] {
  return projectedSegments(design, catalogue, window).map(segmentOfUsage);
}

function inputsOf(
  book: PriceBook,
  contract: Contract,
  segments: readonly Segment[],
  until: number,
): RatingInputs {
  const tzdb = process.versions.tz ?? "";
  return {
    book,
    contract,
    segments,
    calendar: calendarFor(book, contract, segments, { tzdb, until }),
  };
}

async function agreedTerms(
  { store, clock }: StatementContext,
  tenant: string,
): Promise<Result<{ readonly book: PriceBook; readonly contract: Contract }>> {
  const now = clock.now();
  const books = await booksAt(store, now);
  const start = `${new Date(now).getUTCFullYear()}-01-01T00:00:00.000Z`;
  const { contract } =
    (await store.contract(tenant, toInstant(now))) ?? plainContract(tenant, start);
  if (books.length === 0) return err(fault("no-rate", { item: "anything" }));
  const own = books.filter(({ id }) => contract.book === undefined || id === contract.book.id);
  const book = bookFor(own, contract);
  return book.ok ? ok({ book: book.value, contract }) : book;
}
