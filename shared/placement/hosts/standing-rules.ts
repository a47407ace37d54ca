import type { InstanceId } from "../../design/instances.ts";
import type { StandingLevel } from "../../kinds/standing.ts";
import type { PoolHost } from "../../pool/pool.ts";
import type { HostPool } from "./host-pool.ts";
import type { Requirements } from "../requirements.ts";
import type { ItemRule } from "../solver/problem.ts";

/** The place that a host stands in. Hosts whose switch is not known share one on each site. */
const PLACE_AT: Readonly<Record<Exclude<StandingLevel, "host">, (host: PoolHost) => string>> = {
  rack: ({ site, rack }) => JSON.stringify([site, rack]),
  switch: ({ site, switch: own }) => JSON.stringify(own ?? [site]),
  site: ({ site }) => site,
};

/** Which hosts count as one place, as numbers; and how many places there are. */
interface Domains {
  readonly domainOf: Int32Array;
  readonly domains: number;
}

const known = new WeakMap<HostPool["hosts"], Map<StandingLevel, Domains>>();

/** The places at a level. Remembered: many rules ask for the same, and each part of a design asks again. */
export function domainsAt({ hosts }: HostPool, level: StandingLevel): Domains {
  const byLevel = known.get(hosts) ?? new Map<StandingLevel, Domains>();
  known.set(hosts, byLevel);
  const found = byLevel.get(level) ?? domainsOf(hosts, level);
  byLevel.set(level, found);
  return found;
}

function domainsOf(hosts: HostPool["hosts"], level: StandingLevel): Domains {
  if (level === "host") return { domainOf: Int32Array.from(hosts.keys()), domains: hosts.length };
  const numbers = new Map<string, number>();
  const domainOf = Int32Array.from(hosts, (host) => {
    const key = PLACE_AT[level](host);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { domainOf, domains: numbers.size };
}

function itemsAmong(
  machines: Requirements["machines"],
  first: readonly number[],
  among: ReadonlySet<InstanceId>,
): readonly number[] {
  return machines.flatMap(({ instances }, index) =>
    instances.flatMap((instance, ordinal) =>
      among.has(instance) ? [(first[index] ?? 0) + ordinal] : [],
    ),
  );
}

/** What the design asks for, and the admin's wish that equal machines do not share a host. */
export function standingRules(
  pool: HostPool,
  { standings, machines }: Requirements,
  first: readonly number[],
  spread: number,
): readonly ItemRule[] {
  const itemsOf = new Map(
    machines.map(({ node, instances }, index) => [
      node,
      instances.map((_, ordinal) => (first[index] ?? 0) + ordinal),
    ]),
  );
  const asked = standings.map(({ nodes, instances, level, apart }) => {
    const members = Int32Array.from(
      instances === undefined
        ? nodes.flatMap((node) => itemsOf.get(node) ?? [])
        : itemsAmong(machines, first, instances),
    );
    const { domainOf, domains } = domainsAt(pool, level);
    return { members, domainOf, domains, apart, wish: null };
  });
  if (spread === 0) return asked;
  const { domainOf, domains } = domainsAt(pool, "host");
  const wished = machines
    .filter(({ instances, compute }) => instances.length > 1 && !compute.bareMetal)
    .map(({ node }) => {
      const members = Int32Array.from(itemsOf.get(node) ?? []);
      return { members, domainOf, domains, apart: true, wish: spread };
    });
  return [...asked, ...wished];
}
