import type { Selectable } from "kysely";
import { fromInstant, toInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { EnvironmentState, InstanceStatus } from "../../../../shared/protocol/environment.ts";
import type { Window } from "../../../../shared/schedule/window.ts";
import type { TokenRecord, UserRecord } from "../people-store.ts";
import type { EnvironmentRecord, PoolRecord } from "../store.ts";
import type { Tables } from "../schema/tables.ts";
import { parseResources, parseWritten } from "./pool-resources.ts";
import { toRated } from "./stored-rated.ts";

type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;

/** How many rows one INSERT carries, so that no engine's limit of parameters is reached. */
const ROWS_PER_INSERT = 500;

export function chunks<Value>(values: readonly Value[], size = ROWS_PER_INSERT): Value[][] {
  const result: Value[][] = [];
  for (let start = 0; start < values.length; start += size)
    result.push(values.slice(start, start + size));
  return result;
}

export function nullableInstant(milliseconds: number | null): Instant | null {
  return milliseconds === null ? null : toInstant(milliseconds);
}

export function nullableMilliseconds(instant: Instant | null): number | null {
  return instant === null ? null : fromInstant(instant);
}

export function nullableJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

function parseNullable(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

/** Documents were checked by their schemas before they were stored, so they are read back unchecked. */
export function toUser(row: Row<"users">): UserRecord {
  const { id, tenant, name } = row;
  return { id, tenant, name, roles: JSON.parse(row.roles), active: row.active === 1 };
}

export function toToken(row: Row<"tokens">): TokenRecord {
  const { id, tenant, label } = row;
  return {
    id,
    tenant,
    label,
    user: row.user_id,
    createdAt: toInstant(row.created_at),
    expiresAt: nullableInstant(row.expires_at),
    revokedAt: nullableInstant(row.revoked_at),
  };
}

export function toPool(row: Row<"pools">): PoolRecord {
  return {
    id: row.id,
    name: row.name,
    connection: JSON.parse(row.connection),
    state: row.state as PoolRecord["state"],
    away: row.away === null ? null : JSON.parse(row.away),
    resources: parseResources(row.resources),
    refreshedAt: toInstant(row.refreshed_at),
    written: row.written === null ? null : parseWritten(row.written),
    conditions: JSON.parse(row.conditions),
  };
}

/** An instance's columns: beside the whole status what summaries count, so that they need not parse it. */
export function fromStatus(status: InstanceStatus) {
  return { state: status.state, host: status.host, status: JSON.stringify(status) };
}

export function toCounted(row: Pick<Row<"instances">, "state" | "host">) {
  return { state: row.state as InstanceStatus["state"], host: row.host };
}

/** The columns that an environment's summary is made of, without its documents. */
export const SUMMARY_COLUMNS = [
  "id",
  "tenant",
  "owner",
  "pool",
  "name",
  "state",
  "error",
  "start_at",
  "end_at",
  "created_at",
  "updated_at",
  "revision",
] as const;

/** When an environment's reservation is for use; null where it has none. */
export interface BookedRow {
  readonly booked_start: number | null;
  readonly booked_end: number | null;
}

type SummaryRow = Pick<Row<"environments">, (typeof SUMMARY_COLUMNS)[number]> & BookedRow;

export function toSummarised(row: SummaryRow) {
  const { id, tenant, owner, pool, name, booked_start: start, booked_end: end } = row;
  return {
    id,
    tenant,
    owner,
    pool,
    name,
    state: row.state as EnvironmentState,
    error: parseNullable(row.error) as EnvironmentRecord["error"],
    window: windowOf(row.start_at, row.end_at),
    booked: start === null || end === null ? null : windowOf(start, end),
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
    revision: row.revision,
  };
}

function windowOf(start: number, end: number): Window {
  return { start: toInstant(start), end: toInstant(end) };
}

export function toEnvironment(row: Row<"environments"> & BookedRow): EnvironmentRecord {
  return {
    ...toSummarised(row),
    managementId: row.management_id,
    design: JSON.parse(row.design),
    placement: parseNullable(row.placement) as EnvironmentRecord["placement"],
    desired: JSON.parse(row.desired),
    priceBook: { id: row.price_book, revision: row.price_book_revision },
    session: row.session,
    qosClass: row.qos_class,
    keeps: row.keeps as EnvironmentRecord["keeps"],
    quote: toRated(row.quote),
    statement: row.statement === null ? null : toRated(row.statement),
  };
}
