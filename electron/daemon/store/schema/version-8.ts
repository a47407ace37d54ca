import type { Migration } from "./migrations.ts";

const producers = `CREATE TABLE meter_producers (
  id bigint PRIMARY KEY,
  tenant text NOT NULL,
  name text NOT NULL,
  heartbeat_seconds bigint NOT NULL,
  ranges text NOT NULL,
  received_at bigint NOT NULL,
  UNIQUE (tenant, name))`;

// Kept for ever, also when what it was about is rolled up: the same event again is still the same one.
const keys = `CREATE TABLE meter_keys (
  producer bigint NOT NULL,
  event_id text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (producer, event_id))`;

// The events of one environment that came together. One row for all of them: rows are what costs.
const readings = `CREATE TABLE meter_readings (
  management_id text NOT NULL,
  number bigint NOT NULL,
  producer bigint NOT NULL,
  rolled bigint NOT NULL CHECK (rolled IN (0, 1)),
  first_at bigint NOT NULL,
  last_at bigint NOT NULL,
  received_at bigint NOT NULL,
  events text NOT NULL,
  PRIMARY KEY (management_id, number))`;

const conflicts = `CREATE TABLE meter_conflicts (
  producer bigint NOT NULL,
  event_id text NOT NULL,
  hash text NOT NULL,
  management_id text NOT NULL,
  reason text NOT NULL,
  received_at bigint NOT NULL,
  event text NOT NULL,
  PRIMARY KEY (producer, event_id, hash))`;

const common = [
  producers,
  readings,
  // What is to be rolled up is looked for again and again.
  `CREATE INDEX meter_readings_raw ON meter_readings (first_at) WHERE rolled = 0`,
  conflicts,
  `CREATE INDEX meter_conflicts_of ON meter_conflicts (management_id, received_at)`,
  `INSERT INTO counters (name, value) VALUES ('meter_readings', 0), ('meter_producers', 0)`,
] as const;

/** Usage as producers report it. */
export const version8 = {
  version: 8,
  sqlite: [`${keys} WITHOUT ROWID`, ...common],
  postgres: [keys, ...common],
} satisfies Migration;
