import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { EventBody, LabwrightEvent } from "../../../../shared/protocol/event.ts";
import type { Transaction } from "./operation.ts";
import { chunks } from "./rows.ts";
import { segmentOf } from "./stored-segment.ts";

export interface NewEvent {
  readonly tenant: string | null;
  readonly environment: string | null;
  readonly at: Instant;
  readonly body: EventBody;
}

/**
 * Appends events and returns the last one's sequence. Must be the last thing a transaction does: the counter's
 * row stays locked until it commits, so that sequences become visible in their order, and a reader who has
 * seen n never finds a smaller new one later.
 */
export async function append(
  transaction: Transaction,
  events: readonly NewEvent[],
): Promise<number> {
  const { value } = await transaction
    .updateTable("counters")
    .set((expression) => ({ value: expression("value", "+", events.length) }))
    .where("name", "=", "events")
    .returning("value")
    .executeTakeFirstOrThrow();
  const rows = events.map(({ tenant, environment, at, body }, index) => ({
    sequence: value - events.length + 1 + index,
    tenant,
    environment,
    at: fromInstant(at),
    body: JSON.stringify(body),
  }));
  for (const values of chunks(rows))
    await transaction.insertInto("events").values(values).execute();
  return value;
}

export async function appendEvent(
  transaction: Transaction,
  tenant: string | null,
  environment: string | null,
  at: Instant,
  body: EventBody,
): Promise<number> {
  return append(transaction, [{ tenant, environment, at, body }]);
}

export async function eventsAfter(
  transaction: Transaction,
  tenant: string,
  after: number,
  limit: number,
): Promise<readonly LabwrightEvent[]> {
  const rows = await visible(transaction, tenant)
    .where("sequence", ">", after)
    .orderBy("sequence")
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

/** Newest first. */
export async function eventsBefore(
  transaction: Transaction,
  tenant: string,
  before: number | null,
  limit: number,
  environment: string | null,
): Promise<readonly LabwrightEvent[]> {
  const rows = await visible(transaction, tenant)
    .$if(before !== null, (query) => query.where("sequence", "<", before))
    .$if(environment !== null, (query) => query.where("environment", "=", environment))
    .orderBy("sequence", "desc")
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

export async function latestSequence(transaction: Transaction): Promise<number> {
  const { value } = await transaction
    .selectFrom("counters")
    .select("value")
    .where("name", "=", "events")
    .executeTakeFirstOrThrow();
  return value;
}

/** The tenant's own events and everybody's. */
function visible(transaction: Transaction, tenant: string) {
  return transaction
    .selectFrom("events")
    .select(["sequence", "tenant", "at", "body"])
    .where((expression) =>
      expression.or([expression("tenant", "=", tenant), expression("tenant", "is", null)]),
    );
}

function toEvent(row: {
  readonly sequence: number;
  readonly tenant: string | null;
  readonly at: number;
  readonly body: string;
}): LabwrightEvent {
  const body: EventBody = JSON.parse(row.body);
  const { sequence, tenant } = row;
  return { sequence, at: toInstant(row.at), body: withSegments(body, tenant ?? "") };
}

/** Events of earlier versions tell of usage in another form. */
function withSegments(body: EventBody, account: string): EventBody {
  if (body.type !== "usage") return body;
  const whose = { environment: body.environment, account, user: "" };
  return { ...body, segments: body.segments.map((segment) => segmentOf(segment, whose)) };
}
