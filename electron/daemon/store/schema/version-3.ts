import type { Migration } from "./migrations.ts";
import { guards } from "./version-1-sqlite.ts";

/**
 * Claims are held by environments and by reservations, whose environments are only made at their start and have
 * the same id: so `environment` no longer points into that table. SQLite cannot drop a key; the table is copied.
 */
const claims = `CREATE TABLE claims_copy (
  environment text NOT NULL,
  resource text NOT NULL REFERENCES resources (id),
  start_at bigint NOT NULL,
  end_at bigint NOT NULL,
  quantity bigint NOT NULL CHECK (quantity >= 1),
  made_at bigint NOT NULL,
  CHECK (start_at < end_at),
  PRIMARY KEY (environment, resource))`;

const tables = [
  `CREATE TABLE bookings (
     id text PRIMARY KEY,
     tenant text NOT NULL REFERENCES tenants (id),
     owner text NOT NULL,
     pool text NOT NULL,
     request text NOT NULL,
     designs text NOT NULL,
     booked_until bigint,
     created_at bigint NOT NULL,
     idempotency_key text NOT NULL,
     request_digest text NOT NULL,
     UNIQUE (tenant, idempotency_key))`,
  // Those that go on for ever are looked through again and again.
  `CREATE INDEX bookings_endless ON bookings (booked_until) WHERE booked_until IS NOT NULL`,
  `CREATE TABLE reservations (
     id text PRIMARY KEY,
     booking text NOT NULL REFERENCES bookings (id),
     tenant text NOT NULL,
     owner text NOT NULL,
     pool text NOT NULL,
     name text NOT NULL,
     slot text NOT NULL,
     copy bigint NOT NULL,
     variant bigint NOT NULL,
     state text NOT NULL,
     start_at bigint NOT NULL,
     end_at bigint NOT NULL,
     hold_start bigint NOT NULL,
     hold_end bigint NOT NULL,
     movable_until bigint,
     priority bigint NOT NULL,
     preemptible bigint NOT NULL CHECK (preemptible IN (0, 1)),
     machines bigint NOT NULL,
     cores bigint NOT NULL,
     hosts text NOT NULL,
     placement text,
     reason text,
     started bigint NOT NULL DEFAULT 0 CHECK (started IN (0, 1)),
     seen_at bigint,
     warned bigint NOT NULL DEFAULT 0,
     next_at bigint,
     created_at bigint NOT NULL,
     updated_at bigint NOT NULL,
     CHECK (hold_start <= start_at AND start_at < end_at AND end_at <= hold_end),
     UNIQUE (booking, slot, copy))`,
  `CREATE INDEX reservations_of_tenant ON reservations (tenant, start_at)`,
  `CREATE INDEX reservations_of_pool ON reservations (pool, hold_end)`,
  `CREATE INDEX reservations_due ON reservations (next_at) WHERE next_at IS NOT NULL`,
  `CREATE INDEX reservations_waiting ON reservations (pool, priority, created_at)
     WHERE state IN ('asked', 'queued')`,
  `CREATE TABLE quotas (
     tenant text NOT NULL,
     user_id text NOT NULL,
     quota text NOT NULL,
     PRIMARY KEY (tenant, user_id))`,
  `CREATE TABLE calendar_feeds (
     hash text PRIMARY KEY,
     tenant text NOT NULL,
     user_id text NOT NULL,
     created_at bigint NOT NULL,
     UNIQUE (tenant, user_id))`,
] as const;

const claimGuards = guards.filter((guard) => / ON claims\b/.test(guard));

/** Reservations: what is held ahead of time. */
export const version3 = {
  version: 3,
  sqlite: [
    claims,
    `INSERT INTO claims_copy SELECT environment, resource, start_at, end_at, quantity, made_at FROM claims`,
    `DROP TABLE claims`,
    `ALTER TABLE claims_copy RENAME TO claims`,
    `CREATE INDEX claims_of_resource ON claims (resource, start_at, end_at, quantity)`,
    ...claimGuards,
    ...tables,
  ],
  postgres: [`ALTER TABLE claims DROP CONSTRAINT claims_environment_fkey`, ...tables],
} satisfies Migration;
