import { z } from "zod";
import { PLAIN, type LevelSegment } from "../../../../shared/pricing/project/node-usage.ts";

/** Usage as earlier versions stored it. */
const usageSchema = z.object({
  node: z.string(),
  instance: z.string(),
  meter: z.string(),
  item: z.string(),
  quantity: z.string(),
  start: z.string(),
  end: z.string().nullable(),
  quality: z.enum(["projected", "measured", "estimated"]),
});

/** Whose usage a row is: earlier versions said so nowhere else. */
interface Whose {
  readonly environment: string;
  readonly account: string;
  readonly user: string;
}

/** What is the same as in every plain segment is left out: rows are many. */
export function fromSegment(segment: LevelSegment): string {
  const plain: Readonly<Record<string, unknown>> = PLAIN;
  const own = Object.entries(segment).filter(([name, value]) => plain[name] !== value);
  const groups = segment.groups.length === 0 ? undefined : segment.groups;
  return JSON.stringify({ ...Object.fromEntries(own), groups });
}

export function toSegment(text: string, whose: Whose): LevelSegment {
  return segmentOf(JSON.parse(text), whose);
}

/** A segment as it is stored, or was by earlier versions. */
export function segmentOf(stored: unknown, whose: Whose): LevelSegment {
  // Only the rows of earlier versions say their quantity: levels are what is opened and closed.
  const old = usageSchema.safeParse(stored);
  const { environment, account } = whose;
  if (!old.success)
    return Object.assign({ ...PLAIN, groups: [] }, stored as LevelSegment, {
      environment,
      account,
    });
  const { quantity, quality, ...usage } = old.data;
  return {
    ...PLAIN,
    groups: [],
    ...whose,
    ...usage,
    level: quantity,
    quality: quality === "estimated" ? quality : "measured",
  };
}
