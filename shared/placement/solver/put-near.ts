import { UNPLACED, type Mapping } from "./mapping.ts";

/** Mates looked at; with those of large networks it is enough to know some. */
const MOST_MATES = 64;

/** Puts an item where it does least harm: on the hosts and under the switches of its mates, else anywhere. */
export function putNear(mapping: Mapping, item: number): boolean {
  const shape = mapping.shapeOf(item);
  const candidates = new Set<number>();
  for (const mate of matesOf(mapping, item)) {
    const host = mapping.hostOf[mate] ?? UNPLACED;
    if (host === UNPLACED) continue;
    if (mapping.room.fits(shape, host)) candidates.add(host);
    candidates.add(mapping.room.bestHost(shape, mapping.switchUnder(mate)));
  }
  candidates.add(hostAnywhere(mapping, item));
  candidates.delete(UNPLACED);
  let [best, least] = [UNPLACED, Infinity];
  for (const host of candidates) {
    mapping.put(item, host);
    const harm = (mapping.cables.over + mapping.rules.broken) * 1e6 + mapping.cost;
    if (harm < least) [best, least] = [host, harm];
    mapping.lift(item);
  }
  if (best !== UNPLACED) mapping.put(item, best);
  return best !== UNPLACED;
}

/** The best host of the fullest switch that has one. */
export function hostAnywhere({ room, problem }: Mapping, item: number): number {
  const shape = problem.shapeOf[item] ?? 0;
  const amounts = problem.shapes[shape]?.amounts ?? new Float64Array(0);
  const whole = problem.shapes[shape]?.exclusive === true ? 1 : 0;
  const tried = new Set<number>();
  for (;;) {
    let [best, least] = [-1, Infinity];
    for (let at = 0; at < problem.grid.parent.length; at++) {
      const free = room.roomUnder(at);
      if (free >= least || tried.has(at) || !room.covers(at, amounts, whole)) continue;
      [best, least] = [at, free];
    }
    if (best === -1) return UNPLACED;
    const host = room.bestHost(shape, best);
    if (host !== -1) return host;
    tried.add(best);
  }
}

function matesOf({ links }: Mapping, item: number): ReadonlySet<number> {
  const { firstPair, mate, firstLan, lanOf, lans } = links;
  const mates = new Set(mate.subarray(firstPair[item] ?? 0, firstPair[item + 1] ?? 0));
  for (const lan of lanOf.subarray(firstLan[item] ?? 0, firstLan[item + 1] ?? 0))
    for (const other of lans[lan]?.members.subarray(0, MOST_MATES) ?? []) mates.add(other);
  mates.delete(item);
  return mates;
}
