import { fault, type Fault } from "../base/fault.ts";
import { moment, toInstant } from "../base/clock.ts";
import type { Condition } from "./condition.ts";
import { isInScope } from "./condition.ts";
import type { Claim, Pool, ResourceId } from "./pool.ts";

/** A time in which something of a pool must not be used, or cannot. Milliseconds; [from, to). */
export interface OutOfUse {
  /** What people call it. */
  readonly name: string;
  readonly kind: Condition["kind"] | "failed" | "gone";
  readonly from: number;
  readonly to: number;
  readonly why: string;
  /** A lab admin has decided it; else it came so. */
  readonly decided: boolean;
}

/**
 * By the beginning of the resource ids of each host, switch and storage: when it is out of use; nothing: all of it is
 * well. Undefined for what is no such thing of the pool.
 */
export interface ThingsOutOfUse {
  get(thing: string): readonly OutOfUse[] | undefined;
}

/** What somebody holds of things that are out of use meanwhile, and the gravest reason. */
export interface Hit {
  readonly things: readonly string[];
  readonly gravest: OutOfUse;
}

type Held = Pick<Claim, "resource"> & { readonly start: number; readonly end: number };

const GRAVITY = { draining: 0, maintenance: 1, quarantine: 2, failed: 3, gone: 4 } as const;

/** The thing that a resource is a part of, by the beginning of its id. */
export function thingOf(resource: ResourceId): string {
  return resource.slice(0, resource.lastIndexOf("/"));
}

/** When things of a pool are out of use from now on. Nothing is looked at that is not asked about. */
export function thingsOutOfUse({ id, resources, conditions }: Pool, now: number): ThingsOutOfUse {
  const things = thingsOf(resources);
  const lasting = conditions
    .map((condition) => ({ condition, out: ofCondition(condition) }))
    .filter(({ out }) => out.to > now && out.from < out.to);
  const found = new Map<string, readonly OutOfUse[]>();
  const outOf = ({ sort, item, atTheLab: already }: Thing): readonly OutOfUse[] => [
    ...already,
    ...lasting.flatMap(({ condition, out }) =>
      isInScope(condition.scope, sort, item) ? [{ ...out, name: item.name }] : [],
    ),
  ];
  return {
    get(name) {
      const known = found.get(name);
      if (known !== undefined || !name.startsWith(`${id}/`)) return known;
      const thing = things.get(name.slice(id.length + 1));
      if (thing === undefined) return undefined;
      const out = outOf(thing);
      found.set(name, out);
      return out;
    },
  };
}

interface Thing {
  readonly sort: "host" | "switch" | "storage";
  readonly item: Item;
  readonly atTheLab: readonly OutOfUse[];
}

const known = new WeakMap<Pool["resources"], ReadonlyMap<string, Thing>>();

/** By the beginning of their resource ids in any pool. Remembered: there are tens of thousands of them. */
function thingsOf(resources: Pool["resources"]): ReadonlyMap<string, Thing> {
  const before = known.get(resources);
  if (before !== undefined) return before;
  const things = new Map<string, Thing>();
  for (const item of resources.hosts)
    things.set(`host/${item.id}`, { sort: "host", item, atTheLab: atTheLab(item) });
  for (const item of resources.switches)
    things.set(`switch/${item.id}`, { sort: "switch", item, atTheLab: [] });
  for (const item of resources.storage)
    things.set(`storage/${item.id}`, { sort: "storage", item, atTheLab: [] });
  known.set(resources, things);
  return things;
}

interface Item {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly rack: string;
}

function ofCondition({ kind, start, end, why }: Condition): Omit<OutOfUse, "name"> {
  const to = end === null ? Infinity : Date.parse(end);
  return { kind, from: Date.parse(start), to, why, decided: true };
}

function atTheLab({ name, state }: Pool["resources"]["hosts"][number]): readonly OutOfUse[] {
  const always = { name, from: -Infinity, to: Infinity, decided: false };
  if (state === "down") return [{ ...always, kind: "failed", why: "It does not answer." }];
  if (state === "drained")
    return [{ ...always, kind: "maintenance", why: "It was taken out of use at the lab itself." }];
  return [];
}

/** Whether claims touch what is out of use while they last. What the pool does not have any more is gone. */
export function hitBy(claims: readonly Held[], things: ThingsOutOfUse, pool: string): Hit | null {
  const hits = claims.flatMap(({ resource, start, end }) => {
    const thing = thingOf(resource);
    return (things.get(thing) ?? gone(thing, pool)).filter(
      ({ from, to }) => start < to && from < end,
    );
  });
  const [gravest] = hits.toSorted((a, b) => GRAVITY[b.kind] - GRAVITY[a.kind] || a.from - b.from);
  if (gravest === undefined) return null;
  return { things: [...new Set(hits.map(({ name }) => name))].toSorted(), gravest };
}

