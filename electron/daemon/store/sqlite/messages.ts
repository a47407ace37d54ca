import type { Fault } from "../../../../shared/base/fault.ts";
import type { Call, Outcome } from "../calls.ts";

/** From the daemon's thread to the worker. */
export type ToWorker =
  | { readonly type: "call"; readonly id: number; readonly call: Call }
  /** Answer what has come, then close the database. */
  | { readonly type: "close" };

/** From the worker to the daemon's thread. */
export type FromWorker =
  | { readonly type: "opened" }
  /** Could not open; the worker ends. */
  | { readonly type: "refused"; readonly fault: Fault }
  | { readonly type: "outcome"; readonly id: number; readonly outcome: Outcome }
  /** The database failed; nothing is answered any more but with this. */
  | { readonly type: "failed"; readonly id: number; readonly fault: Fault }
  | { readonly type: "sequence"; readonly sequence: number }
  | { readonly type: "closed" };
