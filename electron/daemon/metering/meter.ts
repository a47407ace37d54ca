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

interface MeterReading {
  readonly uses: MeterUses;
  /** The segments that are open in the store. */
  readonly open: readonly UsageSegment[];
  /** The instances that run now, with their nodes. */
  readonly running: readonly { readonly id: string; readonly node: string }[];
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
  const metered = new Set(open.map(segmentKey));
  const closed = open
    .filter(({ instance }) => !runningIds.has(instance))
    .map((segment) => closeSegment(segment, reading));
  const opened = running.flatMap(({ id, node }) =>
    (uses.get(node) ?? [])
      .filter((use) => !metered.has(segmentKey({ ...use, instance: id })))
      .map((use) => openSegment(node, id, use, now)),
  );
  return [...closed, ...opened];
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

function segmentKey({
  instance,
  meter,
  item,
}: Pick<UsageSegment, "instance" | "meter" | "item">): string {
  return `${instance} ${meter} ${item}`;
}
