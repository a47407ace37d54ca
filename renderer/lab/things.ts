import { formatGibibytes, formatMebibytes, formatMegabits } from "../../shared/base/units.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { isInScope, type Scope } from "../../shared/pool/condition.ts";
import type { Pool, ResourceId } from "../../shared/pool/pool.ts";
import {
  beginningOf,
  heldThings,
  thingState,
  type Thing,
  type ThingState,
} from "../../shared/pool/thing-state.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";

/** How much of one part of a thing is held at this moment. */
export interface ThingShare {
  readonly title: string;
  readonly held: number;
  readonly capacity: number;
  readonly text: (value: number) => string;
}

/** A host, a switch or storage as the lab's screens show it. */
export interface LabThing {
  /** Its scope as one string. */
  readonly key: string;
  readonly thing: Thing;
  readonly state: ThingState;
  readonly shares: readonly ThingShare[];
  /** The one of that title. Of thousands that are put in order, the others need not be made. */
  shareOf(title: string): ThingShare | undefined;
}

/** What of a pool is held at a moment, by resource. */
export type HeldNow = ReadonlyMap<ResourceId, number>;

export function heldAt(timeline: PoolTimeline | undefined, now: number): HeldNow {
  const held = new Map<ResourceId, number>();
  if (timeline === undefined) return held;
  // Of what was before it was asked nothing is told: clocks that differ a little mean its beginning.
  const begin = timeline.window.start;
  // Instants are written alike, so that they are in order as they stand: to read each would take far longer.
  const at = toInstant(now) > begin ? toInstant(now) : begin;
  for (const { resource, quantity, window } of timeline.held)
    if (window.start <= at && at < window.end) held.set(resource, quantity);
  return held;
}

/** From what things were made, and when they were last looked at. */
interface Made {
  readonly pool: Pool;
  readonly timeline: PoolTimeline | undefined;
  readonly now: number;
  readonly held: HeldNow;
}

const madeFrom = new WeakMap<readonly LabThing[], Made>();

/** Whether between two looks time alone changed nothing: nothing of the lab begins or ends then. */
function isQuiet({ pool, timeline, now: before }: Made, now: number): boolean {
  if (now < before) return false;
  const [after, until] = [toInstant(before), toInstant(now)];
  const isThen = (at: string | null): boolean => at !== null && after < at && at <= until;
  return (
    !pool.conditions.some(({ start, end }) => isThen(start) || isThen(end)) &&
    !Object.values(timeline?.later ?? {}).some(isThen) &&
    timeline?.held.some(({ window }) => isThen(window.start) || isThen(window.end)) !== true
  );
}

/**
 * Every host, switch and storage of a pool with its state and what is held of it. Those that are as they were
 * before stay the same objects, and so does the whole list when nothing at all has changed.
 */
export function labThings(
  pool: Pool,
  timeline: PoolTimeline | undefined,
  now: number,
  before: readonly LabThing[] = [],
): readonly LabThing[] {
  const last = madeFrom.get(before);
  // Every few seconds it is looked again: ten thousand things are gone through only where something may be otherwise.
  if (last?.pool === pool && last.timeline === timeline && isQuiet(last, now)) return before;
  const { hosts, switches, storage } = pool.resources;
  const all: readonly Thing[] = [
    ...switches.map((item) => ({ sort: "switch" as const, item })),
    ...hosts.map((item) => ({ sort: "host" as const, item })),
    ...storage.map((item) => ({ sort: "storage" as const, item })),
  ];
  const heldNow = heldAt(timeline, now);
  const spans = timeline === undefined ? new Map() : heldThings(timeline, now);
  const changed = changedThings(last?.held ?? new Map(), heldNow);
  const made = all.map((thing, index) => {
    const state = thingState(pool, thing, spans, now);
    const known = before[index];
    return known?.thing.item === thing.item &&
      isSameState(known.state, state) &&
      !changed.has(beginningOf(pool.id, thing))
      ? known
      : labThing(pool.id, thing, state, heldNow);
  });
  const isSame =
    changed.size === 0 &&
    made.length === before.length &&
    made.every((one, index) => one === before[index]);
  const things = isSame ? before : made;
  madeFrom.set(things, { pool, timeline, now, held: heldNow });
  return things;
}

function labThing(pool: string, thing: Thing, state: ThingState, held: HeldNow): LabThing {
  let shares: readonly ThingShare[] | null = null;
  const parts = PARTS[thing.sort];
  return {
    key: `${thing.sort}/${thing.item.id}`,
    thing,
    state,
    // Of thousands few are looked at so closely.
    get shares() {
      return (shares ??= parts.flatMap((part) => shareIn(pool, thing, part, held) ?? []));
    },
    shareOf(title) {
      const part = parts.find((one) => one.title === title);
      return part === undefined ? undefined : shareIn(pool, thing, part, held);
    },
  };
}

function isSameState(one: ThingState, other: ThingState): boolean {
  return one.state === other.state && one.since === other.since && one.why === other.why;
}

/** With what the resources begin of which not as much is held as before. */
function changedThings(before: HeldNow, after: HeldNow): ReadonlySet<string> {
  const changed = new Set<string>();
  const add = (resource: string): void => {
    changed.add(resource.slice(0, resource.lastIndexOf("/")));
  };
  for (const [resource, quantity] of after) if (before.get(resource) !== quantity) add(resource);
  for (const resource of before.keys()) if (!after.has(resource)) add(resource);
  return changed;
}

/** One part of a thing: the end of its resource's id, and the property that says how much there is of it. */
interface Part {
  readonly title: string;
  readonly resource: string;
  readonly text: (value: number) => string;
  /** Not there where there is none of it. */
  readonly optional?: true;
}

const PARTS = {
  host: [
    { title: "Cores", resource: "cores", text: String },
    { title: "Memory", resource: "memoryMiB", text: formatMebibytes },
    { title: "Disk", resource: "diskGiB", text: formatGibibytes },
    { title: "Uplink", resource: "uplinkMbps", text: formatMegabits, optional: true },
  ],
  switch: [{ title: "Ports", resource: "ports", text: String }],
  storage: [
    { title: "Space", resource: "capacityGiB", text: formatGibibytes },
    { title: "Bandwidth", resource: "bandwidthMbps", text: formatMegabits },
  ],
} as const satisfies Record<Thing["sort"], readonly Part[]>;

function shareIn(
  pool: string,
  thing: Thing,
  { title, resource, text, optional }: Part,
  held: HeldNow,
): ThingShare | undefined {
  const item: Readonly<Record<string, unknown>> = thing.item;
  const capacity = Number(item[resource] ?? 0);
  if (optional === true && capacity === 0) return undefined;
  return { title, capacity, text, held: held.get(`${beginningOf(pool, thing)}/${resource}`) ?? 0 };
}

/** The things that a scope stands for. */
export function thingsIn(things: readonly LabThing[], scope: Scope): readonly LabThing[] {
  return things.filter(({ thing }) => isInScope(scope, thing.sort, thing.item));
}
