import { toInstant } from "../../../shared/base/clock.ts";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import { expandDesign } from "../../../shared/design/expand.ts";
import type { MeterUse } from "../../../shared/kinds/component-kind.ts";
import { resolveNodes } from "../../../shared/kinds/resolve.ts";
import {
  nodeUsage,
  usageSegment,
  type LevelSegment,
  type NodeUsage,
  type UsageContext,
} from "../../../shared/pricing/project/node-usage.ts";

/** What is metered of each node's instances. */
export type MeterUses = ReadonlyMap<string, NodeUsage>;

export function usesOf(design: Design, catalogue: Catalogue): MeterUses {
  return new Map(
    [...resolveNodes(expandDesign(design), catalogue).values()].map((node) => [
      node.id,
      nodeUsage(design, node),
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

export interface MeterReading {
  readonly context: UsageContext;
  readonly uses: MeterUses;
  /** The segments that are open in the store. */
  readonly open: readonly LevelSegment[];
  /** The instances that run now. */
  readonly running: readonly RunningPart[];
  /** They are set aside for somebody who has not come yet; left out: they are used. */
  readonly reserved?: boolean;
  readonly now: number;
  /** When the lab was last seen before now, by this daemon or the one before it. */
  readonly lastSeen: number;
}

/**
 * The segments to open and close so that they say what runs. What went away while nobody looked ended, as
 * far as anybody knows, when it was last seen: the customer never pays for the daemon's absence.
 */
export function readMeter(reading: MeterReading): readonly LevelSegment[] {
  const { open, running } = reading;
  const runningIds = new Set(running.map(({ id }) => id));
  const closed = open
    .filter(({ instance }) => !runningIds.has(instance))
    .map((segment) => closeSegment(segment, reading));
  const byInstance = Map.groupBy(open, ({ instance }) => instance);
  const changed = running.flatMap((part) =>
    changeOver(part, byInstance.get(part.id) ?? [], reading),
  );
  return [...closed, ...changed];
}

/** From what is open of a part to what it is charged for: the one ends at the instant at which the other begins. */
function changeOver(
  { id, node, as }: RunningPart,
  open: readonly LevelSegment[],
  { uses: known, context, now, reserved = false }: MeterReading,
): readonly LevelSegment[] {
  if (as === "leaving" || (as === "changing" && open.length > 0)) return [];
  const usage = known.get(node);
  const uses = usage?.uses ?? [];
  const isSame = (use: MeterUse, segment: LevelSegment): boolean =>
    segment.reserved === reserved && sameUse(use, segment);
  const over = open.filter((segment) => !uses.some((use) => isSame(use, segment)));
  const at = toInstant(now);
  // Two segments of one meter cannot begin at one instant: the next look finds the same, a little later.
  if (over.some(({ start }) => start >= at)) return [];
  const begun = uses.filter((use) => !open.some((segment) => isSame(use, segment)));
  return [
    ...over.map((segment) => Object.assign({}, segment, { end: at })),
    ...(usage === undefined
      ? []
      : begun.map((use) => {
          const when = { source: "metered", instance: id, start: at, end: null } as const;
          return Object.assign(usageSegment(context, usage, use, when), { reserved });
        })),
  ];
}

function sameUse(use: MeterUse, segment: LevelSegment): boolean {
  return use.meter === segment.meter && use.item === segment.item && use.quantity === segment.level;
}

/** Ends what is open now, or when it was last seen where nobody looked meanwhile. */
export function closeSegment(
  segment: LevelSegment,
  { now, lastSeen }: Pick<MeterReading, "now" | "lastSeen">,
): LevelSegment {
  const certain = now - lastSeen <= CERTAIN_WITHIN;
  const end = Math.max(Date.parse(segment.start), certain ? now : lastSeen);
  return { ...segment, end: toInstant(end), quality: certain ? "measured" : "estimated" };
}
