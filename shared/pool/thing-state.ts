import { toInstant, type Instant } from "../base/clock.ts";
import { faultReason, isFaultCode } from "../base/fault.ts";
import type { WireFault } from "../base/wire-fault.ts";
import type { Window } from "../schedule/window.ts";
import { conditionOf, type Condition } from "./condition.ts";
import {
  resourceIds,
  type Pool,
  type PoolHost,
  type PoolSwitch,
  type ResourceId,
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

/** What of a timeline is held now or next, thing by thing; beyond its window only when it begins. */
export function heldThings(timeline: PoolTimeline, now: number): HeldThings {
  const { held, since = {}, later = {} } = timeline;
  const found = new Map<string, Window>();
  // Instants are written alike, so that they are in order as they stand.
  const at = toInstant(now);
  for (const { resource, window } of held) {
    if (window.end <= at) continue;
    const thing = resource.slice(0, resource.lastIndexOf("/"));
    const before = found.get(thing);
    if (before === undefined || window.start < before.start) found.set(thing, window);
  }
  // The timeline itself begins no earlier than it was asked to.
  for (const [thing, start] of Object.entries(since)) {
    const window = found.get(thing);
    if (window !== undefined && window.start <= timeline.window.start)
      found.set(thing, { ...window, start });
  }
  for (const [thing, start] of Object.entries(later))
    if (!found.has(thing)) found.set(thing, { start, end: start });
  return found;
}

/** A thing's state at a moment. What is wrong with it counts before who uses it. */
export function thingState(pool: Pool, thing: Thing, held: HeldThings, now: number): ThingState {
  if (pool.state === "offline")
    return { state: "unknown", since: pool.refreshedAt, why: whyAway(pool) };
  const condition = pool.conditions.length === 0 ? null : conditionAt(pool, thing, now);
  if (condition !== null)
    return {
      state: condition.kind,
      since: condition.start,
      why: condition.why,
    };
  if (thing.sort === "host" && thing.item.state !== "up")
    return thing.item.state === "down"
      ? { state: "failed", since: downSince(pool, thing), why: "It does not answer." }
      : {
          state: "maintenance",
          since: downSince(pool, thing),
          why: "It was taken out of use at the lab itself.",
        };
  const window = held.get(beginningOf(pool.id, thing));
  if (window === undefined) return { state: "free", since: null, why: "" };
  const begun = Date.parse(window.start) <= now;
  return { state: begun ? "in-use" : "reserved", since: window.start, why: "" };
}

function downSince({ resources }: Pool, { item }: Thing): Instant | null {
  return resources.downSince[item.id] ?? null;
}

/** What is known of why a lab is away, in a sentence or two. */
export function whyAway({ away }: Pick<Pool, "away">): string {
  return reasonOf(away) ?? "The lab does not answer.";
}

/** By which server a lab is reached while the one that was named does not answer; null while that does. */
export function whyDetour({ state, resources }: Pick<Pool, "state" | "resources">): string | null {
  return state === "online" ? reasonOf(resources.detour) : null;
}

/** Null where there is none, or none that this version has words for. */
function reasonOf(why: WireFault | null | undefined): string | null {
  if (why === null || why === undefined || !isFaultCode(why.code)) return null;
  const known = reasons.get(why);
  if (known !== undefined) return known;
  const text = faultReason({ ...why, code: why.code });
  reasons.set(why, text);
  return text;
}

/** Ten thousand things are unknown for one and the same reason. */
const reasons = new WeakMap<WireFault, string>();

function conditionAt(pool: Pool, { sort, item }: Thing, now: number): Condition | null {
  return conditionOf(pool, sort, item, { start: toInstant(now), end: toInstant(now + 1) });
}

const beginnings = new WeakMap<Thing["item"], { readonly pool: string; readonly text: string }>();

/** With what the ids of a thing's resources begin; put together once, as thousands are asked about each time. */
export function beginningOf(pool: string, thing: Thing): string {
  const known = beginnings.get(thing.item);
  if (known?.pool === pool) return known.text;
  const whole = wholeOf(pool, thing);
  const text = whole.slice(0, whole.lastIndexOf("/"));
  beginnings.set(thing.item, { pool, text });
  return text;
}

function wholeOf(pool: string, { sort, item }: Thing): ResourceId {
  switch (sort) {
    case "host":
      return resourceIds.host(pool, item.id, "cores");
    case "switch":
      return resourceIds.switchPorts(pool, item.id);
    case "storage":
      return resourceIds.storage(pool, item.id, "capacityGiB");
  }
}
