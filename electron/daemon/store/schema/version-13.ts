import type { Migration } from "./migrations.ts";

// What was accepted when it was sent; environments of earlier versions have none.
const column = `ALTER TABLE environments ADD COLUMN baseline text`;

export const version13 = {
  version: 13,
  sqlite: [
    column,
    `CREATE TRIGGER baseline_stays BEFORE UPDATE OF baseline ON environments
     BEGIN SELECT RAISE(ABORT, 'append-only:baseline_stays'); END`,
  ],
  postgres: [
    column,
    `CREATE TRIGGER baseline_stays BEFORE UPDATE OF baseline ON environments FOR EACH ROW
     EXECUTE FUNCTION refuse_change()`,
  ],
} satisfies Migration;
