import { toInstant } from "../base/clock.ts";
import { parseInstant } from "../pricing/engine/parse-instant.ts";
import type { Segment } from "../pricing/engine/segments.ts";

/** A report as it is known at an instant; not whole where it is over only later. */
export interface Known {
  readonly segment: Segment;
  readonly isWhole: boolean;
}

/** What is not over is only known up to here; a quantity is known when its time is over. Nothing before it begins. */
export function knownBy(segment: Segment, until: number): Known | undefined {
  const { start, end, lastSeen, quantity } = segment;
  if (parseInstant(start) >= until) return undefined;
  if (parseInstant(end ?? lastSeen ?? start) <= until) return { segment, isWhole: true };
  const { lastSeen: _, ...open } = segment;
  return quantity === undefined ? { segment: { ...open, end: null }, isWhole: false } : undefined;
}

/** What signs of life are known of, as rating understands it: up to an instant, or going on. */
export function signedUntil(segment: Segment, end: number | null): Segment {
  const { lastSeen: _, ...levels } = segment;
  return { ...levels, quality: "estimated", end: end === null ? null : toInstant(end) };
}

/** Whether two reports say the same but for some things, however they are written. */
export function isLikeBut(a: Segment, b: Segment, ...fields: (keyof Segment)[]): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Segment>;
  for (const field of fields) names.delete(field);
  return [...names].every((name) => isEqual(a[name], b[name]));
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
