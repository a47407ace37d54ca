import { UNPLACED, type Mapping } from "../mapping/mapping.ts";

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
    candidates.add(mapping.bestHost(item, mapping.switchUnder(mate)));
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

/** The best host of the fullest switch that has one; where rules or prices matter, the best host of all. */
export function hostAnywhere(mapping: Mapping, item: number): number {
  const { room, problem, rules } = mapping;
  const shape = mapping.shapeOf(item);
  const { amounts = NOTHING, exclusive = false } = problem.shapes[shape] ?? {};
  const picky = rules.concerns(item) || problem.isPriced;
  const empty = exclusive ? 1 : 0;
  if (!picky) {
    const host = onFullest(mapping, item, amounts, empty);
    if (host !== UNPLACED) return host;
  }
  const places = Array.from(problem.grid.parent.keys())
    .filter((at) => room.covers(at, amounts, empty))
    .map((at) => ({ at, free: room.roomUnder(at) }))
    .sort((a, b) => a.free - b.free || a.at - b.at);
  let [best, least] = [UNPLACED, Infinity];
  for (const { at } of places) {
    const host = mapping.bestHost(item, at);
    if (host === -1) continue;
    if (!picky) return host;
    const harm = rules.harm(item, host) + room.opening(host);
    if (harm < least) [best, least] = [host, harm];
  }
  return best;
}

/** The best host of the fullest switch that seems to have room, without looking at the others; mostly it has. */
function onFullest(mapping: Mapping, item: number, amounts: Float64Array, empty: number): number {
  const { room, problem } = mapping;
  let [fullest, least] = [-1, Infinity];
  for (let at = 0; at < problem.grid.parent.length; at++) {
    const free = room.roomUnder(at);
    if (free >= least || !room.covers(at, amounts, empty)) continue;
    [fullest, least] = [at, free];
  }
  return fullest === -1 ? UNPLACED : mapping.bestHost(item, fullest);
}

const NOTHING = new Float64Array(0);

function matesOf({ links }: Mapping, item: number): ReadonlySet<number> {
  const { firstPair, mate, firstLan, lanOf, lans } = links;
  const mates = new Set(mate.subarray(firstPair[item] ?? 0, firstPair[item + 1] ?? 0));
  for (const lan of lanOf.subarray(firstLan[item] ?? 0, firstLan[item + 1] ?? 0))
    for (const other of lans[lan]?.members.subarray(0, MOST_MATES) ?? []) mates.add(other);
  mates.delete(item);
  return mates;
}
