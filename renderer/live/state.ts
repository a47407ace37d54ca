import { create } from "zustand";
import type { Fault } from "../../shared/base/fault.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";
import type { Charges } from "../../shared/pricing/charges.ts";
import type { Terms } from "../../shared/pricing/terms.ts";
import type { About } from "../../shared/protocol/client.ts";
import type { EnvironmentSummary, EnvironmentView } from "../../shared/protocol/environment.ts";
import type { LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Role } from "../../shared/protocol/roles.ts";
import { clockTime } from "../ui/local-time.ts";

/** How the window stands with its daemon. What was known stays shown, greyed, while it is away. */
export type Connection =
  | { readonly status: "connecting" }
  | {
      readonly status: "online";
      readonly about: About;
      /** Daemon's clock minus this machine's, in milliseconds. */
      readonly skew: number;
    }
  | {
      readonly status: "offline";
      readonly fault: Fault | null;
      /** Milliseconds since the epoch when it was last heard of; null: never. */
      readonly since: number | null;
    };

export interface Live {
  readonly connection: Connection;
  readonly pools: readonly Pool[];
  /** By pool: what all tenants together hold when. */
  readonly timelines: Readonly<Record<string, PoolTimeline>>;
  readonly summaries: Readonly<Record<string, EnvironmentSummary>>;
  /** Environments that were opened, in full, kept true by events. */
  readonly views: Readonly<Record<string, EnvironmentView>>;
  /** Newest first. */
  readonly events: readonly LabwrightEvent[];
  /** By `<id>@<revision>`: the cards that environments were made under. */
  readonly terms: Readonly<Record<string, Terms>>;
  /** By environment: what was charged, as far as it was shown here. */
  readonly charges: Readonly<Record<string, Charges>>;
  /** What people of the own tenant are called, by id, as far as somebody has asked. */
  readonly names: Readonly<Record<string, string>>;
  /** What the person at this window may do, as the daemon said last; null: nobody knows. */
  readonly roles: readonly Role[] | null;
  /** When all of this was last true, in milliseconds, as far as an earlier session kept it. */
  readonly heardAt: number | null;
}

/** What the daemon says. Only files of this folder write it. */
export const useLive = create<Live>()(() => ({
  connection: { status: "connecting" },
  pools: [],
  timelines: {},
  summaries: {},
  views: {},
  events: [],
  terms: {},
  charges: {},
  names: {},
  roles: null,
  heardAt: null,
}));

const pickOnline = (live: Live): boolean => live.connection.status === "online";
const pickPools = (live: Live): readonly Pool[] => live.pools;
const pickConnection = (live: Live): Connection => live.connection;

/** When what is known of the daemon was last true: now while it answers, null when it never did. */
export function lastHeard({ connection, heardAt }: Live): number | null {
  if (connection.status === "online") return Date.now();
  return connection.status === "offline" ? connection.since : heardAt;
}

const pickStaleSince = ({ connection }: Live): string | null =>
  connection.status === "offline" && connection.since !== null ? clockTime(connection.since) : null;

/** The time up to which everything shown was true, in words; null while the daemon answers. */
export function staleSince(): string | null {
  return pickStaleSince(useLive.getState());
}

export function useStaleSince(): string | null {
  return useLive(pickStaleSince);
}

export function useOnline(): boolean {
  return useLive(pickOnline);
}

/** Whether the daemon answers now. */
export function isOnline(): boolean {
  return pickOnline(useLive.getState());
}

export function usePools(): readonly Pool[] {
  return useLive(pickPools);
}

export function useConnection(): Connection {
  return useLive(pickConnection);
}

export function useEnvironmentView(id: string | null): EnvironmentView | undefined {
  return useLive((live) => (id === null ? undefined : live.views[id]));
}
