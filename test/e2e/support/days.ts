/** The first Monday that is wholly ahead, as the page's clock has it. */
export function nextMonday(): string {
  const day = new Date(Date.now() + 86_400_000);
  const ahead = (8 - day.getDay()) % 7;
  return later(new Date(day.getTime() - day.getTimezoneOffset() * 60_000).toISOString(), ahead);
}

/** The one after which there are three weeks of its month at least. */
export function firstMondayOfNextMonth(): string {
  const now = new Date();
  const first = new Date(Date.UTC(now.getFullYear(), now.getMonth() + 1, 1));
  return later(first.toISOString(), (8 - first.getUTCDay()) % 7);
}

/** A day so many days after another, as `2026-11-23`. */
export function later(date: string, days: number): string {
  return new Date(Date.parse(date.slice(0, 10)) + days * 86_400_000).toISOString().slice(0, 10);
}
