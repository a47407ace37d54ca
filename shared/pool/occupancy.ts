import { isInScope, type Condition } from "./condition.ts";
import { resourceIds, type PoolHost, type ResourceId } from "./pool.ts";
import { rackKey } from "./racks.ts";

/** One line of the occupancy: a host, or all hosts of a rack. */
export interface OccupancyLine {
  /** `host/h1` or `rack/North/R1`; hosts that stand in no rack are one line together, `rack/`. */
  readonly key: string;
  readonly title: string;
  readonly hosts: readonly PoolHost[];
}

/** Equal steps of time from `from` on, in milliseconds. */
export interface Steps {
  readonly from: number;
  readonly step: number;
  readonly steps: number;
}

interface Held {
  readonly resource: ResourceId;
  readonly quantity: number;
  /** Milliseconds; half-open. */
  readonly start: number;
  readonly end: number;
}

const NAMES = new Intl.Collator("en", { numeric: true });

/** What there is a line for, by name. */
export function occupancyLines(
  hosts: readonly PoolHost[],
  by: "rack" | "host",
): readonly OccupancyLine[] {
  const lines =
    by === "host"
      ? hosts.map((host) => ({ key: `host/${host.id}`, title: host.name, hosts: [host] }))
      : [...Map.groupBy(hosts, rackKey)].map(([rack, own]) => ({
          key: `rack/${rack}`,
          title: rack === "" ? "In no rack" : rack,
          hosts: own,
        }));
  return lines.toSorted((a, b) => NAMES.compare(a.title, b.title));
}

/** How much of each line's cores is held in each step, in whole percent; of what is held at all at least one. */
export function occupancyOf(
  pool: string,
  lines: readonly OccupancyLine[],
  held: Iterable<Held>,
  scale: Steps,
): readonly number[][] {
  const placeOf = new Map(
    lines.flatMap(({ hosts }, place) =>
      hosts.map(({ id }) => [resourceIds.host(pool, id, "cores"), place] as const),
    ),
  );
  const cores = lines.map(coresOf);
  const sums = lines.map(() => new Float64Array(scale.steps));
  for (const { resource, quantity, start, end } of held) {
    const place = placeOf.get(resource);
    const sum = place === undefined ? undefined : sums[place];
    if (sum !== undefined) spread(sum, quantity, start, end, scale);
  }
  return sums.map((sum, place) =>
    Array.from(sum, (one) =>
      one > 0 ? Math.max(1, Math.round((100 * one) / Math.max(1, cores[place] ?? 1))) : 0,
    ),
  );
}

/** How much of each line's cores must not be used in each step, from 0 to 1. */
export function outOfUseOf(
  { hosts }: Pick<OccupancyLine, "hosts">,
  conditions: readonly Condition[],
  scale: Steps,
): readonly number[] {
  const sum = new Float64Array(scale.steps);
  const total = Math.max(1, coresOf({ hosts }));
  for (const host of hosts) {
    const own = new Float64Array(scale.steps);
    for (const { scope, start, end } of conditions)
      if (isInScope(scope, "host", host))
        spread(own, 1, Date.parse(start), end === null ? Infinity : Date.parse(end), scale);
    for (const [step, part] of own.entries())
      sum[step] = (sum[step] ?? 0) + (Math.min(1, part) * host.cores) / total;
  }
  return [...sum];
}

function coresOf({ hosts }: Pick<OccupancyLine, "hosts">): number {
  return hosts.reduce((sum, host) => sum + host.cores, 0);
}

function spread(
  sum: Float64Array,
  quantity: number,
  start: number,
  end: number,
  { from, step, steps }: Steps,
): void {
  const [first, after] = [(start - from) / step, (end - from) / step];
  const last = Math.min(steps, Math.ceil(after));
  for (let index = Math.max(0, Math.floor(first)); index < last; index++) {
    const part = Math.min(index + 1, after) - Math.max(index, first);
    sum[index] = (sum[index] ?? 0) + quantity * part;
  }
}
