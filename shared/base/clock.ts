/**
 * Time as a dependency: everything that needs it is handed one, so that the daemon can be run on a
 * simulated clock and a test never waits.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
  /** Milliseconds since any instant, by a clock that nobody sets; left out where `now` is one. */
  steady?(): number;
  /** Resolves after `milliseconds`, or rejects with the signal's reason when it aborts first. */
  sleep(milliseconds: number, signal?: AbortSignalLike): Promise<void>;
}

/** The part of the DOM's AbortSignal that pure code may rely on. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** An instant as it is stored and sent: ISO 8601, UTC, milliseconds, ends in Z. */
export type Instant = string;

export function toInstant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}

/** `2026-11-23 08:00Z`: as it is stored, so that scripts and people in any zone read the same. */
export function moment(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`;
}

export function fromInstant(instant: Instant): number {
  return Date.parse(instant);
}
