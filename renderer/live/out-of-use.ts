import { ended } from "../../shared/base/fault.ts";
import { isDuring, isInScope, type Condition } from "../../shared/pool/condition.ts";
import type { Pool, PoolHost } from "../../shared/pool/pool.ts";
import type { EnvironmentView } from "../../shared/protocol/environment.ts";
import { toInstant } from "../../shared/base/clock.ts";
import { localTime } from "../ui/local-time.ts";

export interface OutOfUse {
  /** `Draining: host-1`, `Maintenance of 3 hosts from 24 Nov 2026, 09:00`. */
  readonly words: string;
  /** Which hosts, until when, and why. */
  readonly detail: string;
}

/** Until when something is there, and on which hosts. */
export interface OnHosts {
  readonly end: string;
  readonly isOn: (host: Pick<PoolHost, "id" | "name">) => boolean;
}

/** An environment that is known in full. */
export function onHosts({
  end,
  placement,
  status,
}: Pick<EnvironmentView, "end" | "placement" | "status">): OnHosts {
  const own = new Set([
    ...Object.values(placement?.hosts ?? {}),
    ...status.flatMap(({ host }) => host ?? []),
  ]);
  return { end, isOn: ({ id }) => own.has(id) };
}

/**
 * What of an environment's hosts is, or will be, out of use while it is there, each decision in words; the soonest
 * first.
 */
export function outOfUse(
  environment: OnHosts,
  pool: Pick<Pool, "conditions" | "resources">,
  now: number,
): readonly OutOfUse[] {
  const { end, isOn } = environment;
  const rest = { start: toInstant(now), end };
  if (pool.conditions.length === 0 || Date.parse(end) <= now) return [];
  const hosts = pool.resources.hosts.filter(isOn);
  return pool.conditions
    .filter((condition) => isDuring(condition, rest))
    .toSorted((a, b) => Date.parse(a.start) - Date.parse(b.start))
    .flatMap((condition) => {
      const names = hosts
        .filter((host) => isInScope(condition.scope, "host", host))
        .map(({ name }) => name);
      return names.length === 0 ? [] : [wordsOf(condition, names, now)];
    });
}

const KINDS: Readonly<Record<Condition["kind"], string>> = {
  draining: "Draining",
  maintenance: "Maintenance",
  quarantine: "Quarantine",
};

function wordsOf({ kind, start, end, why }: Condition, names: readonly string[], now: number) {
  const which = names.length === 1 ? (names[0] ?? "") : `${names.length} hosts`;
  const begins = Date.parse(start) > now ? ` from ${localTime(start)}` : "";
  const until = end === null ? "until a lab admin puts it back to use" : `until ${localTime(end)}`;
  const all = new Intl.ListFormat("en-GB").format(names);
  return {
    words: `${KINDS[kind]} of ${which}${begins}`,
    detail: [`Some of this runs on ${all}, out of use ${until}.`, ended(why)].join(" ").trim(),
  };
}
