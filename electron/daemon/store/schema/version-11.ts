import type { Migration } from "./migrations.ts";

// A lab signs with one key, however many daemons work for it.
const key = `CREATE TABLE signing_key (
  one bigint PRIMARY KEY CHECK (one = 1),
  public_key text NOT NULL,
  private_key text NOT NULL)`;

const disputes = `CREATE TABLE disputes (
  tenant text NOT NULL REFERENCES tenants (id),
  id text NOT NULL,
  received_at bigint NOT NULL,
  answered bigint NOT NULL DEFAULT 0 CHECK (answered IN (0, 1)),
  dispute text NOT NULL,
  answer text,
  PRIMARY KEY (tenant, id))`;

/** What statements are signed with, and what customers say about their lines. */
export const version11 = {
  version: 11,
  sqlite: [
    key,
    disputes,
    `CREATE TRIGGER disputes_never_change
     BEFORE UPDATE OF tenant, id, received_at, dispute ON disputes
     BEGIN SELECT RAISE(ABORT, 'append-only:disputes_never_change'); END`,
  ],
  postgres: [
    key,
    disputes,
    `CREATE TRIGGER disputes_never_change
     BEFORE UPDATE OF tenant, id, received_at, dispute ON disputes
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
