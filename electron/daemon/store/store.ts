import type { Result } from "../../../shared/base/result.ts";
import type { Instant } from "../../../shared/base/clock.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Placement, Holding } from "../../../shared/placement/placement.ts";
import type { DesiredState } from "../../../shared/plan/desired.ts";
import type { PoolChange, PoolChangeBody } from "../../../shared/pool/change.ts";
import type { Condition } from "../../../shared/pool/condition.ts";
import type { Claim, PoolResources, ResourceCapacity } from "../../../shared/pool/pool.ts";
import type { WrittenResources } from "../../../shared/pool/written.ts";
import type { Baseline } from "../../../shared/pricing/baseline.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import type { Release } from "../../../shared/pricing/engine/contract.ts";
import type { Segment } from "../../../shared/pricing/engine/segments.ts";
import type { LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import type { Rated } from "../../../shared/pricing/rated.ts";
import type { PublishTimes } from "../../../shared/prices/publish.ts";
import type { Connection } from "../../../shared/protocol/connection.ts";
import type { PriceDraft } from "../../../shared/protocol/price-procedures.ts";
import type {
  ComponentReference,
  ComponentSummary,
  SharedComponent,
} from "../../../shared/protocol/component.ts";
import type {
  EnvironmentState,
  EnvironmentSummary,
  InstanceStatus,
  WireFault,
} from "../../../shared/protocol/environment.ts";
import type { EventBody, LabwrightEvent } from "../../../shared/protocol/event.ts";
import type { Dispute } from "../../../shared/statements/dispute.ts";
import type { SigningKey } from "../../node/statement-seal.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import type { BillingStore } from "./billing-store.ts";
import type { PeopleStore } from "./people-store.ts";
import type { ReservationStore } from "./reservation-store.ts";
import type { MeasuredUsage } from "./usage-records.ts";
import type { UsageStore } from "./usage-store.ts";

export interface PoolRecord {
  readonly id: string;
  readonly name: string;
  readonly connection: Connection;
  readonly state: "online" | "offline";
  /** Why it is offline; null while it is not. */
  readonly away: WireFault | null;
  readonly resources: PoolResources;
  readonly refreshedAt: Instant;
  /** What lab admins wrote down of it. */
  readonly written: WrittenResources | null;
  readonly conditions: readonly Condition[];
}

export interface KeptPool {
  readonly revision: number;
  readonly record: PoolRecord;
}

/** What somebody did to a pool at one time, each of it a line of its history. */
export interface PoolHistory {
  readonly by: string;
  readonly at: Instant;
  readonly bodies: readonly PoolChangeBody[];
}

export interface EnvironmentRecord {
  readonly id: string;
  readonly tenant: string;
  readonly owner: string;
  readonly pool: string;
  readonly name: string;
  readonly managementId: string;
  readonly state: EnvironmentState;
  readonly error: WireFault | null;
  readonly design: Design;
  readonly placement: Placement | null;
  readonly desired: DesiredState;
  readonly window: Window;
  /** The time that it was booked for, without set-up and grace; null: it was not booked. */
  readonly booked: Window | null;
  /** The newest revision that was known when it was requested. */
  readonly priceBook: { readonly id: string; readonly revision: number };
  /** Which time of a series it is for; empty without a reservation. */
  readonly session: string;
  /** The service class that was asked for; empty: none. */
  readonly qosClass: string;
  /** What its customer keeps of it when it is released; null: nothing. */
  readonly keeps: Release["option"] | null;
  readonly quote: Rated;
  /** Counts up each time a changed design is applied. */
  readonly revision: number;
  /** Set once, when everything has been removed. */
  readonly statement: Rated | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Enough to find an environment by. */
export type OpenEnvironment = Pick<EnvironmentRecord, "id" | "tenant" | "managementId" | "state">;

export interface NewEnvironment {
  readonly record: Omit<
    EnvironmentRecord,
    "booked" | "statement" | "updatedAt" | "revision" | "keeps"
  >;
  readonly claims: readonly Claim[];
  /** What its customer saw and accepted; left out where nobody did. */
  readonly baseline?: Baseline;
  /** Its reservation, of the same id, becomes it: what that holds, it holds, for longer than its own window. */
  readonly reservation?: {
    readonly hold: Window;
    readonly nextAt: Instant | null;
    readonly seenAt: Instant | null;
  };
  readonly instances: readonly InstanceStatus[];
  readonly idempotencyKey: string;
  /** SHA-256 of the canonical request: the same key with another digest is refused. */
  readonly requestDigest: string;
}

/** A change of one environment, all of it in one transaction together with the events that tell of it. */
export interface EnvironmentChange {
  readonly id: string;
  /** The environment's own: with another one nothing is changed. */
  readonly tenant: string;
  readonly at: Instant;
  /** Applied only while the stored state is one of these; otherwise nothing of the change is. */
  readonly expect?: readonly EnvironmentState[];
  /** Applied only while the environment is at this revision. */
  readonly revision?: number;
  readonly state?: EnvironmentState;
  /** Why it is released, where neither its own people do it nor its time is over. */
  readonly why?: WireFault;
  readonly error?: WireFault | null;
  readonly instances?: readonly InstanceStatus[];
  /** Parts that are no longer in the design and gone from the lab: forgotten, but for what they cost. */
  readonly departed?: readonly string[];
  /**
   * Opens (`end: null`) or closes segments, matched by instance, meter, item and start. A closed one never
   * changes again; there is at most one open one of an instance, meter and item.
   */
  readonly usage?: readonly LevelSegment[];
  /** What its customer keeps of it. */
  readonly keeps?: Release["option"];
  /** The final statement; refused when there is one already. */
  readonly statement?: Rated;
  /** Gives back everything that the environment holds. */
  readonly releaseClaims?: boolean;
  /** Gives back what the environment holds beyond these. */
  readonly keepClaims?: readonly Claim[];
}

/** A changed design of an environment with all that follows from it. */
export interface EnvironmentRevision extends Pick<
  EnvironmentRecord,
  "id" | "tenant" | "design" | "desired" | "quote"
> {
  readonly placement: Placement;
  readonly by: string;
  readonly at: Instant;
  /** The revision that it was planned for; at another one it is refused. */
  readonly revision: number;
  readonly state: EnvironmentState;
  /** Those that change, and those that are new. */
  readonly instances: readonly InstanceStatus[];
  /** Those that go and of which nothing was made yet. */
  readonly departed: readonly string[];
  readonly idempotencyKey: string;
  /** SHA-256 of the canonical request: the same key with another digest is refused. */
  readonly requestDigest: string;
}

/**
 * Everything the daemon remembers. Each verb is one transaction; when its promise resolves the change has
 * reached the disk. An I/O failure rejects with a FaultError `store-failed`, after which the daemon must stop.
 * Two implementations, one contract suite: test/contract/store.
 * Instants come back in the one form of `toInstant`, whatever precision they were given in.
 */
export interface Store extends PeopleStore, ReservationStore, BillingStore, UsageStore {
  // Pools (shared by tenants)
  /**
   * Also sets the capacities that the double-booking guard works with. `read`: as it was read before this was made of
   * it; false, and nothing is done, where people have changed or removed it since, perhaps by another daemon.
   * `history`: what people did to it by that.
   */
  putPool(
    pool: PoolRecord,
    capacities: readonly ResourceCapacity[],
    read?: PoolRecord,
    history?: PoolHistory,
  ): Promise<boolean>;
  listPools(): Promise<readonly PoolRecord[]>;
  /** Null: there is none. */
  pool(id: string): Promise<KeptPool | null>;
  /** Of `pool`, alone: grows whenever the pool is put, and tells that what was read before is still so. */
  poolRevision(id: string): Promise<number | null>;
  /** False while something of it is held or an environment in it is not released. */
  removePool(id: string): Promise<boolean>;
  /**
   * What is held of a pool's resources at any time in the window. Claims that outlast their window, because
   * their environment is not removed yet, count as held until just after `now`. `except`: by this environment.
   */
  holdings(
    pool: string,
    window: Window,
    now: Instant,
    except?: string,
  ): Promise<readonly Holding[]>;

  /** Adds a line to a pool's history, which outlives it and never changes; returns the line's number. */
  appendPoolChange(pool: string, by: string, at: Instant, body: PoolChangeBody): Promise<number>;
  /** Newest first, before a number or from the end. */
  poolChanges(pool: string, before: number | null, limit: number): Promise<readonly PoolChange[]>;

  // Price books: a revision never changes
  /** Storing the same one again is harmless; another one under its id and revision rejects with `already-exists`. */
  putPriceBook(book: PriceBook): Promise<void>;
  /** All revisions of the book of which the newest in force at `at` is one, in their order; empty: none is in force. */
  currentPriceBooks(at: Instant): Promise<readonly PriceBook[]>;
  /** All revisions of a book, in their order. */
  priceBooks(id: string): Promise<readonly PriceBook[]>;

  /** All revisions of all books. */
  allPriceBooks(): Promise<readonly PriceBook[]>;
  /** Makes a draft the next revision of its book and forgets the draft. Rejects with a `price-book-…` fault. */
  publishPriceBook(draft: PriceBook, times: PublishTimes, at: Instant): Promise<PriceBook>;

  // Drafts of price books, one for each book
  /** Rejects with `price-draft-changed` unless its version is the one after the stored draft's, 1 where there is none. */
  putPriceDraft(draft: PriceDraft): Promise<void>;
  priceDraft(book: string): Promise<PriceDraft | null>;
  /** By the ids of their books. */
  priceDrafts(): Promise<readonly PriceDraft[]>;
  /** False when there was none. */
  removePriceDraft(book: string): Promise<boolean>;

  // Statements
  /** The key that the lab signs with: the one that it has, else the given one from now on. */
  signingKey(fresh: SigningKey): Promise<SigningKey>;
  /** False when it is stored already. Rejects with `already-exists` when its id is another one's. */
  putDispute(dispute: Dispute): Promise<boolean>;
  /** What customers said about lines, newest first; of all tenants where none is named. */
  disputes(tenant?: string): Promise<readonly Dispute[]>;
  /** Null when the tenant has none of that id, or it is answered already. */
  answerDispute(
    tenant: string,
    id: string,
    answer: NonNullable<Dispute["answer"]>,
  ): Promise<Dispute | null>;

  // Libraries of reusable components: a saved version never changes
  /**
   * Storing the same version again is harmless. Rejects with `already-exists` when the tenant has another one of
   * that number or somebody else publishes the component, with `library-full` when there are too many.
   */
  putComponent(tenant: string, saved: SharedComponent, at: Instant): Promise<void>;
  /** The tenant's own and those published to all, by id and version. */
  listComponents(tenant: string): Promise<readonly ComponentSummary[]>;
  /** Only one that the tenant's list has. */
  component(tenant: string, wanted: ComponentReference): Promise<SharedComponent | null>;
  /**
   * Offers one of the tenant's versions to all, or takes it back; false when it has no such version. Rejects
   * with `already-exists` when another tenant publishes that component.
   */
  publishComponent(
    tenant: string,
    wanted: ComponentReference,
    published: boolean,
  ): Promise<boolean>;
  /** False when the tenant has no such version, or it is published. */
  removeComponent(tenant: string, wanted: ComponentReference): Promise<boolean>;

  // Environments
  /**
   * Stores an environment with its claims, or refuses: `double-booking` when a resource would be held beyond
   * its capacity at some instant (the database itself says so), `idempotency-conflict` when the key was used
   * for another request of the tenant, `quota-exceeded` and its like beyond a limit of the tenant or user. The
   * same key and digest give the id of the first.
   */
  createEnvironment(created: NewEnvironment): Promise<Result<{ id: string; created: boolean }>>;
  /**
   * Replaces an environment's design in one transaction. What it held stays held beside what it needs now,
   * whichever is more of each resource, until `keepClaims` gives the rest back: what goes is still there.
   * A reservation that it belongs to has the same size and hosts from then on.
   * Refuses: `double-booking` (the database itself says so), `environment-changed`, `environment-over`,
   * `idempotency-conflict`, `quota-exceeded` and its like where it becomes more. The same key and digest give the revision that they made.
   */
  reviseEnvironment(
    revision: EnvironmentRevision,
  ): Promise<Result<{ revision: number; applied: boolean }>>;
  /** What a request of this key made of an environment already; null where none did. */
  revisionBefore(
    id: string,
    tenant: string,
    idempotencyKey: string,
  ): Promise<{ readonly revision: number; readonly requestDigest: string } | null>;
  /** False, and nothing changed, when there is no such environment, `expect` or `revision` fails or it has its statement already. */
  changeEnvironment(change: EnvironmentChange): Promise<boolean>;
  environment(id: string, tenant: string): Promise<EnvironmentRecord | null>;
  /** What was accepted when it was sent; it never changes. */
  baseline(id: string, tenant: string): Promise<Baseline | null>;
  /** Newest first. */
  listEnvironments(
    tenant: string,
    states?: readonly EnvironmentState[],
  ): Promise<readonly EnvironmentSummary[]>;
  /** Over all tenants, for the reconcile loop, which asks often: everything not released, oldest first. */
  openEnvironments(): Promise<readonly OpenEnvironment[]>;
  instances(environment: string, tenant: string): Promise<readonly InstanceStatus[]>;
  usage(environment: string, tenant: string): Promise<readonly LevelSegment[]>;
  /**
   * Of all environments of a tenant, what was used at any time in a window: whole segments, what the daemon saw and
   * then what producers reported.
   */
  tenantUsage(
    tenant: string,
    window: Window,
    measured?: MeasuredUsage,
  ): Promise<readonly Segment[]>;

  // Events. createEnvironment and changeEnvironment write theirs in their own transaction: an `environment`
  // event when the summary changed, an `instance` event for each changed instance, one `usage` event.
  appendEvent(
    tenant: string | null,
    environment: string | null,
    at: Instant,
    body: EventBody,
  ): Promise<number>;
  /** After `after`, ascending. Events with a null tenant are everybody's. */
  eventsAfter(tenant: string, after: number, limit: number): Promise<readonly LabwrightEvent[]>;
  /** Before `before`, or the newest of all; newest first. */
  eventsBefore(
    tenant: string,
    before: number | null,
    limit: number,
    environment: string | null,
  ): Promise<readonly LabwrightEvent[]>;
  latestSequence(): Promise<number>;
  /** Called after a commit that appended events, with the newest sequence. One listener. */
  onEvents(listener: (sequence: number) => void): void;

  /**
   * True when this daemon is the one that reconciles. Ask before every pass: SQLite always says yes; of
   * several daemons on one PostgreSQL one is told yes until its connection ends, and another takes over.
   */
  acquireLeadership(): Promise<boolean>;

  close(): Promise<void>;
}
