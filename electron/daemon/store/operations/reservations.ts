import type { SelectQueryBuilder } from "kysely";
import { fromInstant, type Instant } from "../../../../shared/base/clock.ts";
import type { Placement } from "../../../../shared/placement/placement.ts";
import type {
  BookingRecord,
  DesignedReservation,
  DueReservation,
  ReservationFilter,
  ReservationPage,
  ReservationRecord,
} from "../reservation-records.ts";
import type { Tables } from "../schema/tables.ts";
import type { Transaction } from "./operation.ts";
import { RESERVATION_COLUMNS, toBooking, toReservation } from "./reservation-rows.ts";
import { chunks, nullableInstant } from "./rows.ts";

export async function booking(transaction: Transaction, id: string): Promise<BookingRecord | null> {
  const row = await transaction
    .selectFrom("bookings")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toBooking(row);
}

export async function endlessBookings(
  transaction: Transaction,
  before: Instant,
): Promise<readonly BookingRecord[]> {
  const rows = await transaction
    .selectFrom("bookings")
    .selectAll()
    .where("booked_until", "<", fromInstant(before))
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toBooking);
}

export async function reservation(
  transaction: Transaction,
  id: string,
): Promise<DueReservation | null> {
  const row = await withRequests(transaction).where("reservations.id", "=", id).executeTakeFirst();
  return row === undefined ? null : toDue(row);
}

export async function designedReservations(
  transaction: Transaction,
  ids: readonly string[],
): Promise<readonly DesignedReservation[]> {
  const found: DesignedReservation[] = [];
  for (const some of chunks(ids)) {
    const rows = await withRequests(transaction).where("reservations.id", "in", some).execute();
    if (rows.length === 0) continue;
    const bookings = [...new Set(rows.map((row) => row.booking))];
    const texts = await transaction
      .selectFrom("bookings")
      .select(["id", "designs"])
      .where("id", "in", bookings)
      .execute();
    // Once for all that are of one booking.
    const designs = new Map(
      texts.map((row) => [row.id, JSON.parse(row.designs) as BookingRecord["designs"]]),
    );
    for (const row of rows)
      found.push({ ...toDue(row), design: designs.get(row.booking)?.[row.variant] ?? null });
  }
  return found;
}

export async function placementOf(transaction: Transaction, id: string): Promise<Placement | null> {
  const row = await transaction
    .selectFrom("reservations")
    .select("placement")
    .where("id", "=", id)
    .executeTakeFirst();
  const text = row?.placement ?? null;
  return text === null ? null : (JSON.parse(text) as Placement);
}

export async function reservations(
  transaction: Transaction,
  filter: ReservationFilter,
): Promise<readonly ReservationRecord[]> {
  const { ids, ...rest } = filter;
  if (ids === undefined) return someReservations(transaction, rest);
  const found: ReservationRecord[] = [];
  for (const some of chunks(ids)) found.push(...(await someReservations(transaction, rest, some)));
  return found.sort((a, b) => a.window.start.localeCompare(b.window.start) || a.copy - b.copy);
}

async function someReservations(
  transaction: Transaction,
  { tenant, pool, booking: wanted, window, states, preemptible, page }: ReservationFilter,
  ids?: readonly string[],
): Promise<readonly ReservationRecord[]> {
  let query = transaction.selectFrom("reservations").select(RESERVATION_COLUMNS);
  if (tenant !== undefined) query = query.where("tenant", "=", tenant);
  if (pool !== undefined) query = query.where("pool", "=", pool);
  if (wanted !== undefined) query = query.where("booking", "=", wanted);
  if (preemptible === true) query = query.where("preemptible", "=", 1);
  if (ids !== undefined) query = query.where("id", "in", ids);
  if (states !== undefined) query = query.where("state", "in", states);
  if (window !== undefined)
    query = query
      .where("hold_end", ">", fromInstant(window.start))
      .where("hold_start", "<", fromInstant(window.end));
  const rows = await (
    page === undefined
      ? query.orderBy("start_at").orderBy("copy").orderBy("id")
      : onPage(query, page)
  ).execute();
  return rows.map(toReservation);
}

function onPage<Row>(
  query: SelectQueryBuilder<Tables, "reservations", Row>,
  { after, most }: ReservationPage,
) {
  const end = after === null ? 0 : fromInstant(after.hold.end);
  return query
    .where("hold_end", ">=", end)
    .$if(after !== null, (rest) =>
      rest.where((is) => is.or([is("hold_end", ">", end), is("id", ">", after?.id ?? "")])),
    )
    .orderBy("hold_end")
    .orderBy("id")
    .limit(most);
}

export async function dueReservations(
  transaction: Transaction,
  by: Instant,
  limit: number,
): Promise<readonly DueReservation[]> {
  const rows = await withRequests(transaction)
    .where("reservations.next_at", "<=", fromInstant(by))
    .orderBy("reservations.next_at")
    .orderBy("reservations.id")
    .limit(limit)
    .execute();
  return rows.map(toDue);
}

export async function nextDue(transaction: Transaction): Promise<Instant | null> {
  const row = await transaction
    .selectFrom("reservations")
    .select((expression) => expression.fn.min("next_at").as("at"))
    .where("next_at", "is not", null)
    .executeTakeFirst();
  const at = row?.at ?? null;
  return nullableInstant(at);
}

export async function queuedReservations(
  transaction: Transaction,
  pool: string,
): Promise<readonly DueReservation[]> {
  const rows = await withRequests(transaction)
    .where("reservations.pool", "=", pool)
    .where("reservations.state", "=", "queued")
    .orderBy("reservations.priority", "desc")
    .orderBy("reservations.created_at")
    .orderBy("reservations.start_at")
    .orderBy("reservations.copy")
    .orderBy("reservations.id")
    .execute();
  return rows.map(toDue);
}

export async function strandedReservations(
  transaction: Transaction,
  pool: string,
  among?: readonly string[],
): Promise<readonly DueReservation[]> {
  let lacking = transaction
    .selectFrom("claims")
    .innerJoin("resources", "resources.id", "claims.resource")
    .select("claims.environment")
    .where("resources.pool", "=", pool)
    .whereRef("resources.capacity", "<", "claims.quantity");
  if (among !== undefined) lacking = lacking.where("claims.environment", "in", among);
  const rows = await withRequests(transaction)
    .where("reservations.pool", "=", pool)
    .where("reservations.state", "in", ["asked", "booked"])
    .where("reservations.id", "in", lacking)
    .orderBy("reservations.start_at")
    .orderBy("reservations.id")
    .execute();
  return rows.map(toDue);
}

function withRequests(transaction: Transaction) {
  return transaction
    .selectFrom("reservations")
    .innerJoin("bookings", "bookings.id", "reservations.booking")
    .select(RESERVATION_COLUMNS.map((column) => `reservations.${column}` as const))
    .select("bookings.request");
}

function toDue(row: Parameters<typeof toReservation>[0] & { request: string }): DueReservation {
  return {
    reservation: toReservation(row),
    request: JSON.parse(row.request) as BookingRecord["request"],
  };
}
