import type { StandingLevel } from "../kinds/standing.ts";
import type { HostPool } from "./host-pool.ts";
import type { Requirements } from "./requirements.ts";
import type { ItemRule } from "./solver/problem.ts";

/** Which hosts count as one place at a level, as numbers; and how many places there are. */
export function domainsAt(
  { hosts, grid }: HostPool,
  level: StandingLevel,
): { readonly domainOf: Int32Array; readonly domains: number } {
  if (level === "host") return { domainOf: Int32Array.from(hosts.keys()), domains: hosts.length };
  if (level === "switch") return { domainOf: grid.switchOf, domains: grid.parent.length };
  const numbers = new Map<string, number>();
  const domainOf = Int32Array.from(hosts, ({ site, rack }) => {
    const key = level === "site" ? site : JSON.stringify([site, rack]);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { domainOf, domains: numbers.size };
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
  const asked = standings.map(({ nodes, level, apart }) => {
    const members = Int32Array.from(nodes.flatMap((node) => itemsOf.get(node) ?? []));
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
