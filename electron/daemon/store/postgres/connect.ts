import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Tables } from "../schema/tables.ts";

/** Whole numbers come as numbers: instants and sequences stay far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

function settings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    types,
    application_name: "labwright",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // A daemon that was stopped in the middle of a transaction must not hold up the others for ever.
    idle_in_transaction_session_timeout: 10_000,
  };
}

/** One connection. Its errors go to `onError`; without a listener they would end the process. */
export async function connect(url: string, onError: (error: Error) => void): Promise<pg.Client> {
  const client = new pg.Client(settings(url));
  client.on("error", onError);
  await client.connect();
  return client;
}

/** Kysely over that one connection, so that transactions are ours to open and close. */
export function kyselyOverClient(client: pg.Client): Kysely<Tables> {
  const pool = {
    options: {},
    connect: () => Promise.resolve(Object.assign(client, { release: () => undefined })),
    end: () => client.end(),
  };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Kysely over a few connections, for reading. Making one may take only so long; a question waits for a free one as long
 * as those before it take: that many ask at once is no failure of the database.
 */
export function kyselyOverPool(url: string, onError: (error: Error) => void): Kysely<Tables> {
  class Reader extends pg.Client {
    constructor() {
      super(settings(url));
    }
  }
  const pool = new pg.Pool({ max: 4, Client: Reader });
  pool.on("error", onError);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
