import type { Migration } from "./migrations.ts";

const table = `CREATE TABLE people_changes (
  tenant text NOT NULL REFERENCES tenants (id),
  number bigint NOT NULL CHECK (number >= 1),
  at bigint NOT NULL,
  change text NOT NULL,
  PRIMARY KEY (tenant, number))`;

/** Who let whom in and shut whom out, for ever; what was done before is not known. */
export const version16 = {
  version: 16,
  sqlite: [
    table,
    `CREATE TRIGGER people_changes_stay BEFORE UPDATE ON people_changes
     BEGIN SELECT RAISE(ABORT, 'append-only:people_changes_stay'); END`,
    `CREATE TRIGGER people_changes_remain BEFORE DELETE ON people_changes
     BEGIN SELECT RAISE(ABORT, 'append-only:people_changes_remain'); END`,
  ],
  postgres: [
    table,
    `CREATE TRIGGER people_changes_stay BEFORE UPDATE OR DELETE ON people_changes
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
