import type { Migration } from "./migrations.ts";
import { guards as postgres } from "./version-1-postgres.ts";
import { guards as sqlite } from "./version-1-sqlite.ts";

const tables = [
  `CREATE TABLE tenants (id text PRIMARY KEY, name text NOT NULL)`,
  `CREATE TABLE users (
     id text PRIMARY KEY,
     tenant text NOT NULL REFERENCES tenants (id),
     name text NOT NULL,
     roles text NOT NULL,
     active bigint NOT NULL CHECK (active IN (0, 1)),
     UNIQUE (tenant, id))`,
  // The compound key keeps a token from ever pointing at another tenant's user.
  `CREATE TABLE tokens (
     id text PRIMARY KEY,
     tenant text NOT NULL,
     user_id text NOT NULL,
     label text NOT NULL,
     hash text NOT NULL UNIQUE,
     created_at bigint NOT NULL,
     expires_at bigint,
     revoked_at bigint,
     FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id))`,
  `CREATE TABLE pools (
     id text PRIMARY KEY,
     name text NOT NULL,
     connection text NOT NULL,
     state text NOT NULL,
     resources text NOT NULL,
     refreshed_at bigint NOT NULL)`,
  `CREATE TABLE resources (
     id text PRIMARY KEY,
     pool text NOT NULL REFERENCES pools (id),
     capacity bigint NOT NULL CHECK (capacity >= 0))`,
  `CREATE INDEX resources_of_pool ON resources (pool)`,
  `CREATE TABLE rate_cards (
     id text NOT NULL,
     revision bigint NOT NULL,
     effective_from bigint NOT NULL,
     card text NOT NULL,
     PRIMARY KEY (id, revision))`,
  `CREATE TABLE environments (
     id text PRIMARY KEY,
     tenant text NOT NULL REFERENCES tenants (id),
     owner text NOT NULL,
     pool text NOT NULL,
     name text NOT NULL,
     management_id text NOT NULL UNIQUE,
     state text NOT NULL,
     error text,
     design text NOT NULL,
     placement text,
     desired text NOT NULL,
     start_at bigint NOT NULL,
     end_at bigint NOT NULL,
     rate_card text NOT NULL,
     rate_card_revision bigint NOT NULL,
     quote text NOT NULL,
     statement text,
     created_at bigint NOT NULL,
     updated_at bigint NOT NULL,
     idempotency_key text NOT NULL,
     request_digest text NOT NULL,
     CHECK (start_at < end_at),
     UNIQUE (tenant, idempotency_key))`,
  `CREATE INDEX environments_of_tenant ON environments (tenant, created_at)`,
  `CREATE INDEX environments_open ON environments (pool) WHERE state <> 'released'`,
  `CREATE TABLE claims (
     environment text NOT NULL REFERENCES environments (id),
     resource text NOT NULL REFERENCES resources (id),
     start_at bigint NOT NULL,
     end_at bigint NOT NULL,
     quantity bigint NOT NULL CHECK (quantity >= 1),
     made_at bigint NOT NULL,
     CHECK (start_at < end_at),
     PRIMARY KEY (environment, resource))`,
  `CREATE INDEX claims_of_resource ON claims (resource, start_at, end_at, quantity)`,
  `CREATE TABLE instances (
     environment text NOT NULL REFERENCES environments (id),
     id text NOT NULL,
     position bigint NOT NULL,
     state text NOT NULL,
     host text,
     status text NOT NULL,
     PRIMARY KEY (environment, id))`,
  `CREATE TABLE usage_segments (
     environment text NOT NULL REFERENCES environments (id),
     instance text NOT NULL,
     meter text NOT NULL,
     item text NOT NULL,
     start_at bigint NOT NULL,
     end_at bigint,
     segment text NOT NULL,
     CHECK (end_at IS NULL OR start_at <= end_at),
     PRIMARY KEY (environment, instance, meter, item, start_at))`,
  // Two open segments of one meter would count the same hour twice.
  `CREATE UNIQUE INDEX usage_open ON usage_segments (environment, instance, meter, item)
     WHERE end_at IS NULL`,
  `CREATE TABLE events (
     sequence bigint PRIMARY KEY,
     tenant text,
     environment text,
     at bigint NOT NULL,
     body text NOT NULL)`,
  `CREATE INDEX events_of_environment ON events (environment, sequence)`,
  `CREATE TABLE counters (name text PRIMARY KEY, value bigint NOT NULL)`,
  `INSERT INTO counters (name, value) VALUES ('events', 0)`,
] as const;

/** The first schema. */
export const version1 = {
  version: 1,
  sqlite: [...tables, ...sqlite],
  postgres: [...tables, ...postgres],
} satisfies Migration;
