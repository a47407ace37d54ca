/** For how long a quote may be asked. */
export const DURATIONS = [
  { hours: 1, title: "1 hour", short: "/ h" },
  { hours: 8, title: "8 hours", short: "/ 8 h" },
  { hours: 24, title: "1 day", short: "/ day" },
  { hours: 168, title: "1 week", short: "/ week" },
  { hours: 720, title: "30 days", short: "/ 30 days" },
  { hours: 8760, title: "1 year", short: "/ year" },
] as const;

export function durationOf(hours: number): (typeof DURATIONS)[number] {
  return DURATIONS.find((duration) => duration.hours === hours) ?? DURATIONS[2];
}
