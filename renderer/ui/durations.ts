/**
 * For how long a quote may be asked. What all of that time costs is `€389.00 for 1 day`; what each hour
 * costs is `€0.05 an hour`.
 */
export const DURATIONS = [
  { hours: 1, title: "1 hour" },
  { hours: 8, title: "8 hours" },
  { hours: 24, title: "1 day" },
  { hours: 168, title: "1 week" },
  { hours: 720, title: "30 days" },
  { hours: 8760, title: "1 year" },
] as const;

export function durationOf(hours: number): (typeof DURATIONS)[number] {
  return DURATIONS.find((duration) => duration.hours === hours) ?? DURATIONS[2];
}