/** Until when, from an instant on, all that is claimed may be used, and what puts an end to it. */
export function usableUntil(
  claims: readonly Pick<Claim, "resource">[],
  things: ThingsOutOfUse,
  { pool, after }: { readonly pool: string; readonly after: number },
): { readonly until: number; readonly hit: Hit | null } {
  const begins = claims.flatMap(({ resource }) => {
    const thing = thingOf(resource);
    return (things.get(thing) ?? gone(thing, pool)).filter(({ to }) => to > after);
  });
  if (begins.length === 0) return { until: Infinity, hit: null };
  const until = Math.max(after, Math.min(...begins.map((one) => one.from)));
  const spans = claims.map(({ resource }) => ({ resource, start: after, end: until + 1 }));
  return { until, hit: hitBy(spans, things, pool) };
}

function gone(thing: string, pool: string): readonly OutOfUse[] {
  const begin = ["host", "switch", "storage"]
    .map((sort) => `${pool}/${sort}/`)
    .find((prefix) => thing.startsWith(prefix));
  if (begin === undefined) return [];
  const name = thing.slice(begin.length);
  const why = "It is no longer among what the lab has.";
  return [{ name, kind: "gone", from: -Infinity, to: Infinity, why, decided: false }];
}

const MOST_NAMED = 5;

const WORDS = {
  draining: "emptied",
  maintenance: "in maintenance",
  quarantine: "in quarantine",
  failed: "out of order",
  gone: "gone from the lab",
} as const satisfies Record<OutOfUse["kind"], string>;

/** What is told of something that has begun on machines that are out of use: it runs on there, or they have failed. */
export function begunFault(hit: Hit): Fault {
  const { kind } = hit.gravest;
  const isLost = kind === "failed" || kind === "gone";
  return hitFault(isLost ? "machines-failed" : "machines-out-of-use", hit);
}

/** The reason in words: `machines-out-of-use` for what runs on, `no-other-machines` for what finds no other place. */
export function hitFault(
  code: "machines-out-of-use" | "machines-failed" | "no-other-machines" | "waits-for-machines",
  hit: Hit,
): Fault {
  const { why } = hit.gravest;
  const { named, state } = hitWords(hit);
  return fault(code, { things: named, state, why: why === "" ? "No reason was given." : why });
}

/** `host-1, host-2: in maintenance from … to …. New floor` */
export function hitText(hit: Hit): string {
  const { named, state } = hitWords(hit);
  return `${named}: ${state}. ${hit.gravest.why}`.trim();
}

/** A reason that is told of one machine taken apart, so that it can be told of many. */
interface CauseParts {
  readonly things: string;
  /** `emptied from … to …. New floor`. */
  readonly cause: string;
}

/** The machines and the cause in a reason that was made here; null where it names none. */
export function causeParts({ parameters }: Pick<Fault, "parameters">): CauseParts | null {
  const { things, state, why, cause = why } = parameters;
  return things === undefined
    ? null
    : { things: String(things), cause: `${state}. ${cause}`.trimEnd() };
}

/** Who or what is behind it: `A lab admin takes host-1 out of use (emptied from …). New floor` */
function hitCause(hit: Hit): string {
  if (!hit.gravest.decided) return hitText(hit);
  const { named, state } = hitWords(hit);
  return `A lab admin takes ${named} out of use (${state}). ${hit.gravest.why}`.trim();
}

function hitWords({ things, gravest }: Hit): { readonly named: string; readonly state: string } {
  const { kind, from, to } = gravest;
  const begin = Number.isFinite(from) ? ` from ${moment(toInstant(from))}` : "";
  const end = Number.isFinite(to) ? ` to ${moment(toInstant(to))}` : "";
  return { named: firstOf(things), state: `${WORDS[kind]}${begin}${end}` };
}

/** `host-1, host-2`; of many the first few. */
function firstOf(names: readonly string[]): string {
  const rest = names.length - MOST_NAMED;
  const named = names.slice(0, MOST_NAMED).join(", ");
  return rest > 0 ? `${named} and ${rest} more` : named;
}

/** Which hosts something is on instead of which, by the lab's names of them, and why: in words where no machine lacks. */
export function movedFault(
  { resources }: Pool,
  [before, after]: readonly [readonly string[], readonly string[]],
  why: Hit | string,
): Fault {
  const named = thingsOf(resources);
  const nameOf = (id: string): string => named.get(`host/${id}`)?.item.name ?? id;
  const besides = (some: readonly string[], others: readonly string[]): string =>
    firstOf(some.filter((id) => !others.includes(id)).map(nameOf));
  const [from, to] = [besides(before, after), besides(after, before)];
  const where =
    from === "" && to === ""
      ? "to other switches, storage or addresses"
      : [from === "" ? "" : `from ${from}`, to === "" ? "" : `to ${to}`].join(" ").trim();
  if (typeof why === "string") return fault("moved-machines", { where, why });
  const { named: things, state } = hitWords(why);
  const cause = why.gravest.why;
  return fault("moved-machines", { where, why: hitCause(why), things, state, cause });
}
