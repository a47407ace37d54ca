/** `2026-11-23 08:00Z`: as it is stored, so that scripts and people in any zone read the same. */
export function moment(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}Z`;
}
