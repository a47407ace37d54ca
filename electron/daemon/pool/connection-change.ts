import { fault, type Fault } from "../../../shared/base/fault.ts";
import { err, ok, type Result } from "../../../shared/base/result.ts";
import type { PoolChangeBody } from "../../../shared/pool/change.ts";
import {
  shownConnectionSchema,
  type ChangedConnection,
  type Connection,
  type ShownConnection,
} from "../../../shared/protocol/connection.ts";
import type { Driver } from "../drivers/driver.ts";
import type { PoolRecord, Store } from "../store/store.ts";

/** What lab admins may see of the way to a server; of one that only another version of Labwright knows, nothing. */
export function shownConnection(connection: Connection): Result<ShownConnection> {
  const { data: shown } = shownConnectionSchema.safeParse(connection);
  return shown === undefined
    ? err(fault("driver-unknown", { driver: connection.driver }))
    : ok(shown);
}

/** Where a server is, in words without secrets. */
export function placeOf(connection: Connection): string {
  if (connection.driver === "simulated") return "simulated";
  return "socket" in connection ? connection.socket : connection.url;
}

/** The whole new way to a pool's server: what a lab admin left out is as it was. */
export function changedConnection(
  { name, connection: before }: Pick<PoolRecord, "name" | "connection">,
  change: ChangedConnection,
): Result<Connection> {
  if (before.driver !== "incus")
    return err(fault("not-supported", { pool: name, what: "server to connect to" }));
  const { vlans = before.vlans ?? null } = change;
  const carried = vlans === null ? {} : { vlans };
  if ("socket" in change) return ok({ driver: "incus", socket: change.socket, ...carried });
  const known = "url" in before ? before : undefined;
  const { url, certificate = known?.certificate, key = known?.key } = change;
  if (certificate === undefined || key === undefined)
    return err(
      fault("input-invalid", { detail: "An https address needs a certificate and a key" }),
    );
  const { serverFingerprint = known?.serverFingerprint ?? null } = change;
  return ok({
    driver: "incus",
    url,
    certificate,
    key,
    ...(serverFingerprint !== null && { serverFingerprint }),
    ...carried,
  });
}

/** What a change of name or connection was, without secrets; null where nothing is another. */
export function connectionHistory(
  before: PoolRecord,
  after: PoolRecord,
  replaced: boolean,
): PoolChangeBody | null {
  const isRenewed = JSON.stringify(before.connection) !== JSON.stringify(after.connection);
  if (!isRenewed && before.name === after.name) return null;
  return {
    type: "connection",
    name: { before: before.name, after: after.name },
    place: { before: placeOf(before.connection), after: placeOf(after.connection) },
    renewed: isRenewed,
    replaced: isRenewed && replaced,
  };
}

const LOOK_TIMEOUT = 30_000;

/**
 * Why a server cannot be the one that a pool is on: something was made for environments there and nothing of it is
 * found. Null where it can be, as far as anybody knows.
 */
export async function otherServer(
  store: Store,
  pool: Pick<PoolRecord, "id" | "name">,
  driver: Driver,
  place: string,
): Promise<Fault | null> {
  const made = await madeIn(store, pool.id);
  if (made.length === 0) return null;
  const inventory = await driver.inventory(AbortSignal.timeout(LOOK_TIMEOUT));
  if (!inventory.ok) return inventory.error;
  const there = new Set(inventory.value);
  return made.some((managementId) => there.has(managementId))
    ? null
    : fault("other-server", { place, pool: pool.name });
}

const NOTHING_MADE: ReadonlySet<string> = new Set(["waiting", "removed"]);

/** The management IDs of the environments of a pool of which something was seen there. */
async function madeIn(store: Store, pool: string): Promise<readonly string[]> {
  const made: string[] = [];
  for (const { id, tenant, managementId } of await store.openEnvironments()) {
    if ((await store.environment(id, tenant))?.pool !== pool) continue;
    const parts = await store.instances(id, tenant);
    if (parts.some(({ state }) => !NOTHING_MADE.has(state))) made.push(managementId);
  }
  return made;
}
