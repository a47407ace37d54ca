import { occupancyLines, occupancyOf, type Steps } from "../../shared/pool/occupancy.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";
import { localTime } from "../ui/local-time.ts";
import type { Occupancy } from "./use-occupancy.ts";

/** How full the racks or hosts are as far as it was learnt before, reckoned as the daemon does. */
export function keptOccupancy(
  pool: Pool,
  timeline: PoolTimeline,
  by: "rack" | "host",
  scale: Steps,
): Occupancy {
  const lines = occupancyLines(pool.resources.hosts, by);
  const held = timeline.held.map(({ resource, quantity, window }) => ({
    resource,
    quantity,
    start: Date.parse(window.start),
    end: Date.parse(window.end),
  }));
  const percent = occupancyOf(pool.id, lines, held, scale);
  const known = lines.map(
    ({ key, title }, index) => [index, { key, title, percent: percent[index] ?? [] }] as const,
  );
  return { total: lines.length, known: new Map(known), fault: null };
}

/** Of when that is, and from when on nothing is known, where that is within what is shown. */
export function keptWords(
  { at, window }: PoolTimeline,
  scale: Steps,
  since: string | null,
): string {
  const until = Date.parse(window.end);
  const lacks = until < scale.from + scale.step * scale.steps;
  const unknown = lacks ? ` What is held after ${localTime(window.end)} is not known.` : "";
  return `As last known, ${since ?? localTime(at)}.${unknown}`;
}
