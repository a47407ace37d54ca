import type { Migration } from "./migrations.ts";

/** Why a pool is offline; a pool of an earlier version says so the next time it is looked at. */
const columns = [`ALTER TABLE pools ADD COLUMN away text`];

export const version15 = { version: 15, sqlite: columns, postgres: columns } satisfies Migration;
