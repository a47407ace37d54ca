import type { Condition } from "./condition.ts";

/** One way to put things back to use: what has begun is ended, what is only planned is cancelled. */
export interface Ending {
  readonly kind: Condition["kind"];
  readonly planned: boolean;
}

/** How a condition is put an end to, at an instant in milliseconds. */
export function endingOf({ kind, start }: Condition, now: number): Ending {
  return { kind, planned: Date.parse(start) > now };
}

/** The order, as the window and the command line give it: `End draining`, `Cancel planned maintenance`. */
export function endingOrder({ kind, planned }: Ending): string {
  return planned ? `Cancel planned ${kind}` : `End ${kind}`;
}

/** What then was done: `Draining of rack R1 has ended`. No full stop. */
export function endedWords({ kind, planned }: Ending, title: string): string {
  return planned
    ? `Planned ${kind} of ${title} is cancelled`
    : `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} of ${title} has ended`;
}
