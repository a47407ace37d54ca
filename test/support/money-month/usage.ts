import { toInstant } from "../../../shared/base/clock.ts";
import type { Random } from "../../../shared/base/random.ts";
import { segmentSchema, type Segment } from "../../../shared/pricing/engine/segments.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST = Date.parse("2026-10-01T06:00:00Z");
const LAST = Date.parse("2026-10-31T12:00:00Z");
/** The night in which clocks are put back in Europe. */
const CLOCKS_BACK = Date.parse("2026-10-24T22:00:00Z");

/** A level of one meter that something held, or a quantity that was used at an instant. */
export interface Use {
  readonly instance: string;
  readonly meter: "instance" | "storage" | "licence" | "request";
  readonly item: string;
  readonly amount: string;
  readonly from: number;
  /** The same as `from`: a quantity. */
  readonly to: number;
}

/** How what came differs from what was planned. */
export const COURSES = ["as planned", "overrun", "ended early", "never started", "scaled"] as const;
type Course = (typeof COURSES)[number];

export interface PlannedEnvironment {
  readonly id: string;
  readonly tenant: string;
  readonly course: Course;
  readonly planned: readonly Use[];
  readonly came: readonly Use[];
}

/** An environment of a few machines, a disk, seats, and requests every hour. */
export function someEnvironment(
  { id, tenant, course }: Pick<PlannedEnvironment, "id" | "tenant" | "course">,
  random: Random,
): PlannedEnvironment {
  const pick = (from: number, to: number): number =>
    from + Math.floor(random.next() * (to - from + 1));
  const isNight = random.next() < 0.1;
  const from = isNight
    ? CLOCKS_BACK + pick(0, 120) * MINUTE
    : FIRST + pick(0, (LAST - FIRST) / MINUTE) * MINUTE;
  const long = random.next() < 0.1;
  const length = isNight ? pick(300, 600) : long ? pick(24 * 60, 72 * 60) : pick(45, 12 * 60);
  const to = from + length * MINUTE;
  const machines = pick(1, 3);
  const seats = String(pick(1, 8));
  const disk = String(pick(10, 200));
  const requests = Array.from({ length: 80 }, () => String(pick(20, 3000)));
  const usesOf = (end: number, count: number): readonly Use[] => {
    const held = { from, to: end };
    return [
      ...Array.from({ length: count }, (_, at) => ({
        ...held,
        instance: `web.${at + 1}`,
        meter: "instance" as const,
        item: "small",
        amount: "1",
      })),
      { ...held, instance: "database.1", meter: "instance", item: "large", amount: "1" },
      { ...held, instance: "disk.1", meter: "storage", item: "ssd", amount: disk },
      { ...held, instance: "office.1", meter: "licence", item: "office", amount: seats },
      ...requests
        .map((amount, hour): Use => {
          const at = from + hour * HOUR + 30 * MINUTE;
          return {
            instance: "web.1",
            meter: "request",
            item: "",
            amount,
            from: at,
            to: at,
          };
        })
        .filter(({ to: at }) => at < end),
    ];
  };
  const planned = usesOf(to, machines);
  const came: Record<Course, () => readonly Use[]> = {
    "as planned": () => planned,
    overrun: () => usesOf(to + pick(1, 300) * MINUTE, machines),
    "ended early": () => usesOf(from + pick(10, length) * MINUTE, machines),
    "never started": () => [],
    scaled: () => usesOf(to, machines + pick(1, 4)),
  };
  return { id, tenant, course, planned, came: came[course]() };
}

/** The segments of a projection. */
export function projectedOf({ id, tenant, planned }: PlannedEnvironment): readonly Segment[] {
  return planned.map(({ instance, meter, item, amount, from, to }) =>
    segmentSchema.parse({
      source: "projected",
      account: tenant,
      environment: id,
      node: instance.slice(0, instance.lastIndexOf(".")),
      instance,
      meter,
      item,
      user: "ada",
      ...(from === to ? { quantity: amount } : { level: amount }),
      start: toInstant(from),
      end: toInstant(to),
    }),
  );
}
