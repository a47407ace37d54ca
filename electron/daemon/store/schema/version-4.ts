import type { Migration } from "./migrations.ts";

const statements = [
  `ALTER TABLE pools ADD COLUMN written text`,
  `ALTER TABLE pools ADD COLUMN conditions text NOT NULL DEFAULT '[]'`,
  // A pool's history outlives it.
  `CREATE TABLE pool_changes (
     pool text NOT NULL,
     number bigint NOT NULL CHECK (number >= 1),
     at bigint NOT NULL,
     made_by text NOT NULL,
     body text NOT NULL,
     PRIMARY KEY (pool, number))`,
] as const;

/** What lab admins write down of a pool, what of it is out of use, and who changed what. */
export const version4 = {
  version: 4,
  sqlite: [
    ...statements,
    `CREATE TRIGGER pool_changes_stay BEFORE UPDATE ON pool_changes
     BEGIN SELECT RAISE(ABORT, 'append-only:pool_changes_stay'); END`,
    `CREATE TRIGGER pool_changes_remain BEFORE DELETE ON pool_changes
     BEGIN SELECT RAISE(ABORT, 'append-only:pool_changes_remain'); END`,
  ],
  postgres: [
    ...statements,
    `CREATE TRIGGER pool_changes_stay BEFORE UPDATE OR DELETE ON pool_changes
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
