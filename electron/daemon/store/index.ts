import type { Result } from "../../../shared/base/result.ts";
import { openSqlite } from "./sqlite/index.ts";
import type { Store } from "./store.ts";

export interface StoreOptions {
  /** Where the embedded database lives. Made when it is not there. */
  readonly dataDirectory: string;
  /** `postgres://…`: use that server instead. */
  readonly database?: string;
}

/**
 * Opens the daemon's memory. Refuses with `data-directory-locked`, `store-from-future` (and touches nothing),
 * `sqlite-missing` or `store-failed`.
 */
export async function openStore(options: StoreOptions): Promise<Result<Store>> {
  const { database, dataDirectory } = options;
  if (database === undefined) return openSqlite(dataDirectory);
  // Loaded only where it is used: most daemons never need it.
  const { openPostgres } = await import("./postgres/index.ts");
  return openPostgres(database);
}
