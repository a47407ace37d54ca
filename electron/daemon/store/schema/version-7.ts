import type { Migration } from "./migrations.ts";

const table = `CREATE TABLE contracts (
  tenant text NOT NULL REFERENCES tenants (id),
  revision bigint NOT NULL CHECK (revision >= 1),
  valid_from bigint NOT NULL,
  contract text NOT NULL,
  made_at bigint NOT NULL,
  in_force bigint NOT NULL DEFAULT 0 CHECK (in_force IN (0, 1)),
  PRIMARY KEY (tenant, revision))`;

// Those whose entitlements are still to be given are looked for again and again.
const waiting = `CREATE INDEX contracts_waiting ON contracts (valid_from) WHERE in_force = 0`;

/** Contracts of tenants, by revisions that never change. */
export const version7 = {
  version: 7,
  sqlite: [
    table,
    waiting,
    `CREATE TRIGGER contracts_never_change
     BEFORE UPDATE OF tenant, revision, valid_from, contract, made_at ON contracts
     BEGIN SELECT RAISE(ABORT, 'append-only:contracts_never_change'); END`,
    `CREATE TRIGGER contracts_stay BEFORE DELETE ON contracts
     BEGIN SELECT RAISE(ABORT, 'append-only:contracts_stay'); END`,
  ],
  postgres: [
    table,
    waiting,
    `CREATE TRIGGER contracts_never_change
     BEFORE UPDATE OF tenant, revision, valid_from, contract, made_at ON contracts
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
    `CREATE TRIGGER contracts_stay BEFORE DELETE ON contracts
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
