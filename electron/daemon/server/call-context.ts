import type { Session } from "./session.ts";

/** What every procedure is called with. */
export interface CallContext {
  readonly session: Session;
  /** The streams (subscriptions, consoles) that the caller holds open on one connection. */
  readonly streams: { open: number };
}
