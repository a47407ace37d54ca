import { toInstant } from "../../../shared/base/clock.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import type { MeterUse } from "../../../shared/kinds/component-kind.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import type { UsageSegment } from "../../../shared/pricing/charge.ts";
import { meteredUses } from "../../../shared/pricing/projected.ts";

/** What is metered of each node's instances. */
export type MeterUses = ReadonlyMap<string, readonly MeterUse[]>;

export function usesOf(design: Design, catalogue: Catalogue): MeterUses {
  return new Map(
    [...resolveNodes(expandDesign(design), catalogue).values()].map((node) => [
      node.id,
      meteredUses(node),
    ]),
  );
}

/** Longer without looking than this, and the instant at which something ended is a guess. */
const CERTAIN_WITHIN = 60_000;

/** Something that runs and is charged. */
export interface RunningPart {
  readonly id: string;
  readonly node: string;
  /**
   * `desired`: it is what the design says. `changing`: it still is what the design said before, and is charged as
   * that. `leaving`: the design does not have it any more; what is open stays so until it is gone.
   */
  readonly as: "desired" | "changing" | "leaving";
}

interface MeterReading {
  readonly uses: MeterUses;
  /** The segments that are open in the store. */
  readonly open: readonly UsageSegment[];
  /** The instances that run now. */
  readonly running: readonly RunningPart[];
  readonly now: number;
  /** When the lab was last seen before now, by this daemon or the one before it. */
  readonly lastSeen: number;
}

/**
 * The segments to open and close so that they say what runs. What went away while nobody looked ended, as
 * far as anybody knows, when it was last seen: the customer never pays for the daemon's absence.
 */
export function readMeter(reading: MeterReading): readonly UsageSegment[] {
  const { uses, open, running, now } = reading;
  const runningIds = new Set(running.map(({ id }) => id));
  const closed = open
    .filter(({ instance }) => !runningIds.has(instance))
    .map((segment) => closeSegment(segment, reading));
  const byInstance = Map.groupBy(open, ({ instance }) => instance);
  const changed = running.flatMap((part) =>
    changeOver(part, uses.get(part.node) ?? [], byInstance.get(part.id) ?? [], now),
  );
  return [...closed, ...changed];
}

/** From what is open of a part to what it is charged for: the one ends at the instant at which the other begins. */
function changeOver(
  { id, node, as }: RunningPart,
  uses: readonly MeterUse[],
  open: readonly UsageSegment[],
  now: number,
): readonly UsageSegment[] {
  if (as === "leaving" || (as === "changing" && open.length > 0)) return [];
  const over = open.filter((segment) => !uses.some((use) => sameUse(use, segment)));
  const at = toInstant(now);
  // Two segments of one meter cannot begin at one instant: the next look finds the same, a little later.
  if (over.some(({ start }) => start >= at)) return [];
  const begun = uses.filter((use) => !open.some((segment) => sameUse(use, segment)));
  return [
    ...over.map((segment) => Object.assign({}, segment, { end: at })),
    ...begun.map((use) => openSegment(node, id, use, now)),
  ];
}

function sameUse(use: MeterUse, segment: UsageSegment): boolean {
  return (
    use.meter === segment.meter && use.item === segment.item && use.quantity === segment.quantity
  );
}

function closeSegment(
  segment: UsageSegment,
  { now, lastSeen }: Pick<MeterReading, "now" | "lastSeen">,
): UsageSegment {
  const certain = now - lastSeen <= CERTAIN_WITHIN;
  const end = Math.max(Date.parse(segment.start), certain ? now : lastSeen);
  return { ...segment, end: toInstant(end), quality: certain ? "measured" : "estimated" };
}

function openSegment(node: string, instance: string, use: MeterUse, now: number): UsageSegment {
  return { ...use, node, instance, start: toInstant(now), end: null, quality: "measured" };
}
