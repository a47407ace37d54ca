import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDaemon, type Daemon, type DaemonOptions } from "../../electron/daemon/daemon.ts";
import { openDriver } from "../../electron/daemon/drivers/index.ts";
import { storeIdentity } from "../../electron/daemon/identity.ts";
import { hashToken } from "../../electron/daemon/server/access.ts";
import { LIMITS } from "../../electron/daemon/server/limits.ts";
import { createLog } from "../../electron/daemon/log.ts";
import { openStore } from "../../electron/daemon/store/index.ts";
import type { Store } from "../../electron/daemon/store/store.ts";
import { strongRandom } from "../../electron/node/strong-random.ts";
import { systemClock } from "../../electron/node/system-clock.ts";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Role } from "../../shared/protocol/roles.ts";
import { putEmptyStore } from "./empty-store.ts";
import { flatBook } from "./flat-book.ts";

export interface InnerDaemon {
  readonly daemon: Daemon;
  readonly store: Store;
  readonly directory: string;
  /** The launch secret: whoever shows it is the local operator. */
  readonly secret: string;
  /** Makes a user of a tenant (made with it) and gives a token. */
  addUser(tenant: string, roles: readonly Role[], name?: string): Promise<TestUser>;
  stop(): Promise<void>;
}

export interface TestUser {
  readonly id: string;
  readonly token: string;
}

/** A whole daemon inside this process, on the embedded store in a folder of its own, or on the one that is given. */
export async function startInnerDaemon(
  changes: Partial<DaemonOptions> = {},
  withStore: (store: Store) => Store = (store) => store,
): Promise<InnerDaemon> {
  const directory = await mkdtemp(join(tmpdir(), "labwright-"));
  await putEmptyStore(directory);
  const opened = await openStore({ dataDirectory: directory });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = changes.store ?? opened.value;
  const random = strongRandom();
  const secret = random.hex(32);
  const started = await startDaemon({
    version: "test",
    clock: systemClock(),
    random,
    log: createLog(process.env["LABWRIGHT_LOG"] ?? "silent"),
    limits: LIMITS,
    store: withStore(store),
    identity: await storeIdentity(directory, undefined),
    lastSeen: 0,
    openDriver,
    detectLabs: () => Promise.resolve([]),
    catalogue: starterCatalogue(),
    priceBook: flatBook(),
    dataDirectory: directory,
    listen: { host: "127.0.0.1", port: 0 },
    tls: null,
    origins: [],
    localSocket: null,
    renderer: join(directory, "renderer"),
    secret,
    ...changes,
  });
  if (!started.ok) throw new Error(started.error.code);
  let users = 0;
  return {
    daemon: started.value,
    store,
    directory,
    secret,
    async addUser(tenant, roles, name = `user ${++users}`) {
      await store.putTenant({ id: tenant, name: tenant });
      const id = `user-${random.hex(4)}`;
      await store.putUser({ id, tenant, name, roles, active: true });
      const token = `lw_${random.hex(32)}`;
      const createdAt = new Date().toISOString();
      await store.putToken(
        {
          id: `token-${id}`,
          tenant,
          user: id,
          label: name,
          createdAt,
          expiresAt: null,
          revokedAt: null,
        },
        hashToken(token),
      );
      return { id, token };
    },
    async stop() {
      await started.value.stop();
      await opened.value.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
