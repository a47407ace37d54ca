import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { checkDesign } from "../../../shared/constraints/check.ts";
import { isEmptyDesign, type Design } from "../../../shared/design/design.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { desiredState } from "../../../shared/plan/desired-state.ts";
import { parkedAlone } from "../../../shared/plan/parked-alone.ts";
import type { Baseline } from "../../../shared/pricing/baseline.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { UsageContext } from "../../../shared/pricing/project/node-usage.ts";
import { quote } from "../../../shared/pricing/quote.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import type { Terms } from "../../../shared/pricing/terms.ts";
import { sizeOfPlacement } from "../../../shared/reservations/size.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { refuseAfterEnd } from "../billing/contract-ends.ts";
import type { Pools } from "../pool/pools.ts";
import { tenantTerms } from "../pricing/terms.ts";
import { approvalLimit } from "../reservations/limits.ts";
import { reserve } from "../reservations/reserve.ts";
import type { EnvironmentRecord, NewEnvironment, PoolRecord, Store } from "../store/store.ts";
import { digest } from "./digest.ts";
import { partsOf } from "./parts.ts";
import { waitingStatus } from "./statuses.ts";

export interface EnvironmentRequest {
  readonly tenant: string;
  readonly owner: string;
  readonly name: string;
  readonly pool: string;
  readonly design: Design;
  readonly window: Window;
  /** Which time of a series it is for; left out: of none. */
  readonly session?: string;
  /** Left out: none was asked for. */
  readonly qosClass?: string;
  readonly idempotencyKey: string;
}

export interface RequestContext {
  readonly store: Store;
  readonly pools: Pick<Pools, "find">;
  readonly clock: Clock;
  readonly random: Random;
  readonly catalogue: Catalogue;
  /** What management IDs of this store begin with. */
  readonly identity: string;
}

/**
 * Checks a design again, prices it, and reserves all of it or nothing. The same key and request give the
 * same environment, also when the first answer was lost on the way.
 */
export async function requestEnvironment(
  context: RequestContext,
  request: EnvironmentRequest,
): Promise<Result<string>> {
  const { store, clock } = context;
  // The id follows from the key, so that a repeated request finds the first one before it is placed again.
  const id = digest([request.tenant, request.idempotencyKey]).slice(0, 16);
  const { name, pool: wanted, design, window, qosClass = "" } = request;
  // As earlier versions made it, where nothing is new.
  const requestDigest = digest([
    name,
    wanted,
    design,
    window,
    ...(qosClass === "" ? [] : [qosClass]),
  ]);
  const known = await store.environment(id, request.tenant);
  if (known !== null) return repeat(store, known, request.idempotencyKey, requestDigest);
  if (Date.parse(request.window.end) <= clock.now()) return err(fault("window-invalid"));
  const { start } = request.window;
  const paid = await refuseAfterEnd(store, request.tenant, { now: clock.now(), start });
  if (!paid.ok) return paid;
  const pool = await context.pools.find(request.pool);
  if (!pool.ok) return pool;
  const whose = { account: request.tenant, environment: id, user: request.owner, qosClass };
  const priced = await priceDesign(context, request, whose);
  if (!priced.ok) return priced;
  const sound = refuseErrors(request.design, context.catalogue, priced.value.terms.book);
  if (!sound.ok) return sound;
  return reserve(context, { ...request, pool: pool.value }, async (placement) => {
    const free = await refuseUnapproved(store, request, placement);
    if (!free.ok) return free;
    const prepared = { id, pool: pool.value, placement, ...priced.value };
    const made = newEnvironment(context, { ...request, requestDigest }, prepared);
    if (!made.ok) return made;
    const created = await store.createEnvironment(made.value);
    return created.ok ? ok(created.value.id) : created;
  });
}

