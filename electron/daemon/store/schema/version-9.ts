import type { Migration } from "./migrations.ts";

// One for each book: what its next revision is to be. As it was written, which may be no price book yet.
const statements = [
  `CREATE TABLE price_drafts (
     book text NOT NULL PRIMARY KEY,
     version bigint NOT NULL CHECK (version >= 1),
     body text NOT NULL,
     saved_by text NOT NULL,
     saved_at bigint NOT NULL)`,
];

/** Drafts of price books. */
export const version9 = {
  version: 9,
  sqlite: statements,
  postgres: statements,
} satisfies Migration;
