import { allAtOnce } from "../../../shared/base/steps.ts";
import { toInstant } from "../../../shared/base/clock.ts";
import type { Fault } from "../../../shared/base/fault.ts";
import { begunFault, hitFault, movedFault, type Hit } from "../../../shared/pool/out-of-use.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import { desiredState } from "../../../shared/plan/desired-state.ts";
import type { EventBody } from "../../../shared/protocol/event.ts";
import { claimsFor } from "../../../shared/reservations/claim-index.ts";
import { digest } from "../environments/digest.ts";
import { partsOf } from "../environments/parts.ts";
import { waitingStatus } from "../environments/statuses.ts";
import { hostsOf } from "../store/operations/reservation-rows.ts";
import type { EnvironmentRecord } from "../store/store.ts";
import type { ReservationsContext } from "./context.ts";
import { fitCopies } from "./fit-slot.ts";
import type { Replanning } from "./replan.ts";

/** Environments that were requested and have not begun move too, where they can; those that run are warned. */
export async function dealWithEnvironments(
  context: ReservationsContext,
  replanning: Replanning,
  hits: ReadonlyMap<string, Hit>,
): Promise<void> {
  const { told, store } = context;
  const pool = replanning.pool.id;
  const over = [...told].filter(([id, { pool: of }]) => of === pool && !hits.has(id));
  if (hits.size + over.length === 0) return;
  const open = new Map((await store.openEnvironments()).map((one) => [one.id, one.tenant]));
  for (const [id] of over) {
    told.delete(id);
    const record = await store.environment(id, open.get(id) ?? "");
    if (record !== null) await append(context, record, "over", null);
  }
  for (const [id, hit] of hits) {
    const record = await store.environment(id, open.get(id) ?? "");
    if (record === null || record.state === "releasing" || record.state === "released") continue;
    const waits = record.state === "requested" || record.state === "reserved";
    // A reservation that has just begun has claims of its own, and is moved like any other.
    if (!waits) {
      await tell(context, record, "warned", begunFault(hit));
      continue;
    }
    const placement = await moveEnvironment(context, replanning, record);
    if (placement === null)
      await tell(context, record, "stays", hitFault("no-other-machines", hit));
    else await tellMoved(context, replanning, record, { placement, hit });
  }
}

interface Moved {
  /** The new one. */
  readonly placement: Placement;
  readonly hit: Hit;
}

/** In the events, and on its reservation, if it came of one. */
async function tellMoved(
  context: ReservationsContext,
  { pool, now }: Replanning,
  record: EnvironmentRecord,
  { placement, hit }: Moved,
): Promise<void> {
  const before = hostsOf(record.placement?.hosts ?? {});
  const reason = movedFault(pool, [before, hostsOf(placement.hosts)], hit);
  if ((await context.store.reservation(record.id)) !== null)
    await context.store.changeReservations([
      { id: record.id, at: toInstant(now), expect: ["running"], reason, notice: null },
    ]);
  await append(context, record, "moved", reason);
}

/** To other machines, all of it in one transaction; null when there are none, or somebody changed it meanwhile. */
async function moveEnvironment(
  { store, catalogue }: ReservationsContext,
  { pool, index, now }: Replanning,
  record: EnvironmentRecord,
): Promise<Placement | null> {
  const { id, tenant, design, window, managementId, revision, quote, state } = record;
  const fit = { index, catalogue, pool, design, hold: window, now, copies: 1 };
  const placed = index.without([id], () => allAtOnce(fitCopies(fit)));
  const placement = placed.ok ? placed.value[0] : undefined;
  if (placement === undefined) return null;
  const desired = desiredState({ design, catalogue, placement, managementId });
  if (!desired.ok) return null;
  const key = `moved from revision ${revision}`;
  const revised = await store.reviseEnvironment({
    id,
    tenant,
    at: toInstant(now),
    by: record.owner,
    revision,
    design,
    placement,
    desired: desired.value,
    quote,
    state,
    instances: partsOf({ design, desired: desired.value }, catalogue).map((part) =>
      waitingStatus(part, now),
    ),
    departed: [],
    idempotencyKey: key,
    requestDigest: digest([id, key]),
  });
  if (!revised.ok) return null;
  index.set(id, claimsFor(placement.claims, window));
  return placement;
}

type Outcome = Extract<EventBody, { type: "affected" }>["outcome"];

/** Once for each reason, also after a restart. */
async function tell(
  context: ReservationsContext,
  record: EnvironmentRecord,
  outcome: Outcome,
  reason: Fault,
): Promise<void> {
  const { told } = context;
  const what = JSON.stringify([outcome, reason]);
  const known = told.get(record.id)?.what ?? (await lastTold(context, record));
  told.set(record.id, { pool: record.pool, what });
  if (known !== what) await append(context, record, outcome, reason);
}

/** Older ones than these are told again after a restart. */
const LOOKED_AT = 200;

async function lastTold(
  { store }: ReservationsContext,
  { id, tenant }: EnvironmentRecord,
): Promise<string | null> {
  const events = await store.eventsBefore(tenant, null, LOOKED_AT, id);
  for (const { body } of events)
    if (body.type === "affected") return JSON.stringify([body.outcome, body.reason]);
  return null;
}

async function append(
  { store, clock }: ReservationsContext,
  { id, tenant, name }: EnvironmentRecord,
  outcome: Outcome,
  reason: Fault | null,
): Promise<void> {
  const body = { type: "affected", environment: id, name, outcome, reason } as const;
  await store.appendEvent(tenant, id, toInstant(clock.now()), body);
}
