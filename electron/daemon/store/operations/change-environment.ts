import { fromInstant } from "../../../../shared/base/clock.ts";
import type { InstanceStatus } from "../../../../shared/protocol/environment.ts";
import type { EventBody } from "../../../../shared/protocol/event.ts";
import type { LevelSegment } from "../../../../shared/pricing/project/node-usage.ts";
import type { EnvironmentChange } from "../store.ts";
import { summarise } from "../summary.ts";
import { shrinkClaims } from "./claims.ts";
import { append } from "./events.ts";
import { followEnvironment } from "./follow-environment.ts";
import type { Transaction } from "./operation.ts";
import { fromStatus, nullableJson, nullableMilliseconds, toCounted, toSummarised } from "./rows.ts";
import { selectSummaries } from "./select-environments.ts";
import { fromSegment } from "./stored-segment.ts";

/** Nothing that is equal to what is stored is written or told again. */
export async function changeEnvironment(
  transaction: Transaction,
  change: EnvironmentChange,
): Promise<boolean> {
  const before = await read(transaction, change);
  if (before === undefined || !applies(change, before)) return false;
  const { changed, counted } = await changeInstances(transaction, change);
  const segments = await changeUsage(transaction, change);
  if (change.releaseClaims === true)
    await transaction.deleteFrom("claims").where("environment", "=", change.id).execute();
  const { keepClaims } = change;
  const shrunk =
    keepClaims !== undefined && (await shrinkClaims(transaction, change.id, keepClaims));
  const departed = await forgetInstances(transaction, change);
  const summary = counted || shrunk || departed.length > 0 || changesSummary(change, before);
  if (summary || changed.length + segments.length > 0) await touch(transaction, change, before);
  const bodies: EventBody[] = [
    ...changed.map((status) => ({ type: "instance" as const, environment: change.id, status })),
    ...departed.map((instance) => ({
      type: "departed" as const,
      environment: change.id,
      instance,
    })),
    ...(segments.length === 0
      ? []
      : [{ type: "usage" as const, environment: change.id, segments }]),
    ...(summary ? [await summaryEvent(transaction, change)] : []),
  ];
  const { tenant, id: environment, at } = change;
  const events = [
    ...bodies.map((body) => ({ tenant, environment, at, body })),
    ...(await followEnvironment(transaction, change)),
  ];
  if (events.length > 0) await append(transaction, events);
  return true;
}

type Before = NonNullable<Awaited<ReturnType<typeof read>>>;

function read(transaction: Transaction, { id, tenant }: EnvironmentChange) {
  return transaction
    .selectFrom("environments")
    .select(["state", "error", "revision", "statement"])
    .where("id", "=", id)
    .where("tenant", "=", tenant)
    .executeTakeFirst();
}

function applies(change: EnvironmentChange, before: Before): boolean {
  if (change.statement !== undefined && before.statement !== null) return false;
  if (change.revision !== undefined && change.revision !== before.revision) return false;
  return change.expect === undefined || change.expect.some((state) => state === before.state);
}

/** Forgets the parts that are gone; answers which of them it knew. */
export async function forgetInstances(
  transaction: Transaction,
  { id, departed = [] }: Pick<EnvironmentChange, "id" | "departed">,
): Promise<readonly string[]> {
  if (departed.length === 0) return [];
  const rows = await transaction
    .deleteFrom("instances")
    .where("environment", "=", id)
    .where("id", "in", [...departed])
    .returning("id")
    .execute();
  return rows.map((row) => row.id);
}

/** Gives an environment's parts other states, and notes which of them are other ones indeed. */
export async function changeInstances(
  transaction: Transaction,
  { id, instances = [] }: Pick<EnvironmentChange, "id" | "instances">,
): Promise<{ changed: readonly InstanceStatus[]; counted: boolean }> {
  if (instances.length === 0) return { changed: [], counted: false };
  const rows = await transaction
    .selectFrom("instances")
    .select(["id", "state", "host", "status", "position"])
    .where("environment", "=", id)
    .execute();
  const stored = new Map(rows.map((row) => [row.id, row]));
  const changed = instances.filter(
    (status) => stored.get(status.id)?.status !== JSON.stringify(status),
  );
  const end = Math.max(-1, ...rows.map(({ position }) => position)) + 1;
  for (const [index, status] of changed.entries()) {
    const values = fromStatus(status);
    await transaction
      .insertInto("instances")
      .values({ environment: id, id: status.id, position: end + index, ...values })
      .onConflict((conflict) => conflict.columns(["environment", "id"]).doUpdateSet(values))
      .execute();
  }
  // What the summary counts.
  const counted = changed.some(({ id, state, host }) => {
    const before = stored.get(id);
    return before?.state !== state || before.host !== host;
  });
  return { changed, counted };
}

/** Closes before it opens, so that there is never more than one open segment. */
async function changeUsage(
  transaction: Transaction,
  { id, usage = [] }: EnvironmentChange,
): Promise<LevelSegment[]> {
  const closedFirst = usage.toSorted((a, b) => Number(a.end === null) - Number(b.end === null));
  const changed: LevelSegment[] = [];
  for (const segment of closedFirst) {
    const values = { end_at: nullableMilliseconds(segment.end), segment: fromSegment(segment) };
    const { instance, meter } = segment;
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto("usage_segments")
      .values({
        environment: id,
        instance,
        meter,
        item: meteredItem(segment),
        ...values,
        start_at: fromInstant(segment.start),
      })
      .onConflict((conflict) =>
        conflict
          .columns(["environment", "instance", "meter", "item", "start_at"])
          .doUpdateSet(values)
          .where("usage_segments.end_at", "is", null)
          .where("usage_segments.segment", "<>", values.segment),
      )
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 0n) changed.push(segment);
  }
  return changed;
}

/** By what a row is found: what is told apart by whose doing it was is a meter of its own. */
function meteredItem({ item, usedBy }: LevelSegment): string {
  return usedBy === undefined ? item : `${item} by ${usedBy}`;
}

function changesSummary({ state, error, statement }: EnvironmentChange, before: Before): boolean {
  return (
    statement !== undefined ||
    (state !== undefined && state !== before.state) ||
    (error !== undefined && nullableJson(error) !== before.error)
  );
}

async function touch(
  transaction: Transaction,
  { id, tenant, at, state, error, statement, keeps }: EnvironmentChange,
  before: Before,
): Promise<void> {
  await transaction
    .updateTable("environments")
    .set({
      state: state ?? before.state,
      error: error === undefined ? before.error : nullableJson(error),
      updated_at: fromInstant(at),
    })
    .$if(keeps !== undefined, (query) => query.set({ keeps: keeps ?? null }))
    .$if(statement !== undefined, (query) => query.set({ statement: JSON.stringify(statement) }))
    .where("id", "=", id)
    .where("tenant", "=", tenant)
    .execute();
}

/** What lists say of the environment now. */
export async function summaryEvent(
  transaction: Transaction,
  change: Pick<EnvironmentChange, "id" | "tenant">,
): Promise<EventBody> {
  const row = await selectSummaries(transaction)
    .where("environments.id", "=", change.id)
    .where("environments.tenant", "=", change.tenant)
    .executeTakeFirstOrThrow();
  const instances = await transaction
    .selectFrom("instances")
    .select(["state", "host"])
    .where("environment", "=", change.id)
    .execute();
  const counted = instances.map(toCounted);
  return { type: "environment", environment: summarise(toSummarised(row), counted) };
}
