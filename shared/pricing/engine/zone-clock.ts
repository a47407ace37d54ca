import { Temporal } from "temporal-polyfill";
import { countUpTo } from "./rising.ts";

/** A time in which a zone's clocks run evenly, up to their next change. Milliseconds UTC. */
export interface EvenTime {
  readonly until: number;
  /** What the zone's clocks are ahead of UTC by. */
  readonly offset: number;
}

/** The earliest instants that were asked about, rising, each with what holds from it on. */
interface Known {
  readonly begins: number[];
  readonly times: EvenTime[];
}

/** By zone: its rules do not change while a process runs. */
const knownOf = new Map<string, Known>();

/** The even time around an instant. Throws a RangeError where there is no such zone. */
export function evenTimeAt(milliseconds: number, zone: string): EvenTime {
  const known = knownOf.get(zone) ?? { begins: [], times: [] };
  const { begins, times } = known;
  const before = countUpTo(begins, milliseconds);
  const found = times[before - 1];
  if (found !== undefined && milliseconds < found.until) return found;
  const time = asked(milliseconds, zone);
  const isKnown = times[before]?.until === time.until;
  begins.splice(before, isKnown ? 1 : 0, milliseconds);
  times.splice(before, isKnown ? 1 : 0, time);
  knownOf.set(zone, known);
  return time;
}

function asked(milliseconds: number, zone: string): EvenTime {
  const local = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone);
  const next = local.getTimeZoneTransition("next");
  return { until: next?.epochMilliseconds ?? Infinity, offset: local.offsetNanoseconds / 1e6 };
}
