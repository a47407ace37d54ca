import { ended } from "../../shared/base/fault.ts";
import { isDuring, isInScope, type Condition } from "../../shared/pool/condition.ts";
import { countedScopes, decisionsOf } from "../../shared/pool/decision.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { Thing } from "../../shared/pool/thing-state.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { localTime } from "../ui/local-time.ts";

export interface OutOfUse {
  /** `Draining: host-1`, `Maintenance of 3 hosts from 24 Nov 2026, 09:00`. */
  readonly words: string;
  /** Which of its things, until when, and why. */
  readonly detail: string;
  /** Whether some of it can go elsewhere: what is on storage cannot. */
  readonly canMove: boolean;
}

/** Until when something is there, and on which things of the lab. */
export interface OnThings {
  readonly end: string;
  readonly isOn: (thing: Thing) => boolean;
}

/** An environment that is known in full. */
export function onThings({
  end,
  placement,
  status,
}: Pick<EnvironmentView, "end" | "placement" | "status">): OnThings {
  const { hosts = {}, switches = {}, storage = {} } = placement ?? {};
  const own = {
    host: new Set([...Object.values(hosts), ...status.flatMap(({ host }) => host ?? [])]),
    switch: new Set(Object.values(switches)),
    storage: new Set(Object.values(storage)),
  };
  return { end, isOn: ({ sort, item }) => own[sort].has(item.id) };
}

/**
 * What of an environment's things is, or will be, out of use while it is there, each decision in words; the soonest
 * first.
 */
export function outOfUse(
  environment: OnThings,
  pool: Pick<Pool, "conditions" | "resources">,
  now: number,
): readonly OutOfUse[] {
  const { end, isOn } = environment;
  const rest = { start: toInstant(now), end };
  if (pool.conditions.length === 0 || Date.parse(end) <= now) return [];
  const things = thingsOf(pool.resources).filter(isOn);
  const during = pool.conditions.filter((condition) => isDuring(condition, rest));
  return decisionsOf(during)
    .toSorted((a, b) => Date.parse(a.condition.start) - Date.parse(b.condition.start))
    .flatMap(({ condition, scopes }) => {
      const own = things.filter(({ sort, item }) =>
        scopes.some((scope) => isInScope(scope, sort, item)),
      );
      return own.length === 0 ? [] : [wordsOf(condition, own, now)];
    });
}

const known = new WeakMap<Pool["resources"], readonly Thing[]>();

/** Remembered: there are tens of thousands of them, and many environments are asked about. */
function thingsOf(resources: Pool["resources"]): readonly Thing[] {
  const things = known.get(resources) ?? allOf(resources);
  known.set(resources, things);
  return things;
}

function allOf({ hosts, switches, storage }: Pool["resources"]): readonly Thing[] {
  return [
    ...hosts.map((item): Thing => ({ sort: "host", item })),
    ...switches.map((item): Thing => ({ sort: "switch", item })),
    ...storage.map((item): Thing => ({ sort: "storage", item })),
  ];
}

const KINDS: Readonly<Record<Condition["kind"], string>> = {
  draining: "Draining",
  maintenance: "Maintenance",
  quarantine: "Quarantine",
};

/** Of many things the first are named. */
const NAMED = 5;

function wordsOf(
  { kind, start, end, why }: Condition,
  things: readonly Thing[],
  now: number,
): OutOfUse {
  const names = things.map(({ item }) => item.name);
  const which = names.length === 1 ? (names[0] ?? "") : countedScopes(things);
  const begins = Date.parse(start) > now ? ` from ${localTime(start)}` : "";
  const until = end === null ? "until a lab admin puts it back to use" : `until ${localTime(end)}`;
  const rest = names.length - NAMED;
  const named = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  const all = new Intl.ListFormat("en-GB").format(named);
  const is = things.every(({ sort }) => sort === "host") ? "runs" : "is";
  return {
    words: `${KINDS[kind]} of ${which}${begins}`,
    detail: [`Some of this ${is} on ${all}, out of use ${until}.`, ended(why)].join(" ").trim(),
    canMove: things.some(({ sort }) => sort !== "storage"),
  };
}
