import type { Fault } from "../../../shared/base/fault.ts";
import type { OperationName } from "./operations/operation.ts";

/** One operation that waits for its transaction. Plain data: it crosses to the worker thread. */
export interface Call {
  readonly name: OperationName;
  readonly input: readonly unknown[];
}

/** What became of a call: its output, an expected refusal, or a bug. */
export type Outcome =
  | { readonly type: "done"; readonly output: unknown }
  | { readonly type: "refused"; readonly fault: Fault }
  | { readonly type: "bug"; readonly error: unknown };
