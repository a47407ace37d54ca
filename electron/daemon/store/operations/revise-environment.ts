import { fromInstant, toInstant } from "../../../../shared/base/clock.ts";
import type { Selectable } from "kysely";
import { fault, FaultError } from "../../../../shared/base/fault.ts";
import { Decimal } from "../../../../shared/base/money.ts";
import type { EventBody } from "../../../../shared/protocol/event.ts";
import { sizeOfPlacement } from "../../../../shared/reservations/size.ts";
import type { Tables } from "../schema/tables.ts";
import type { EnvironmentRevision } from "../store.ts";
import { changeInstances, forgetInstances, summaryEvent } from "./change-environment.ts";
import { growClaims, shrinkClaims } from "./claims.ts";
import { append } from "./events.ts";
import { followRevision } from "./follow-environment.ts";
import { madeBefore } from "./idempotency.ts";
import type { Transaction } from "./operation.ts";
import { refuseBeyondQuota } from "./refuse-beyond-quota.ts";
import { toRated } from "./stored-rated.ts";

/** Design, placement, claims and what must exist: all of it, or nothing. */
export async function reviseEnvironment(
  transaction: Transaction,
  revision: EnvironmentRevision,
): Promise<{ revision: number; applied: boolean }> {
  const { id, tenant, at } = revision;
  const before = await transaction
    .selectFrom("environments")
    .select(["revision", "state", "start_at", "end_at", "owner", "placement", "quote"])
    .where("id", "=", id)
    .where("tenant", "=", tenant)
    .executeTakeFirst();
  if (before === undefined) throw new FaultError(fault("not-found", { what: "environment", id }));
  const known = await sameRequest(transaction, revision);
  if (known !== null) return { revision: known, applied: false };
  refuseOther(before, revision);
  await refuseMore(transaction, before, revision);
  const window = { start: toInstant(before.start_at), end: toInstant(before.end_at) };
  const { claims } = revision.placement;
  await growClaims(transaction, { id, window, at }, claims);
  // Before its start nothing is there that would still need what it held.
  if (before.state === "requested" || before.state === "reserved")
    await shrinkClaims(transaction, id, claims);
  await writeRevision(transaction, revision);
  const { changed } = await changeInstances(transaction, revision);
  const departed = await forgetInstances(transaction, revision);
  const bodies: EventBody[] = [
    ...changed.map((status) => ({ type: "instance" as const, environment: id, status })),
    ...departed.map((instance) => ({ type: "departed" as const, environment: id, instance })),
    await summaryEvent(transaction, revision),
  ];
  await append(transaction, [
    ...bodies.map((body) => ({ tenant, environment: id, at, body })),
    ...(await followRevision(transaction, revision)),
  ]);
  return { revision: revision.revision + 1, applied: true };
}

/** The revision that a request of this key made, and which request that was; null where there was none. */
export async function revisionBefore(
  transaction: Transaction,
  id: string,
  tenant: string,
  idempotencyKey: string,
): Promise<{ readonly revision: number; readonly requestDigest: string } | null> {
  const row = await transaction
    .selectFrom("environment_revisions")
    .innerJoin("environments", "environments.id", "environment_revisions.environment")
    .select(["environment_revisions.revision", "environment_revisions.request_digest"])
    .where("environments.id", "=", id)
    .where("environments.tenant", "=", tenant)
    .where("environment_revisions.idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
  return row === undefined ? null : { revision: row.revision, requestDigest: row.request_digest };
}

/** What becomes larger or dearer counts against limits like something new; what does not is always let be. */
async function refuseMore(
  transaction: Transaction,
  before: Pick<
    Selectable<Tables["environments"]>,
    "owner" | "placement" | "quote" | "start_at" | "end_at"
  >,
  { id, tenant, placement, quote }: EnvironmentRevision,
): Promise<void> {
  const after = { ...sizeOfPlacement(placement), cost: quote.totals.gross };
  const old = before.placement === null ? null : sizeOfPlacement(JSON.parse(before.placement));
  const { gross } = toRated(before.quote).totals;
  const isMore =
    after.machines > (old?.machines ?? 0) ||
    after.cores > (old?.cores ?? 0) ||
    new Decimal(after.cost).greaterThan(gross);
  const hold = { start: toInstant(before.start_at), end: toInstant(before.end_at) };
  if (isMore)
    await refuseBeyondQuota(transaction, tenant, [{ id, owner: before.owner, hold, ...after }]);
}

/** The revision that this request made before. */
async function sameRequest(
  transaction: Transaction,
  { id, idempotencyKey, requestDigest }: EnvironmentRevision,
): Promise<number | null> {
  const row = await transaction
    .selectFrom("environment_revisions")
    .select(["revision", "request_digest"])
    .where("environment", "=", id)
    .where("idempotency_key", "=", idempotencyKey)
    .executeTakeFirst();
  return madeBefore(row, requestDigest)?.revision ?? null;
}

function refuseOther(
  before: { readonly revision: number; readonly state: string },
  { revision: expected }: EnvironmentRevision,
): void {
  const { revision, state } = before;
  if (state === "releasing" || state === "released")
    throw new FaultError(fault("environment-over", { state }));
  if (revision !== expected)
    throw new FaultError(fault("environment-changed", { revision, expected }));
}

async function writeRevision(
  transaction: Transaction,
  revision: EnvironmentRevision,
): Promise<void> {
  const { id, design, placement, desired, quote, state, by, at } = revision;
  await transaction
    .updateTable("environments")
    .set({
      state,
      design: JSON.stringify(design),
      placement: JSON.stringify(placement),
      desired: JSON.stringify(desired),
      quote: JSON.stringify(quote),
      revision: revision.revision + 1,
      updated_at: fromInstant(at),
    })
    .where("id", "=", id)
    .execute();
  await transaction
    .insertInto("environment_revisions")
    .values({
      environment: id,
      revision: revision.revision + 1,
      applied_by: by,
      applied_at: fromInstant(at),
      idempotency_key: revision.idempotencyKey,
      request_digest: revision.requestDigest,
    })
    .execute();
}
