import type { Migration } from "./migrations.ts";

const tables = [
  `ALTER TABLE environments ADD COLUMN revision bigint NOT NULL DEFAULT 1`,
  // Who changed a running environment, and by which request: the same one again changes nothing further.
  `CREATE TABLE environment_revisions (
     environment text NOT NULL REFERENCES environments (id),
     revision bigint NOT NULL CHECK (revision >= 2),
     applied_by text NOT NULL,
     applied_at bigint NOT NULL,
     idempotency_key text NOT NULL,
     request_digest text NOT NULL,
     PRIMARY KEY (environment, revision),
     UNIQUE (environment, idempotency_key))`,
] as const;

/** A claim may shrink, which takes nothing from anybody; every other change of one is still refused. */
const shrinks = `NEW.environment = OLD.environment AND NEW.resource = OLD.resource
  AND NEW.start_at = OLD.start_at AND NEW.end_at = OLD.end_at AND NEW.made_at = OLD.made_at
  AND NEW.quantity <= OLD.quantity`;

/** A running environment's design can be changed, in numbered revisions. */
export const version5 = {
  version: 5,
  sqlite: [
    ...tables,
    `DROP TRIGGER claims_never_change`,
    `CREATE TRIGGER claims_only_shrink BEFORE UPDATE ON claims WHEN NOT (${shrinks})
     BEGIN SELECT RAISE(ABORT, 'append-only:claims_only_shrink'); END`,
  ],
  postgres: [
    ...tables,
    `DROP TRIGGER claims_never_change ON claims`,
    `CREATE TRIGGER claims_only_shrink BEFORE UPDATE ON claims FOR EACH ROW
     WHEN (NOT (${shrinks})) EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
