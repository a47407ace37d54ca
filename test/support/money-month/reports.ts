import { toInstant } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import { reportedEventSchema, type ReportedEvent } from "../../../shared/metering/meter-event.ts";
import type { PlannedEnvironment, Use } from "./usage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A producer gives a sign of life of what is there every hour. */
export const HEARTBEAT_SECONDS = 3600;

/** What arrives at some time. */
export interface Delivery {
  readonly at: number;
  readonly event: ReportedEvent;
}

export interface Faults {
  /** Told again, a while later. */
  duplicates: number;
  /** Days after they were, some of them when their month is billed. */
  late: number;
  /** A stop that nobody told of. */
  missingStops: number;
  /** The producer's wall clock was wrong for a while. */
  clockJumps: number;
  /** Another content under an id that was there. */
  contradictions: number;
}

type Draft = Omit<ReportedEvent, "seq" | "eventId">;

/**
 * What a tenant's producer tells of its environments, and when each of it arrives: late, out of order, twice. Where
 * `isSteady`, nothing of it is lost or wrong in the end.
 */
export function deliveriesOf(
  environments: readonly PlannedEnvironment[],
  { isSteady, random, faults }: { isSteady: boolean; random: Random; faults: Faults },
): readonly Delivery[] {
  const chance = (share: number): boolean => random.next() < share;
  const drafts = environments.flatMap((environment) =>
    environment.came.flatMap((use) => {
      const told = draftsOf(environment.id, use);
      if (isSteady || use.from === use.to || !chance(0.02)) return told;
      faults.missingStops++;
      return told.slice(0, -1);
    }),
  );
  const inTime = drafts.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return inTime.flatMap((draft, index) => {
    const seq = index + 1;
    const event = reportedEventSchema.parse({ ...draft, eventId: `event-${seq}`, seq });
    const was = Date.parse(event.at);
    const isLate = chance(0.01);
    if (isLate) faults.late++;
    const at = was + random.next() * (isLate ? 20 * DAY : 2 * HOUR);
    const list = [{ at, event: isSteady ? event : clockChanged(event, was, faults) }];
    const [sent] = list;
    if (sent !== undefined && chance(0.1)) {
      faults.duplicates++;
      list.push({ at: at + random.next() * 5 * DAY, event: sent.event });
    }
    if (!isSteady && event.kind === "delta" && chance(0.02)) {
      faults.contradictions++;
      list.push({ at: at + 3 * DAY, event: { ...event, value: "999999" } });
    }
    return list;
  });
}

/** Begins, gives signs of life, and ends; or is one quantity. */
function draftsOf(environment: string, use: Use): readonly Draft[] {
  const { instance, meter: meterId, item, amount: value, from, to } = use;
  // The producer never restarts: what its clock says can be checked.
  const told = (at: number, kind: ReportedEvent["kind"]): Draft => ({
    managementId: `management-${environment}`,
    instance,
    meterId,
    item,
    kind,
    value,
    unit: "",
    at: toInstant(at),
    bootId: "boot",
    monotonic: at - BOOTED,
    supersedes: "",
  });
  if (from === to) return [told(from, "delta")];
  const signs = Math.ceil((to - from) / (50 * MINUTE)) - 1;
  return [
    told(from, "start"),
    ...Array.from({ length: signs }, (_, at) => told(from + (at + 1) * 50 * MINUTE, "heartbeat")),
    told(to, "stop"),
  ];
}

const BOOTED = Date.parse("2026-09-01T00:00:00Z");
/** For half a day somebody's clock was three hours behind. */
const WRONG = { from: Date.parse("2026-10-13T09:00:00Z"), to: Date.parse("2026-10-13T21:00:00Z") };

function clockChanged(event: ReportedEvent, was: number, faults: Faults): ReportedEvent {
  if (was < WRONG.from || was >= WRONG.to) return event;
  faults.clockJumps++;
  return { ...event, at: toInstant(was - 3 * HOUR) };
}
