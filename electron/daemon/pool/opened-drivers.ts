import { join } from "node:path";
import type { Clock } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import type { PoolResources } from "../../../shared/pool/pool.ts";
import type { Connection } from "../../../shared/protocol/connection.ts";
import { OPERATION_MINUTES, type Driver, type DriverContext } from "../drivers/driver.ts";
import type { PoolRecord } from "../store/store.ts";

interface DriversOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly dataDirectory: string;
  /** See DriverContext. */
  readonly operationMinutes?: number;
  readonly openDriver: (connection: Connection, context: DriverContext) => Driver;
}

/** The drivers that are open, one for each pool, each with the connection that its pool has now. */
export interface OpenedDrivers {
  /** Opens nothing. */
  known(pool: string): Driver | undefined;
  /** Opens one where there is none, or another where the pool's server is elsewhere by now. */
  of(record: PoolRecord): Driver;
  /** One that is not kept yet, to try what a lab admin gave. */
  tried(pool: string, connection: Connection): Driver;
  /** What was tried serves its pool from now on. */
  keep(pool: string, connection: Connection, driver: Driver): Promise<void>;
  setWritten(pool: string, written: PoolRecord["written"]): void;
  close(pool: string): Promise<void>;
  closeAll(): Promise<void>;
}

export function createOpenedDrivers(options: DriversOptions): OpenedDrivers {
  const { clock, random, dataDirectory, operationMinutes = OPERATION_MINUTES } = options;
  const drivers = new Map<string, { readonly driver: Driver; readonly way: string }>();
  const written = new Map<string, PoolRecord["written"]>();
  const tried = (pool: string, connection: Connection): Driver =>
    options.openDriver(connection, {
      pool,
      operationMinutes,
      clock,
      random,
      directory: join(dataDirectory, "pools", pool),
      written: () => asResources(written.get(pool) ?? null),
    });
  const close = async (pool: string): Promise<void> => {
    const before = drivers.get(pool);
    drivers.delete(pool);
    await before?.driver.close();
  };
  return {
    known: (pool) => drivers.get(pool)?.driver,
    of({ id, connection, written: noted }) {
      if (!written.has(id)) written.set(id, noted);
      const way = JSON.stringify(connection);
      const known = drivers.get(id);
      if (known?.way === way) return known.driver;
      const driver = tried(id, connection);
      drivers.set(id, { driver, way });
      // What still used the way before fails, and is tried again by the new one.
      void known?.driver.close();
      return driver;
    },
    tried,
    async keep(pool, connection, driver) {
      const before = drivers.get(pool);
      drivers.set(pool, { driver, way: JSON.stringify(connection) });
      await before?.driver.close();
    },
    setWritten: (pool, noted) => void written.set(pool, noted),
    close,
    async closeAll() {
      await Promise.all([...drivers.keys()].map(close));
    },
  };
}

/** A driver is told what there is to be, and not who said so. */
function asResources(written: PoolRecord["written"]): PoolResources | null {
  if (written === null) return null;
  const { found: _found, ...resources } = written;
  return resources;
}
