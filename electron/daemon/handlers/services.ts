import type { Clock } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Connection } from "../../../shared/protocol/connection.ts";
import type { ChargeFeed } from "../billing/charge-feed.ts";
import type { OpenAccounts } from "../billing/open-accounts.ts";
import type { Consoles } from "../environments/consoles.ts";
import type { Log } from "../log.ts";
import type { LabMeter } from "../metering/lab-meter.ts";
import type { EventFeed } from "../monitoring/event-feed.ts";
import type { Pools } from "../pool/pools.ts";
import type { ReservationsContext } from "../reservations/context.ts";
import type { Limits } from "../server/limits.ts";
import type { Session } from "../server/session.ts";
import type { Store } from "../store/store.ts";

/** Everything the procedures are made of. */
export interface Services {
  readonly version: string;
  /** The URL at which the daemon listens; null before it does. */
  readonly address: () => string | null;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly limits: Limits;
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly pools: Pools;
  readonly feed: EventFeed;
  readonly consoles: Consoles;
  /** What management IDs of this store begin with. */
  readonly identity: string;
  readonly detectLabs: () => Promise<
    readonly { readonly name: string; readonly connection: Connection }[]
  >;
  /** Something about an environment changed that the reconcile loop should see now. */
  readonly wake: (environment: { readonly id: string; readonly tenant: string }) => void;
  /** What everything about reservations works with. */
  readonly reservations: ReservationsContext;
  /** Something about reservations changed that the scheduler should see now. */
  readonly wakeScheduler: () => void;
  /** Something about money changed that should be looked at now. */
  readonly wakeBiller: () => void;
  /** What machines have used. */
  readonly labMeter: LabMeter;
  /** What tenants were charged, kept open. */
  readonly openAccounts: OpenAccounts;
  /** What environments are charged, as it comes. */
  readonly chargeFeed: ChargeFeed;
  /** Cuts every session that this concerns, within a second. */
  readonly endSessions: (concerns: (session: Session) => boolean) => void;
}
