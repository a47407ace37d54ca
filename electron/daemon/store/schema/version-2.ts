import type { Migration } from "./migrations.ts";

const table = `CREATE TABLE components (
  tenant text NOT NULL REFERENCES tenants (id),
  component text NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  summary text NOT NULL,
  body text NOT NULL,
  saved_at bigint NOT NULL,
  published bigint NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
  PRIMARY KEY (tenant, component, version))`;

// What is offered to all is offered once, whoever else has a version of that name for itself.
const published = `CREATE UNIQUE INDEX components_published ON components (component, version)
  WHERE published = 1`;

/** Libraries of reusable components. A saved version never changes; it can be published, withdrawn, removed. */
export const version2 = {
  version: 2,
  sqlite: [
    table,
    published,
    `CREATE TRIGGER components_never_change
     BEFORE UPDATE OF tenant, component, version, summary, body, saved_at ON components
     BEGIN SELECT RAISE(ABORT, 'append-only:components_never_change'); END`,
  ],
  postgres: [
    table,
    published,
    `CREATE TRIGGER components_never_change
     BEFORE UPDATE OF tenant, component, version, summary, body, saved_at ON components
     FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
