/** Where a working day begins; what is before it is a scroll away. */
const WORK_BEGINS = 7 * 60;
/** So much is seen before and after what is to be in sight, in minutes. */
const AROUND = 60;
const DAY = 24 * 60;

/**
 * The first minute of the day that a week opens at. Marks are minutes to be in sight, the most important first:
 * where not all of them fit, the last ones are left out. Where the working day shows them all, it is that.
 */
export function firstSeen(marks: readonly number[], visible: number): number {
  const latest = Math.max(0, DAY - visible);
  for (let count = marks.length; count > 0; count--) {
    const chosen = marks.slice(0, count);
    const from = Math.max(0, Math.min(...chosen) - AROUND);
    const to = Math.min(DAY, Math.max(...chosen) + AROUND);
    if (count > 1 && to - from > visible) continue;
    // As near to the working day as they allow.
    return Math.min(latest, Math.max(Math.min(WORK_BEGINS, from), to - visible));
  }
  return Math.min(latest, WORK_BEGINS);
}
