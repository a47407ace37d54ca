import { fault, type Fault } from "../../../../../shared/base/fault.ts";
import type { Result } from "../../../../../shared/base/result.ts";

/** Names the server in sentences: people know it by either name. */
const DRIVER = "Incus/LXD";

/** A fault with the server's HTTP status, for callers to whom "not there" or "there already" is no failure. */
export interface Failure {
  readonly status: number | null;
  readonly fault: Fault;
}

/** How everything inside this driver answers; only its outermost verbs drop the status. */
export type Outcome<T> = Result<T, Failure>;

export function unreachable(detail: string): Failure {
  return { status: null, fault: fault("driver-unreachable", { driver: DRIVER, detail }) };
}

/** The server was asked and is at it still: what comes of it is seen at the next look. */
export function unfinished(action: string, operation: string, minutes: number): Failure {
  return {
    status: null,
    fault: fault("driver-unfinished", { driver: DRIVER, action, operation, minutes }),
  };
}

/** A refusal in the server's own words, unless they say that the disk is full. */
export function refused(action: string, detail: string, status: number | null = null): Failure {
  if (/no space left|disk quota exceeded|not enough space|out of space/i.test(detail))
    return { status, fault: fault("disk-full", { host: DRIVER }, detail) };
  return { status, fault: fault("driver-refused", { driver: DRIVER, action, detail }) };
}

/** The same outcome for callers outside this driver. */
export function withoutStatus<T>(outcome: Outcome<T>): Result<T> {
  return outcome.ok ? outcome : { ok: false, error: outcome.error.fault };
}
