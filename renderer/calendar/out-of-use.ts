import { isInScope, type Condition } from "../../shared/pool/condition.ts";
import type { Pool, PoolHost } from "../../shared/pool/pool.ts";
import { ended } from "../../shared/base/fault.ts";
import type { Grouping } from "../../shared/reservations/calendar-rows.ts";
import type { Axis } from "./axis.ts";
import { dayWords, timeWords, windowWords } from "./words.ts";

/** A time in which nothing of a row can be booked, though nobody has it. */
export interface OutOfUse {
  readonly id: string;
  readonly start: number;
  /** Infinity: until somebody ends it. */
  readonly end: number;
  /** `Maintenance Mon 23 Nov 09:00–17:00: New floor.` */
  readonly words: string;
}

const NONE: readonly OutOfUse[] = [];

const TITLES: Readonly<Record<Condition["kind"], string>> = {
  draining: "Draining",
  maintenance: "Maintenance",
  quarantine: "Quarantine",
};

/** When each row of a timeline is out of use within its time, by the row's id; the same object for the same row. */
export function outOfUseIn(
  { conditions, resources }: Pick<Pool, "conditions" | "resources">,
  by: Grouping,
  time: Axis,
  zone: string,
): (row: string) => readonly OutOfUse[] {
  const shown = conditions.filter(
    ({ start, end }) =>
      Date.parse(start) < time.end && (end === null || Date.parse(end) > time.start),
  );
  const absent = resources.hosts.some(({ state }) => state !== "up");
  if (shown.length === 0 && !absent) return () => NONE;
  const hosts = new Map(resources.hosts.map((host) => [host.id, host]));
  const known = new Map<string, readonly OutOfUse[]>();
  return (row) => {
    const found = known.get(row) ?? spansOf(row);
    known.set(row, found);
    return found;
  };

  function spansOf(row: string): readonly OutOfUse[] {
    if (by === "site")
      return shown
        .filter(({ scope }) => scope.sort === "site" && scope.id === row)
        .map((condition) => spanOf(condition, zone));
    const host = by === "host" ? hosts.get(row) : undefined;
    if (host === undefined) return NONE;
    const own = shown
      .filter(({ scope }) => isInScope(scope, "host", host))
      .map((condition) => spanOf(condition, zone));
    const away = host.state === "up" ? [] : [awaySpan(host, resources.downSince, zone)];
    return own.length + away.length === 0 ? NONE : [...own, ...away];
  }
}

function spanOf({ id, kind, start, end, why }: Condition, zone: string): OutOfUse {
  const when =
    end === null
      ? `from ${momentWords(start, zone)} until a lab admin ends it`
      : windowWords({ start, end }, zone);
  const words = `${TITLES[kind]} ${when}${why === "" ? "" : `: ${ended(why)}`}`;
  return { id, start: Date.parse(start), end: end === null ? Infinity : Date.parse(end), words };
}

/** Of a host that is not there nobody knows when it comes back: nothing is booked on it before. */
function awaySpan(
  { id, state }: PoolHost,
  downSince: Pool["resources"]["downSince"],
  zone: string,
): OutOfUse {
  const since = downSince[id];
  const words = state === "down" ? "Does not answer" : "Taken out of use at the lab itself";
  return {
    id: "away",
    start: since === undefined ? -Infinity : Date.parse(since),
    end: Infinity,
    words: since === undefined ? words : `${words} since ${momentWords(since, zone)}`,
  };
}

function momentWords(instant: string, zone: string): string {
  const at = Date.parse(instant);
  return `${dayWords(at, zone)} ${timeWords(at, zone)}`;
}
