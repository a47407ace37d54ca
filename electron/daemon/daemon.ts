import type { Clock } from "../../shared/base/clock.ts";
import type { Random } from "../../shared/base/random.ts";
import { ok, type Result } from "../../shared/base/result.ts";
import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { PriceBook } from "../../shared/pricing/engine/book.ts";
import type { Connection } from "../../shared/protocol/connection.ts";
import { startBiller } from "./billing/biller.ts";
import { createChargeFeed } from "./billing/charge-feed.ts";
import { createOpenAccounts } from "./billing/open-accounts.ts";
import { NOWHERE, type Outside } from "./billing/outside.ts";
import { paymentTold } from "./billing/told-payment.ts";
import { watchBudgets } from "./billing/watch-budgets.ts";
import type { Driver, DriverContext } from "./drivers/driver.ts";
import { createConsoles } from "./environments/consoles.ts";
import { startReconciler } from "./environments/reconciler.ts";
import { issueFirstToken, prepareStore } from "./first-start.ts";
import { createRouter } from "./handlers/router.ts";
import type { Services } from "./handlers/services.ts";
import type { Log } from "./log.ts";
import { createLabMeter } from "./metering/lab-meter.ts";
import { meterLabs } from "./metering/meter-labs.ts";
import { createEventFeed } from "./monitoring/event-feed.ts";
import { keepLastSeen } from "./monitoring/last-seen.ts";
import { watchStore } from "./monitoring/watch-store.ts";
import { refreshPools } from "./monitoring/refresh-pools.ts";
import { createPools } from "./pool/pools.ts";
import { calendarFile } from "./reservations/calendar-file.ts";
import { createHeld, warmUp } from "./reservations/held.ts";
import { startScheduler } from "./reservations/scheduler.ts";
import { createAccess } from "./server/access.ts";
import { createConnections } from "./server/connections.ts";
import { keepConnections } from "./server/keep-connections.ts";
import type { Limits } from "./server/limits.ts";
import { createProtocolHandlers } from "./server/protocol-handlers.ts";
import { startServer, type TlsIdentity } from "./server/server.ts";
import type { Store } from "./store/store.ts";

/** Everything the daemon depends on: given another clock, randomness, store and drivers it runs simulated. */
export interface DaemonOptions {
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly limits: Limits;
  readonly store: Store;
  /** What management IDs begin with: eight hexadecimal digits of this store's own. */
  readonly identity: string;
  /** When the daemon before this one last lived. */
  readonly lastSeen: number;
  readonly openDriver: (connection: Connection, context: DriverContext) => Driver;
  /** See DriverContext. */
  readonly operationMinutes?: number;
  readonly detectLabs: Services["detectLabs"];
  readonly catalogue: Catalogue;
  readonly priceBook: PriceBook;
  readonly dataDirectory: string;
  /** Where bills and alerts are sent; nowhere unless given. */
  readonly outside?: Outside;
  readonly listen: { readonly host: string; readonly port: number };
  readonly tls: TlsIdentity | null;
  readonly origins: readonly string[];
  readonly localSocket: string | null;
  readonly renderer: string;
  /** The launch secret that the parent handed over; null when it runs alone. */
  readonly secret: string | null;
}

export interface Daemon {
  readonly url: string;
  /** To be shown once to whoever started it; null when there are tokens already or it is bundled. */
  readonly firstToken: string | null;
  /** Rejects when it cannot go on. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Boots the daemon, part by part, and answers once it listens. */
export async function startDaemon(given: DaemonOptions): Promise<Result<Daemon>> {
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  const store = watchStore(given.store, broken.reject);
  const options = { ...given, store, outside: given.outside ?? NOWHERE };
  const { clock, random, log, limits, secret } = options;
  const stopping = new AbortController();

  // What it works with
  const pools = createPools(options);
  const feed = await createEventFeed({ store, clock, eventsBehind: limits.eventsBehind });
  const consoles = createConsoles({ random });
  const local = await prepareStore({ ...options, pools });
  const firstToken = secret === null ? await issueFirstToken(options) : null;

  // Who may come in
  const access = createAccess({ ...options, local });
  const connections = createConnections();
  const endSessions: Services["endSessions"] = (concerns) => {
    access.revoke(concerns);
    connections.revoke(concerns);
  };

  // What keeps environments on their way
  const labMeter = createLabMeter(options);
  const reconciler = startReconciler({
    ...options,
    pools,
    labMeter,
    onReleasing: (environment) => consoles.closeEnvironment(environment),
  });

  // What keeps reservations to their times
  const wake = (environment: { readonly id: string; readonly tenant: string }): void =>
    reconciler.wake(environment);
  const reservations = {
    ...options,
    pools,
    wake,
    held: createHeld(store),
    told: new Map(),
    levels: new Map(),
  };
  const scheduler = startScheduler(reservations);

  // What bills customers
  const openAccounts = createOpenAccounts(options);
  const biller = startBiller({ ...options, openAccounts, wake });

  // What callers can ask for
  let url: string | null = null;
  const services: Services = {
    ...options,
    address: () => url,
    pools,
    feed,
    consoles,
    labMeter,
    openAccounts,
    chargeFeed: createChargeFeed({ ...options, feed }),
    reservations,
    wake,
    wakeScheduler: () => scheduler.wake(),
    wakeBiller: () => biller.wake(),
    endSessions,
  };
  const handlers = createProtocolHandlers({ ...options, router: createRouter(services) });

  // What watches
  const onReached = (tenant: string): void => biller.wakeBudgets(tenant);
  const watchers = [
    reconciler.done,
    scheduler.done,
    biller.done,
    refreshPools(pools, { clock, log, onReturn: () => scheduler.wake() }, stopping.signal),
    meterLabs({ ...options, pools, labMeter }, stopping.signal),
    watchBudgets({ ...options, feed, openAccounts, onReached }, stopping.signal),
    keepLastSeen(options.dataDirectory, { clock, log }, stopping.signal),
    keepConnections(connections, access, { clock, limits }, stopping.signal),
  ];
  const watching = Promise.all(watchers);
  watching.catch(() => undefined);

  // The doors, last
  const server = await startServer({
    ...options,
    scheme: options.tls === null ? "http" : "https",
    access,
    connections,
    handler: handlers.socket,
    openApi: handlers.http,
    openApiDocument: handlers.document,
    calendarFile: (key) => calendarFile(options, key),
    paymentTold: (signature, body) => paymentTold(options, signature, body),
  });
  const stop = async (): Promise<void> => {
    stopping.abort(new Error("the daemon stops"));
    if (server.ok) await server.value.stop();
    await biller.stop();
    await scheduler.stop();
    await reconciler.stop();
    // All of them, whichever was the first to fail: none writes any more when this is over.
    await Promise.allSettled(watchers);
    await pools.close();
  };
  if (!server.ok) {
    await stop();
    return server;
  }
  ({ url } = server.value);
  // A store that fails is noticed elsewhere.
  pools
    .list()
    .then((all) => warmUp(reservations.held, all, stopping.signal))
    .catch(() => undefined);
  const done = Promise.race([watching.then(() => undefined), broken.promise]);
  // Whoever wants to know listens; nobody has to.
  done.catch(() => undefined);
  return ok({ url, firstToken, done, stop });
}
