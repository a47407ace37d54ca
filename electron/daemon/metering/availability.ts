import { toInstant } from "../../../shared/base/clock.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { usageSegment, type LevelSegment } from "../../../shared/pricing/project/node-usage.ts";
import type { InstanceStatus } from "../../../shared/protocol/environment.ts";
import { closeSegment, readMeter, type MeterReading } from "./meter.ts";

/** The meter by which price books vouch for machines: 100 while one is there, 0 while it should be and is not. */
const AVAILABILITY = "availability";

/** Whether any revision of a book vouches for it. Who is promised nothing is not measured. */
export function vouchesForAvailability(books: readonly Pick<PriceBook, "qosTerms">[]): boolean {
  return books.some(({ qosTerms }) => qosTerms.some(({ metric }) => metric === AVAILABILITY));
}

function isAvailability({ meter }: Pick<LevelSegment, "meter">): boolean {
  return meter === AVAILABILITY;
}

interface AvailabilityReading extends Omit<MeterReading, "running" | "reserved"> {
  /** Of machines that somebody vouches for. */
  readonly statuses: readonly Pick<InstanceStatus, "id" | "node" | "state">[];
}

/** What runs is charged, and that it runs is what was promised: the segments to open and close for both. */
export function readAll({
  statuses,
  open,
  ...reading
}: MeterReading & AvailabilityReading): readonly LevelSegment[] {
  return [
    ...readMeter({ ...reading, open: open.filter((segment) => !isAvailability(segment)) }),
    ...readAvailability({ ...reading, open: open.filter(isAvailability), statuses }),
  ];
}

/**
 * The readings to open and close. A machine counts from when it first ran; one that is being changed, or goes, as
 * its customer wants it to, does not; nor does the time in which nobody looked.
 */
export function readAvailability(reading: AvailabilityReading): readonly LevelSegment[] {
  const { open, statuses } = reading;
  const before = new Map(open.map((segment) => [segment.instance, segment]));
  const known = new Set(statuses.map(({ id }) => id));
  const gone = open.filter(({ instance }) => !known.has(instance));
  return [
    ...gone.map((segment) => closeSegment(segment, reading)),
    ...statuses.flatMap((status) => changeOver(status, before.get(status.id), reading)),
  ];
}

function changeOver(
  { id, node, state }: AvailabilityReading["statuses"][number],
  before: LevelSegment | undefined,
  reading: AvailabilityReading,
): readonly LevelSegment[] {
  const { context, uses, now } = reading;
  const level = levelOf(state, before !== undefined);
  const isUnseen = before !== undefined && now - reading.lastSeen > CERTAIN_WITHIN;
  if (before?.level === level && !isUnseen) return [];
  const closed = before === undefined ? [] : [closeSegment(before, reading)];
  const usage = uses.get(node);
  // Two readings of one machine cannot begin at one instant: the next look finds the same, a little later.
  if (before !== undefined && Date.parse(before.start) >= now) return [];
  if (level === null || usage === undefined) return closed;
  const when = { source: "metered", instance: id, start: toInstant(now), end: null } as const;
  const use = { meter: AVAILABILITY, item: "", quantity: level };
  return [...closed, usageSegment(context, usage, use, when)];
}

/** As for what is charged: longer without looking, and what was meanwhile is not known. */
const CERTAIN_WITHIN = 60_000;

function levelOf(state: InstanceStatus["state"], hasRun: boolean): "100" | "0" | null {
  if (state === "running") return "100";
  if (state === "degraded") return "0";
  return state === "failed" && hasRun ? "0" : null;
}
