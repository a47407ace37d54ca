import { resourceIds, type Pool, type PoolHost, type ResourceId } from "../../shared/pool/pool.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";

/** One line of the week: a host, or all hosts of a rack. */
export interface HeatRow {
  readonly key: string;
  readonly title: string;
  readonly site: string;
  readonly cores: number;
  readonly resources: readonly ResourceId[];
}

/** Equal steps of time from `from` on, in milliseconds. */
export interface HeatScale {
  readonly from: number;
  readonly step: number;
  readonly steps: number;
}

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** What there is a line for. Hosts that stand in no rack are one line together. */
export function heatRows(pool: Pool, by: "rack" | "host"): readonly HeatRow[] {
  const line = (key: string, title: string, hosts: readonly PoolHost[]): HeatRow => ({
    key,
    title,
    site: hosts[0]?.site ?? "",
    cores: hosts.reduce((sum, { cores }) => sum + cores, 0),
    resources: hosts.map(({ id }) => resourceIds.host(pool.id, id, "cores")),
  });
  const { hosts } = pool.resources;
  const rows =
    by === "host"
      ? hosts.map((host) => line(`host/${host.id}`, host.name, [host]))
      : [...Map.groupBy(hosts, ({ rack }) => rack)].map(([rack, own]) =>
          line(`rack/${rack}`, rack === "" ? "In no rack" : rack, own),
        );
  return rows.toSorted((a, b) => COLLATOR.compare(a.title, b.title));
}

/** How much of each line's cores is held in each step, from 0 to 1, by the line's key. */
export function heat(
  timeline: Pick<PoolTimeline, "held">,
  rows: readonly HeatRow[],
  scale: HeatScale,
): ReadonlyMap<string, readonly number[]> {
  const lines = new Map(rows.map(({ key }) => [key, Array.from({ length: scale.steps }, () => 0)]));
  const rowOf = new Map(rows.flatMap((row) => row.resources.map((id) => [id, row] as const)));
  for (const { resource, quantity, window } of timeline.held) {
    const row = rowOf.get(resource);
    const line = row === undefined ? undefined : lines.get(row.key);
    if (row === undefined || line === undefined || row.cores === 0) continue;
    const start = (Date.parse(window.start) - scale.from) / scale.step;
    const end = (Date.parse(window.end) - scale.from) / scale.step;
    const last = Math.min(scale.steps, Math.ceil(end));
    for (let step = Math.max(0, Math.floor(start)); step < last; step++) {
      const part = Math.min(step + 1, end) - Math.max(step, start);
      line[step] = (line[step] ?? 0) + (quantity * part) / row.cores;
    }
  }
  return lines;
}
