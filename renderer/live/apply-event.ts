import type { Condition } from "../../shared/pool/condition.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { Segment } from "../../shared/pricing/engine/segments.ts";
import { segmentKey } from "../../shared/pricing/project/node-usage.ts";
import type {
  EnvironmentSummary,
  EnvironmentView,
  InstanceStatus,
} from "../../shared/protocol/environment.ts";
import type { EventBody, LabwrightEvent } from "../../shared/protocol/event.ts";
import type { Live } from "./state.ts";

const KEPT_EVENTS = 500;

/**
 * The state after an event. Applying one twice changes nothing further: each carries whole values, and a
 * view ignores what is older than itself.
 */
export function applyEvent(live: Live, event: LabwrightEvent): Partial<Live> {
  if (event.body.type === "resynchronise") return {};
  return { events: [event, ...live.events].slice(0, KEPT_EVENTS), ...changeOf(live, event) };
}

function changeOf(live: Live, { body, sequence }: LabwrightEvent): Partial<Live> {
  switch (body.type) {
    case "environment":
      return {
        summaries: { ...live.summaries, [body.environment.id]: body.environment },
        ...inView(live, body.environment.id, sequence, (view) =>
          withSummary(view, body.environment),
        ),
      };
    case "instance":
      return inView(live, body.environment, sequence, (view) => withStatus(view, body.status));
    case "departed":
      return inView(live, body.environment, sequence, (view) => ({
        ...view,
        status: view.status.filter(({ id }) => id !== body.instance),
      }));
    case "usage":
      return inView(live, body.environment, sequence, (view) => ({
        ...view,
        usage: mergeSegments(view.usage, body.segments),
      }));
    case "pool":
      return { pools: withPoolState(live, body) };
    case "pool-conditions":
      return { pools: withConditions(live, body.pool, body.conditions) };
    // The library asks for its list anew; see the window's library.
    case "component":
    // The calendar asks for what it shows anew.
    case "reservation":
    case "affected":
    // What a lab has is asked for anew; see the connection.
    case "pool-hosts":
    case "pool-inventory":
    case "pool-level":
    // Who looks at usage or at prices asks for them anew.
    case "prices":
    case "usage-conflict":
    // Who looks at bills and budgets asks for them anew.
    case "bill":
    case "budget":
    case "contract-end":
    case "dispute":
    case "lab-dispute":
    // It is told of, and shown nowhere else.
    case "people":
    // Who looks at what waits asks for it anew.
    case "lab-approval":
    case "resynchronise":
      return {};
  }
}

function inView(
  live: Live,
  id: string,
  sequence: number,
  change: (view: EnvironmentView) => EnvironmentView,
): Partial<Live> {
  const view = live.views[id];
  if (view === undefined || view.sequence >= sequence) return {};
  return { views: { ...live.views, [id]: { ...change(view), sequence } } };
}

function withSummary(view: EnvironmentView, summary: EnvironmentSummary): EnvironmentView {
  // The design that goes with another revision has yet to be fetched.
  return { ...view, ...summary, revision: view.revision };
}

function withStatus(view: EnvironmentView, changed: InstanceStatus): EnvironmentView {
  const places = placesOf(view.status);
  const place = places.get(changed.id);
  const status = [...view.status];
  status[place ?? status.length] = changed;
  if (place === undefined) {
    // The map goes over to the longer list; the shorter would make a new one.
    placesByStatus.delete(view.status);
    places.set(changed.id, status.length - 1);
  }
  placesByStatus.set(status, places);
  return { ...view, status };
}

// A thousand changes a second in a lab of ten thousand: none may look through all of it.
const placesByStatus = new WeakMap<readonly InstanceStatus[], Map<string, number>>();

function placesOf(status: readonly InstanceStatus[]): Map<string, number> {
  let places = placesByStatus.get(status);
  if (places === undefined) {
    places = new Map(status.map(({ id }, index) => [id, index]));
    placesByStatus.set(status, places);
  }
  return places;
}

function withPoolState(
  live: Live,
  { pool: id, state, away = null }: Extract<EventBody, { type: "pool" }>,
): Live["pools"] {
  return state === "removed"
    ? live.pools.filter((pool) => pool.id !== id)
    : live.pools.map((pool) => (pool.id === id ? { ...pool, state, away } : pool));
}

/** Pools as they were when nothing in them is new: whoever shows them has nothing to do. */
function withConditions(live: Live, id: string, conditions: readonly Condition[]): Live["pools"] {
  const same = (pool: Pool): boolean =>
    pool.id !== id || JSON.stringify(pool.conditions) === JSON.stringify(conditions);
  if (live.pools.every(same)) return live.pools;
  return live.pools.map((pool) =>
    pool.id === id ? { ...pool, conditions: [...conditions] } : pool,
  );
}

/** A later one replaces an earlier one (it closes it). */
export function mergeSegments(known: readonly Segment[], changed: readonly Segment[]): Segment[] {
  const merged = new Map(known.map((segment) => [segmentKey(segment), segment]));
  for (const segment of changed) merged.set(segmentKey(segment), segment);
  return [...merged.values()];
}
