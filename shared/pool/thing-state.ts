import { toInstant, type Instant } from "../base/clock.ts";
import type { Window } from "../schedule/window.ts";
import { conditionOf } from "./condition.ts";
import {
  resourceIds,
  type Pool,
  type PoolHost,
  type PoolSwitch,
  type StoragePool,
} from "./pool.ts";
import type { PoolTimeline } from "./timeline.ts";

export const THING_STATES = [
  "free",
  "reserved",
  "in-use",
  "draining",
  "maintenance",
  "quarantine",
  "failed",
  "unknown",
] as const;

/** How a host, a switch or storage is at a moment, since when, and why. */
export interface ThingState {
  readonly state: (typeof THING_STATES)[number];
  /** Null: for as long as anybody remembers. */
  readonly since: Instant | null;
  readonly why: string;
}

export type Thing =
  | { readonly sort: "host"; readonly item: PoolHost }
  | { readonly sort: "switch"; readonly item: PoolSwitch }
  | { readonly sort: "storage"; readonly item: StoragePool };

/** When something of each thing is held: its earliest span that has not passed, by the beginning of the resource's id. */
export type HeldThings = ReadonlyMap<string, Window>;

/** What of a timeline is held now or next, thing by thing. */
export function heldThings({ held }: PoolTimeline, now: number): HeldThings {
  const found = new Map<string, Window>();
  for (const { resource, window } of held) {
    if (Date.parse(window.end) <= now) continue;
    const thing = resource.slice(0, resource.lastIndexOf("/"));
    const before = found.get(thing);
    if (before === undefined || window.start < before.start) found.set(thing, window);
  }
  return found;
}

/** A thing's state at a moment. What is wrong with it counts before who uses it. */
export function thingState(pool: Pool, thing: Thing, held: HeldThings, now: number): ThingState {
  if (pool.state === "offline")
    return { state: "unknown", since: pool.refreshedAt, why: "The lab does not answer." };
  const { sort, item } = thing;
  const moment = { start: toInstant(now), end: toInstant(now + 1) };
  const condition = conditionOf(pool, sort, item, moment);
  if (condition !== null)
    return {
      state: condition.kind,
      since: condition.start,
      why: condition.why,
    };
  if (thing.sort === "host" && thing.item.state !== "up")
    return thing.item.state === "down"
      ? { state: "failed", since: null, why: "It does not answer." }
      : { state: "maintenance", since: null, why: "It was taken out of use at the lab itself." };
  const window = held.get(beginningOf(pool.id, thing));
  if (window === undefined) return { state: "free", since: null, why: "" };
  const begun = Date.parse(window.start) <= now;
  return { state: begun ? "in-use" : "reserved", since: window.start, why: "" };
}

function beginningOf(pool: string, { sort, item }: Thing): string {
  const whole = {
    host: () => resourceIds.host(pool, item.id, "cores"),
    switch: () => resourceIds.switchPorts(pool, item.id),
    storage: () => resourceIds.storage(pool, item.id, "capacityGiB"),
  }[sort]();
  return whole.slice(0, whole.lastIndexOf("/"));
}