/** What needs a lab admin's word is booked, so that there is something that waits for it. */
async function refuseUnapproved(
  store: Store,
  { tenant, owner: user }: EnvironmentRequest,
  placement: Placement,
): Promise<Result<void>> {
  const { machines } = sizeOfPlacement(placement);
  const limit = await approvalLimit(store, { tenant, user });
  return machines > limit ? err(fault("approval-needed", { limit, machines })) : ok(undefined);
}

/** An environment that is placed and priced, ready to be stored with what it holds. */
export function newEnvironment(
  context: Omit<RequestContext, "pools">,
  request: EnvironmentRequest & { readonly requestDigest: string },
  prepared: Prepared,
): Result<NewEnvironment> {
  const record = recordOf(context, request, prepared);
  if (!record.ok) return record;
  const { idempotencyKey, requestDigest } = request;
  return ok({
    record: record.value,
    claims: prepared.placement.claims,
    baseline: baselineOf(record.value, prepared.terms),
    instances: waiting(context, record.value),
    idempotencyKey,
    requestDigest,
  });
}

/** Kept for good, so that what comes of it can be laid beside it. */
function baselineOf(record: NewRecord, { contract }: Terms): Baseline {
  const { createdAt: at, priceBook, design, window } = record;
  return { at, priceBook, contract, design, window };
}

/** A tenant's terms of now, and what the design would cost by them. */
export async function priceDesign(
  { store, clock, catalogue }: Pick<RequestContext, "store" | "clock" | "catalogue">,
  { design, window }: Pick<EnvironmentRequest, "design" | "window">,
  context: UsageContext,
): Promise<Result<{ terms: Terms; rated: Rated }>> {
  const terms = await tenantTerms({ store, clock }, context.account);
  if (!terms.ok) return terms;
  const rated = quote({ design, catalogue, terms: terms.value, window, context });
  return ok({ terms: terms.value, rated });
}

/** What was checked while it was drawn is checked again, by the same rules. */
export function refuseErrors(design: Design, catalogue: Catalogue, book: PriceBook): Result<void> {
  if (isEmptyDesign(design)) return err(fault("design-empty"));
  const errors = checkDesign(design, catalogue, book).filter(
    ({ severity }) => severity === "error",
  );
  const [first] = errors;
  if (first === undefined) return ok(undefined);
  return err(fault("design-has-errors", { count: errors.length }, first.code));
}

/** The store compares key and digest before it looks at anything else. */
async function repeat(
  store: Store,
  record: EnvironmentRecord,
  idempotencyKey: string,
  requestDigest: string,
): Promise<Result<string>> {
  const again = await store.createEnvironment({
    record,
    claims: [],
    instances: [],
    idempotencyKey,
    requestDigest,
  });
  return again.ok ? ok(again.value.id) : again;
}

interface Prepared {
  readonly id: string;
  readonly pool: PoolRecord;
  readonly placement: Placement;
  readonly terms: Terms;
  readonly rated: Rated;
}

type NewRecord = NewEnvironment["record"];

function recordOf(
  { catalogue, clock, random, identity }: Omit<RequestContext, "pools">,
  { tenant, owner, name, design, window, session = "", qosClass = "" }: EnvironmentRequest,
  { id, pool, placement, terms: { book }, rated }: Prepared,
): Result<NewRecord> {
  const managementId = `${identity}${random.hex((32 - identity.length) / 2)}`;
  const desired = desiredState({ design, catalogue, placement, managementId });
  if (!desired.ok) return desired;
  const [alone] = parkedAlone(pool.id, placement, desired.value);
  if (alone !== undefined) return err(alone);
  return ok({
    id,
    tenant,
    owner,
    pool: pool.id,
    name,
    managementId,
    state: "reserved",
    error: null,
    design,
    placement,
    desired: desired.value,
    window,
    priceBook: { id: book.id, revision: book.revision },
    session,
    qosClass,
    quote: rated,
    createdAt: toInstant(clock.now()),
  });
}

function waiting({ catalogue, clock }: Omit<RequestContext, "pools">, record: NewRecord) {
  return partsOf(record, catalogue).map((part) => waitingStatus(part, clock.now()));
}
