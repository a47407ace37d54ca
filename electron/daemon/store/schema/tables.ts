import type { Generated } from "kysely";

/**
 * The tables as Kysely sees them; the same in both engines. Instants are whole milliseconds since the epoch,
 * so that they compare exactly; documents are JSON text; truth values are 0 and 1.
 */
export interface Tables {
  tenants: { id: string; name: string };
  users: { id: string; tenant: string; name: string; roles: string; active: number };
  tokens: {
    id: string;
    tenant: string;
    user_id: string;
    label: string;
    hash: string;
    created_at: number;
    expires_at: number | null;
    revoked_at: number | null;
  };
  people_changes: { tenant: string; number: number; at: number; change: string };
  pools: {
    id: string;
    name: string;
    connection: string;
    state: string;
    away: string | null;
    resources: string;
    refreshed_at: number;
    written: string | null;
    conditions: string;
  };
  pool_changes: { pool: string; number: number; at: number; made_by: string; body: string };
  resources: { id: string; pool: string; capacity: number };
  price_books: { id: string; revision: number; effective_from: number; book: string };
  components: {
    tenant: string;
    component: string;
    version: number;
    summary: string;
    body: string;
    saved_at: number;
    published: number;
  };
  environments: {
    id: string;
    tenant: string;
    owner: string;
    pool: string;
    name: string;
    management_id: string;
    state: string;
    error: string | null;
    design: string;
    placement: string | null;
    desired: string;
    start_at: number;
    end_at: number;
    price_book: string;
    price_book_revision: number;
    baseline: string | null;
    session: Generated<string>;
    qos_class: Generated<string>;
    keeps: Generated<string | null>;
    quote: string;
    statement: string | null;
    created_at: number;
    updated_at: number;
    idempotency_key: string;
    request_digest: string;
    revision: Generated<number>;
  };
  environment_revisions: {
    environment: string;
    revision: number;
    applied_by: string;
    applied_at: number;
    idempotency_key: string;
    request_digest: string;
  };
  claims: {
    /** The environment or reservation that holds it; the two have the same id. */
    environment: string;
    resource: string;
    start_at: number;
    end_at: number;
    quantity: number;
    made_at: number;
  };
  bookings: {
    id: string;
    tenant: string;
    owner: string;
    pool: string;
    request: string;
    designs: string;
    booked_until: number | null;
    created_at: number;
    idempotency_key: string;
    request_digest: string;
  };
  reservations: {
    id: string;
    booking: string;
    tenant: string;
    owner: string;
    pool: string;
    name: string;
    slot: string;
    copy: number;
    variant: number;
    state: string;
    start_at: number;
    end_at: number;
    hold_start: number;
    hold_end: number;
    movable_until: number | null;
    priority: number;
    preemptible: number;
    machines: number;
    cores: number;
    cost: string;
    hosts: string;
    placement: string | null;
    reason: string | null;
    started: number;
    seen_at: number | null;
    warned: number;
    next_at: number | null;
    created_at: number;
    updated_at: number;
  };
  contracts: {
    tenant: string;
    revision: number;
    valid_from: number;
    contract: string;
    made_at: number;
    in_force: Generated<number>;
    told_end: Generated<number | null>;
  };
  price_drafts: {
    book: string;
    version: number;
    body: string;
    saved_by: string;
    saved_at: number;
  };
  bills: {
    tenant: string;
    sequence: number;
    number: string;
    kind: string;
    contract: string;
    period_end: number;
    issued_at: number;
    /** The sequence of the note that made it void. */
    void_by: Generated<number | null>;
    open_now: Generated<string | null>;
    summary: string;
    bill: string;
  };
  bill_payments: { tenant: string; id: string; sequence: number; at: number; payment: string };
  budgets: { tenant: string; id: string; budget: string };
  budget_alerts: {
    tenant: string;
    budget: string;
    period: string;
    basis: string;
    percent: number;
    at: number;
    stop_at: number | null;
  };
  report_schedules: { tenant: string; id: string; schedule: string; next_at: number | null };
  messages: {
    id: string;
    tenant: string;
    message: string;
    made_at: number;
    next_at: number | null;
    attempts: number;
    sent_at: Generated<number | null>;
    error: Generated<string | null>;
  };
  quotas: { tenant: string; user_id: string; quota: string };
  calendar_feeds: { hash: string; tenant: string; user_id: string; created_at: number };
  instances: {
    environment: string;
    id: string;
    position: number;
    state: string;
    host: string | null;
    status: string;
  };
  usage_segments: {
    environment: string;
    instance: string;
    meter: string;
    item: string;
    start_at: number;
    end_at: number | null;
    segment: string;
  };
  meter_producers: {
    id: number;
    tenant: string;
    name: string;
    heartbeat_seconds: number;
    ranges: string;
    received_at: number;
  };
  meter_keys: { producer: number; event_id: string; hash: string };
  meter_readings: {
    management_id: string;
    number: number;
    producer: number;
    rolled: number;
    first_at: number;
    last_at: number;
    received_at: number;
    events: string;
  };
  meter_conflicts: {
    producer: number;
    event_id: string;
    hash: string;
    management_id: string;
    reason: string;
    received_at: number;
    event: string;
  };
  signing_key: { one: number; public_key: string; private_key: string };
  disputes: {
    tenant: string;
    id: string;
    received_at: number;
    answered: number;
    dispute: string;
    answer: string | null;
  };
  events: {
    sequence: number;
    tenant: string | null;
    environment: string | null;
    at: number;
    body: string;
  };
  counters: { name: string; value: number };
}
