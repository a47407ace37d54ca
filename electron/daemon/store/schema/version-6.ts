import type { Migration } from "./migrations.ts";

// What a reservation is projected to cost, an exact decimal: limits of money count it. Older ones count nothing.
const statements = [`ALTER TABLE reservations ADD COLUMN cost text NOT NULL DEFAULT '0'`];

/** Limits of money. */
export const version6 = {
  version: 6,
  sqlite: statements,
  postgres: statements,
} satisfies Migration;
