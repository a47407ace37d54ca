import type { Instant } from "../../../shared/base/clock.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Placement } from "../../../shared/placement/placement.ts";
import type { Claim } from "../../../shared/pool/pool.ts";
import type { WireFault } from "../../../shared/protocol/environment.ts";
import type {
  BookingRequest,
  Notice,
  Reservation,
  ReservationState,
} from "../../../shared/protocol/reservation.ts";
import type { Counted } from "../../../shared/reservations/quota.ts";
import type { Window } from "../../../shared/schedule/window.ts";

export interface BookingRecord {
  readonly id: string;
  readonly tenant: string;
  readonly owner: string;
  readonly request: Omit<BookingRequest, "designs">;
  readonly designs: readonly Design[];
  /** What goes on for ever is booked up to here; null: all of it is. */
  readonly bookedUntil: Instant | null;
  readonly createdAt: Instant;
}

export interface ReservationRecord extends Reservation {
  /** What it is projected to cost, an exact decimal in the currency of its price book. */
  readonly cost: string;
  /** While it queues it may be at any time that ends by then. */
  readonly movableUntil: Instant | null;
  /** When its user was last heard of. */
  readonly seenAt: Instant | null;
  /** How many of its warnings were given. */
  readonly warned: number;
  /** When something has to be done with it next; null: nothing by time alone. */
  readonly nextAt: Instant | null;
  readonly createdAt: Instant;
}

/** What counts against a tenant's limits: a reservation, or an environment that was requested without one. */
export interface CountedHolder extends Counted {
  readonly id: string;
}

/** One that is due, with what its booking says about it. */
export interface DueReservation {
  readonly reservation: ReservationRecord;
  readonly request: BookingRecord["request"];
}

/** One with what its booking says about it, and the design that it is of; null where there is no such design. */
export interface DesignedReservation extends DueReservation {
  readonly design: Design | null;
}

export interface NewReservation {
  readonly record: ReservationRecord;
  /** null while it queues. */
  readonly placement: Placement | null;
}

export interface NewBooking {
  readonly record: BookingRecord;
  readonly reservations: readonly NewReservation[];
  /** Less urgent ones that give way, in the same transaction. */
  readonly displaced: readonly ReservationChange[];
  readonly idempotencyKey: string;
  readonly requestDigest: string;
}

/** One reservation's change. Several are made together or not at all. */
export interface ReservationChange {
  readonly id: string;
  readonly at: Instant;
  /** The change is refused when it is in none of these. */
  readonly expect: readonly ReservationState[];
  readonly state?: ReservationState;
  readonly window?: Window;
  readonly hold?: Window;
  readonly cost?: string;
  readonly reason?: WireFault | null;
  readonly started?: boolean;
  readonly warned?: number;
  readonly seenAt?: Instant;
  readonly nextAt?: Instant | null;
  /** A new place; its claims replace what was held. */
  readonly placement?: Placement;
  /** Holds the same for another time, or something else, or (empty) nothing any more. */
  readonly claims?: readonly Claim[];
  /** Its environment's window, when it has one. */
  readonly environmentWindow?: Window;
  /** Its environment is released at once. */
  readonly releaseEnvironment?: boolean;
  /** Told to those concerned; null: nothing worth telling. */
  readonly notice: Notice | null;
}

export interface ReservationFilter {
  readonly tenant?: string;
  readonly pool?: string;
  readonly booking?: string;
  /** Whose hold overlaps it. */
  readonly window?: Window;
  readonly states?: readonly ReservationState[];
  /** Only those that give way to more urgent ones. */
  readonly preemptible?: true;
  /** None but these. */
  readonly ids?: readonly string[];
  /** So many of them at the most, by the end of their hold; left out, all of them, by their start. */
  readonly page?: ReservationPage;
}

/** After one in their order, that is by the end of their hold and by id; null: from the first on. */
export interface ReservationPage {
  readonly after: Pick<ReservationRecord, "id" | "hold"> | null;
  readonly most: number;
}

/** At most so many holders, after one in their order; "" is before all. */
export interface ClaimPage {
  readonly after: string;
  readonly most: number;
}

/** What one holder has of a pool now, for the daemon's index; nothing: it gave everything back. */
export interface HolderClaims {
  readonly holder: string;
  readonly claims: readonly (Claim & { readonly start: number; readonly end: number })[];
}
