import type { Clock } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Level } from "../../../shared/pool/levels.ts";
import type { Pools } from "../pool/pools.ts";
import type { Store } from "../store/store.ts";
import type { Held } from "./held.ts";

/** What everything about reservations works with. */
export interface ReservationsContext {
  readonly store: Store;
  readonly pools: Pick<Pools, "find" | "list">;
  readonly clock: Clock;
  readonly random: Random;
  readonly catalogue: Catalogue;
  readonly identity: string;
  readonly held: Held;
  /** Who was told last that what it is on goes out of use, and what: so that nobody is told twice. */
  readonly told: Map<string, { readonly pool: string; readonly what: string }>;
  /** How much of everything was left when it was last told, pool by pool. */
  readonly levels: Map<string, Map<string, Level>>;
  /** Something about an environment changed that should be seen now. */
  readonly wake: (environment: { readonly id: string; readonly tenant: string }) => void;
}
