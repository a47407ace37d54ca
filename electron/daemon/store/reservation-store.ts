import type { Instant } from "../../../shared/base/clock.ts";
import type { Result } from "../../../shared/base/result.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import type { Quota } from "../../../shared/protocol/reservation.ts";
import type {
  BookingRecord,
  ClaimPage,
  CountedHolder,
  DesignedReservation,
  DueReservation,
  HolderClaims,
  NewBooking,
  NewReservation,
  ReservationChange,
  ReservationFilter,
  ReservationRecord,
} from "./reservation-records.ts";

/** What the store knows of reservations, and of the limits they keep to. */
export interface ReservationStore {
  /**
   * Stores a booking with everything its reservations hold, or nothing of it: `double-booking`,
   * `quota-exceeded`, `reservation-changed` (one that was to give way) or `idempotency-conflict`. The same key
   * and digest give the id of the first.
   */
  createBooking(created: NewBooking): Promise<Result<{ id: string; created: boolean }>>;
  /** More times of a booking that goes on for ever. */
  addReservations(
    booking: string,
    reservations: readonly NewReservation[],
    bookedUntil: Instant,
  ): Promise<Result<void>>;
  /** All of the changes or none: `double-booking`, or `reservation-changed` when one is in another state. */
  changeReservations(changes: readonly ReservationChange[]): Promise<Result<void>>;
  booking(id: string): Promise<BookingRecord | null>;
  /** It goes on no further than it is booked. */
  stopBooking(id: string): Promise<void>;
  /** Bookings that go on for ever and are not booked as far as `before`. */
  endlessBookings(before: Instant): Promise<readonly BookingRecord[]>;
  reservation(id: string): Promise<DueReservation | null>;
  /** Those of them that there are, with their designs, in any order. */
  designedReservations(ids: readonly string[]): Promise<readonly DesignedReservation[]>;
  placementOf(reservation: string): Promise<Placement | null>;
  /** By the start of their time. */
  reservations(filter: ReservationFilter): Promise<readonly ReservationRecord[]>;
  /** Those that something is to be done with by then, in the order of when. */
  dueReservations(by: Instant, limit: number): Promise<readonly DueReservation[]>;
  /** When the next one after those is due. */
  nextDue(): Promise<Instant | null>;
  /** Those that wait for room in a pool, in the order in which they are served. */
  queuedReservations(pool: string): Promise<readonly DueReservation[]>;
  /** Not started, and on a resource that no longer has what is held of it: all, or those among some few. */
  strandedReservations(pool: string, among?: readonly string[]): Promise<readonly DueReservation[]>;
  /** All of a tenant's that counts against limits and was or is held after an instant. */
  countedSince(tenant: string, since: Instant): Promise<readonly CountedHolder[]>;
  /** Everything that is held of a pool, or a page of it, by holder. */
  poolClaims(pool: string, page?: ClaimPage): Promise<readonly HolderClaims[]>;
  /** What those hold now of whom events after `sequence` tell; and up to which event that is true. */
  claimsSince(
    sequence: number,
  ): Promise<{ readonly sequence: number; readonly holders: readonly HolderClaims[] }>;
  putQuota(quota: Quota): Promise<void>;
  listQuotas(tenant?: string): Promise<readonly Quota[]>;
  /** A user has one calendar feed; only its key's SHA-256 is stored. */
  putFeed(hash: string, tenant: string, user: string, at: Instant): Promise<void>;
  /** Whose feed it is, while that user is active. */
  feed(hash: string): Promise<{ readonly tenant: string; readonly user: string } | null>;
}
