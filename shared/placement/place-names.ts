import { err, ok, type Result } from "../base/result.ts";
import type { LinkId, NodeId } from "../design/design.ts";
import { resourceIds, type Pool, type PoolResources } from "../pool/pool.ts";
import { hasVlan, vlansIn } from "../pool/vlans.ts";
import type { Window } from "../schedule/window.ts";
import type { Available } from "./available.ts";
import { fewestOver } from "./refusals/fewest-over.ts";
import type { Kept, Refusal } from "./placement.ts";
import type { Requirements } from "./requirements.ts";

/**
 * Gives each subnet a VLAN: the number it wishes for, else the one it has, else the lowest that is free. From what it
 * has nobody is moved by the wish of another.
 */
export function placeVlans(
  pool: Pool,
  available: Available,
  needs: Requirements["vlans"],
  kept: Kept["vlans"],
): Result<ReadonlyMap<NodeId, number>, Refusal> {
  const { vlans } = pool.resources;
  if (vlans.length === 0) return ok(new Map());
  const taken = new Set<number>();
  const chosen = new Map<NodeId, number>();
  const choose = (node: NodeId, vlan: number): void => {
    if (chosen.has(node) || taken.has(vlan) || !isOpen(vlan)) return;
    taken.add(vlan);
    chosen.set(node, vlan);
  };
  for (const [vlan, node] of grantedWishes(needs, kept, isOpen)) choose(node, vlan);
  for (const { node } of needs) {
    const own = kept[node];
    if (own !== undefined) choose(node, own);
  }
  // Only as many are looked at as are needed: a lab has thousands.
  const rest = vlansIn(vlans);
  for (const { node } of needs)
    while (!chosen.has(node)) {
      const next = rest.next();
      if (next.done === true) break;
      choose(node, next.value);
    }
  if (needs.every(({ node }) => chosen.has(node))) return ok(chosen);
  return err({
    code: "not-enough-vlans",
    elements: needs.map(({ node }) => node),
    parameters: countedOut(needs.length, taken.size),
  });

  function isOpen(vlan: number): boolean {
    return hasVlan(vlans, vlan) && available.free(resourceIds.vlan(pool.id, vlan)) > 0;
  }
}

/**
 * Who has its wish, by number: of several the one that has that number already, else the first. Whose own wish is none,
 * or is another's, stays where it is, so that nobody else gets that number.
 */
function grantedWishes(
  needs: Requirements["vlans"],
  kept: Kept["vlans"],
  isOpen: (vlan: number) => boolean,
): ReadonlyMap<number, NodeId> {
  const granted = new Map<number, NodeId>();
  for (const { node, wish } of needs) {
    if (wish === null || !isOpen(wish)) continue;
    if (!granted.has(wish) || kept[node] === wish) granted.set(wish, node);
  }
  const stay = needs.flatMap(({ node, wish }) =>
    wish === null || granted.get(wish) !== node ? [node] : [],
  );
  for (const node of stay) {
    const own = kept[node];
    const other = own === undefined ? undefined : granted.get(own);
    if (own === undefined || other === undefined) continue;
    granted.delete(own);
    stay.push(other);
  }
  return granted;
}

/** Gives each link that ends outside an address, unless the driver gives a way out by itself. */
export function placeOutside(
  pool: Pool,
  available: Available,
  links: readonly LinkId[],
  kept: Kept["outsideAddresses"],
): Result<ReadonlyMap<LinkId, string>, Refusal> {
  const { outsideAddresses } = pool.resources;
  if (outsideAddresses === null) return ok(new Map());
  const free = outsideAddresses.filter(
    (address) => available.free(resourceIds.outsideAddress(pool.id, address)) > 0,
  );
  const stay = new Map(
    links.flatMap((link) => {
      const own = kept[link];
      return own !== undefined && free.includes(own) ? [[link, own] as const] : [];
    }),
  );
  if (links.length > free.length)
    return err({
      code: "not-enough-outside-addresses",
      elements: [...links],
      parameters: countedOut(links.length, free.length),
    });
  const taken = new Set(stay.values());
  const rest = free.filter((address) => !taken.has(address)).values();
  return ok(new Map(links.map((link) => [link, stay.get(link) ?? rest.next().value ?? ""])));
}

/** Of what takes one each, whichever they are, so many are too many. */
function countedOut(needed: number, free: number): Refusal["parameters"] {
  return { needed, free, ...(needed > free + 1 && { fewest: free + 1 }) };
}

/** Adds up seats by product; one that the pool does not list, or whose term ends within the window, has none. */
export function placeSeats(
  pool: Pool,
  available: Available,
  needs: Requirements["seats"],
  window: Window,
): Result<ReadonlyMap<string, number>, readonly Refusal[]> {
  const refusals: Refusal[] = [];
  const seats = new Map<string, number>();
  for (const [product, group] of Map.groupBy(needs, (need) => need.product)) {
    const needed = group.reduce((sum, need) => sum + need.seats, 0);
    const lasts = pool.resources.seats.every(
      (own) => own.product !== product || isFor(own, window),
    );
    const free = lasts ? available.free(resourceIds.seats(pool.id, product)) : 0;
    seats.set(product, needed);
    if (needed > free)
      refusals.push({
        code: "not-enough-seats",
        elements: group.map(({ node }) => node),
        parameters: {
          product: group[0]?.title ?? product,
          needed,
          free,
          ...fewestOver(
            group.map(({ node, name, seats: amount }) => ({ node, name, amount })),
            free,
          ),
        },
      });
  }
  return refusals.length > 0 ? err(refusals) : ok(seats);
}

/** Whether a licence's term lasts to the end of a window. */
function isFor({ until }: PoolResources["seats"][number], { end }: Window): boolean {
  return until === undefined || until === null || Date.parse(end) <= Date.parse(until);
}
