import { formatDuration } from "../../shared/base/units.ts";
import { timeForUse, type EnvironmentSummary } from "../../shared/protocol/environment.ts";
import { WARNINGS } from "../../shared/reservations/lease.ts";
import { localTime } from "../ui/local-time.ts";

const MINUTE = 60_000;

interface TimeLeft {
  readonly words: string;
  readonly until: string;
  /** It is the end that people are warned of. */
  readonly isLast: boolean;
}

/** How long somebody still has an environment, in a few words, and until when exactly. */
export function timeLeft(
  environment: Pick<EnvironmentSummary, "booked" | "start" | "end">,
  now: number,
): TimeLeft {
  const { end: removed } = environment;
  const { start, end } = timeForUse(environment);
  const until =
    Date.parse(end) < Date.parse(removed)
      ? `Until ${localTime(end)}, with grace until ${localTime(removed)}; then it is released by itself`
      : `Until ${localTime(end)}, then it is released by itself`;
  const isLast = now >= Date.parse(end) - WARNINGS[0] * MINUTE;
  return { words: wordsOf([start, end, removed], now), until, isLast };
}

function wordsOf([start, end, removed]: readonly [string, string, string], now: number): string {
  if (now < Date.parse(start)) return `starts in ${lengthUntil(start, now)}`;
  if (now < Date.parse(end)) return `${lengthUntil(end, now)} left`;
  if (now < Date.parse(removed)) return `time is over, removed in ${lengthUntil(removed, now)}`;
  return "time is over";
}

/** In whole minutes, the last of which has begun. */
function lengthUntil(instant: string, now: number): string {
  return formatDuration(Math.ceil((Date.parse(instant) - now) / MINUTE) * MINUTE);
}
