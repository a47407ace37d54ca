/** The time that a timeline shows, from left to right, in milliseconds since the epoch. */
export interface Axis {
  readonly start: number;
  readonly end: number;
}

/** Where an instant is on it, from 0 to 1; what lies outside is at its edge. */
export function shareOf(at: number, { start, end }: Axis): number {
  return Math.min(1, Math.max(0, (at - start) / (end - start)));
}
