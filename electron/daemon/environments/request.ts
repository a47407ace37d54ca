import { toInstant, type Clock } from "../../../shared/base/clock.ts";
import { fault } from "../../../shared/base/fault.ts";
import type { Random } from "../../../shared/base/random.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import { checkDesign } from "../../../shared/constraints/check.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { desiredState } from "../../../shared/plan/desired-state.ts";
import { quote } from "../../../shared/pricing/bill.ts";
import type { Bill } from "../../../shared/pricing/charge.ts";
import type { RateCard } from "../../../shared/pricing/rate-card.ts";
import { sizeOfPlacement } from "../../../shared/reservations/size.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { Pools } from "../pool/pools.ts";
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
  const requestDigest = digest([request.name, request.pool, request.design, request.window]);
  const known = await store.environment(id, request.tenant);
  if (known !== null) return repeat(store, known, request.idempotencyKey, requestDigest);
  if (Date.parse(request.window.end) <= clock.now()) return err(fault("window-invalid"));
  const pool = await context.pools.find(request.pool);
  if (!pool.ok) return pool;
  const priced = await priceDesign(context, request.design, request.window);
  if (!priced.ok) return priced;
  const sound = refuseErrors(request.design, context.catalogue, priced.value.card);
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
    instances: waiting(context, record.value),
    idempotencyKey,
    requestDigest,
  });
}

/** The rate card in force and what the design would cost by it. */
export async function priceDesign(
  { store, clock, catalogue }: Pick<RequestContext, "store" | "clock" | "catalogue">,
  design: Design,
  window: Window,
): Promise<Result<{ card: RateCard; bill: Bill }>> {
  const card = await store.currentRateCard(toInstant(clock.now()));
  if (card === null) return err(fault("no-rate", { item: "anything" }));
  return ok({ card, bill: quote({ design, catalogue, card, window }) });
}

/** What was checked while it was drawn is checked again, by the same rules. */
export function refuseErrors(design: Design, catalogue: Catalogue, card: RateCard): Result<void> {
  const errors = checkDesign(design, catalogue, card).filter(
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
  readonly card: RateCard;
  readonly bill: Bill;
}

type NewRecord = NewEnvironment["record"];

function recordOf(
  { catalogue, clock, random, identity }: Omit<RequestContext, "pools">,
  { tenant, owner, name, design, window }: EnvironmentRequest,
  { id, pool, placement, card, bill }: Prepared,
): Result<NewRecord> {
  const managementId = `${identity}${random.hex((32 - identity.length) / 2)}`;
  const desired = desiredState({ design, catalogue, placement, managementId });
  if (!desired.ok) return desired;
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
    rateCard: { id: card.id, revision: card.revision },
    quote: bill,
    createdAt: toInstant(clock.now()),
  });
}

function waiting({ catalogue, clock }: Omit<RequestContext, "pools">, record: NewRecord) {
  return partsOf(record, catalogue).map((part) => waitingStatus(part, clock.now()));
}
