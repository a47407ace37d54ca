import { version1 } from "./version-1.ts";
import { version2 } from "./version-2.ts";
import { version3 } from "./version-3.ts";
import { version4 } from "./version-4.ts";
import { version5 } from "./version-5.ts";
import { version6 } from "./version-6.ts";
import { version7 } from "./version-7.ts";
import { version8 } from "./version-8.ts";
import { version9 } from "./version-9.ts";
import { version10 } from "./version-10.ts";
import { version11 } from "./version-11.ts";
import { version12 } from "./version-12.ts";
import { version13 } from "./version-13.ts";
import { version14 } from "./version-14.ts";
import { version15 } from "./version-15.ts";
import { version16 } from "./version-16.ts";

/** Brings a database from the version before to `version`; runs in one transaction with the version's row. */
export interface Migration {
  readonly version: number;
  readonly sqlite: readonly string[];
  readonly postgres: readonly string[];
}

/** In order, without holes. One that was released never changes: add the next. */
export const MIGRATIONS: readonly Migration[] = [
  version1,
  version2,
  version3,
  version4,
  version5,
  version6,
  version7,
  version8,
  version9,
  version10,
  version11,
  version12,
  version13,
  version14,
  version15,
  version16,
];

/** The schema this program works with; a database with a higher one is left alone. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** One row per migration that was run; the highest is the database's version. */
export const CREATE_VERSION_TABLE = `CREATE TABLE IF NOT EXISTS schema_versions (version bigint PRIMARY KEY)`;

/** The statements that bring a database of version `from` to the newest, and note that they did. */
export function pending(engine: "sqlite" | "postgres", from: number): readonly string[] {
  const missing = MIGRATIONS.filter(({ version }) => version > from);
  return missing.flatMap((migration) =>
    migration[engine].concat(`INSERT INTO schema_versions (version) VALUES (${migration.version})`),
  );
}
