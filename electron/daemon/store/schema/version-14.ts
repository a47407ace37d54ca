import type { Migration } from "./migrations.ts";

const columns = [
  // Which time of a series an environment is for, the service class that was asked for, and what its customer keeps
  // of it when it is released.
  `ALTER TABLE environments ADD COLUMN session text NOT NULL DEFAULT ''`,
  `ALTER TABLE environments ADD COLUMN qos_class text NOT NULL DEFAULT ''`,
  `ALTER TABLE environments ADD COLUMN keeps text`,
  // The end of the contract that its customer was told of.
  `ALTER TABLE contracts ADD COLUMN told_end bigint`,
];

/** What bills follow from beside what was used. */
export const version14 = { version: 14, sqlite: columns, postgres: columns } satisfies Migration;
