import type { Layout, Machine } from "./layout.ts";

/** Rounds without progress before giving up. */
const PATIENCE = 60;
const MOVERS = 12;
const TARGETS_PER_SWITCH = 2;
const SWAPS = 24;
/** Rounds in which a machine that was moved stays where it is, so that moves are not undone at once. */
const REST = 9;

interface Move {
  readonly machine: Machine;
  readonly to: number;
  /** Who goes the other way, where the target is full. */
  readonly other: Machine | null;
  readonly gain: number;
}

/** How many moves may still be tried, over all attempts at one design. */
export interface Effort {
  trials: number;
}

/**
 * Moves and swaps machines until no cable is overbooked: a tabu search that always works on the most
 * overbooked cable. True when it got there; else the layout is left as far as it came.
 */
export function relieve(layout: Layout, effort: Effort): boolean {
  const rests = new Map<Machine, number>();
  let [least, since] = [Infinity, 0];
  for (let round = 0; round - since < PATIENCE; round++) {
    const worst = worstCable(layout);
    if (worst === null) return true;
    if (effort.trials <= 0) return false;
    const overload = layout.hose.totalOverload();
    if (overload < least) [least, since] = [overload, round];
    const movers = moversOf(layout, worst, round).filter((one) => (rests.get(one) ?? 0) <= round);
    const moves = movers.flatMap((machine) => movesOf(layout, machine, round, rests));
    effort.trials -= Math.max(moves.length, MOVERS);
    const best = moves.reduce<Move | null>(
      (found, move) => (found === null || move.gain > found.gain ? move : found),
      null,
    );
    if (best === null) continue;
    apply(layout, best);
    rests.set(best.machine, round + REST);
    if (best.other !== null) rests.set(best.other, round + REST);
  }
  return false;
}

function worstCable({ problem, hose }: Layout): number | null {
  let [worst, most] = [null as number | null, 0];
  for (const { index } of problem.tree.nodes) {
    const overload = hose.overload(index);
    if (overload > most) [worst, most] = [index, overload];
  }
  return worst;
}

/** Some of the machines that load a cable, others each round. */
function moversOf({ problem, hose }: Layout, cable: number, round: number): readonly Machine[] {
  const all = hose.networksOn(cable).flatMap((network) => problem.members[network] ?? []);
  const movable = [...new Set(all)].filter(({ stays }) => stays === null);
  return sample(movable, MOVERS, round);
}

/** Evenly spread over the list, beginning elsewhere each round: varied, and yet always the same. */
function sample<T>(list: readonly T[], count: number, round: number): readonly T[] {
  if (list.length <= count) return list;
  const stride = list.length / count;
  return Array.from({ length: count }, (_, index) => {
    const at = (Math.floor(index * stride) + round * 7) % list.length;
    return list.slice(at, at + 1);
  }).flat();
}

function movesOf(
  layout: Layout,
  machine: Machine,
  round: number,
  rests: ReadonlyMap<Machine, number>,
): readonly Move[] {
  const mates = machine.networks.flatMap((network) => layout.problem.members[network] ?? []);
  const free = targetsFor(layout, machine, mates).map((to) => tried(layout, machine, to, null));
  const others = layout.problem.machines.filter(
    (one) => one !== machine && one.stays === null && (rests.get(one) ?? 0) <= round,
  );
  const partners = sample(
    others.filter(({ shape }) => shape !== machine.shape),
    SWAPS / 2,
    round,
  );
  const alike = sample(
    others.filter(({ shape }) => shape === machine.shape),
    SWAPS / 2,
    round,
  );
  const swaps = [...partners, ...alike].flatMap((other) => {
    const to = layout.hostOf(other);
    return to === null ? [] : [tried(layout, machine, to, other)];
  });
  return [...free, ...swaps].filter((move) => move !== null);
}

/** Hosts with room: those of its mates, and a few below each switch. */
function targetsFor(
  layout: Layout,
  machine: Machine,
  mates: readonly Machine[],
): readonly number[] {
  const { tree } = layout.problem;
  const from = layout.hostOf(machine);
  const suits = (host: number): boolean =>
    host !== from && machine.shape.suits[host] === true && layout.bins.fits(machine.shape, host);
  const targets = new Set(mates.flatMap((mate) => layout.hostOf(mate) ?? []).filter(suits));
  for (const place of tree.nodes) {
    let found = 0;
    for (const child of place.children) {
      const host = tree.nodes[child]?.host ?? null;
      if (host === null || !suits(host)) continue;
      targets.add(host);
      if (++found === TARGETS_PER_SWITCH) break;
    }
  }
  return [...targets];
}

/** What a move would gain, found by doing it and taking it back; null when it cannot be done. */
function tried(layout: Layout, machine: Machine, to: number, other: Machine | null): Move | null {
  const from = layout.hostOf(machine);
  if (from === null || from === to) return null;
  if (other !== null && !other.shape.suits[from]) return null;
  if (!machine.shape.suits[to]) return null;
  const before = layout.hose.costAround(from, to);
  const move = { machine, to, other };
  const fits = apply(layout, move);
  const gain = before - layout.hose.costAround(from, to);
  apply(layout, { machine, to: from, other });
  return fits ? { ...move, gain } : null;
}

/** Carries a move out; false when the machines do not fit where they then stand. */
function apply(layout: Layout, { machine, to, other }: Omit<Move, "gain">): boolean {
  const from = layout.hostOf(machine);
  if (from === null) return false;
  layout.lift(machine);
  if (other !== null) layout.lift(other);
  const fits = layout.bins.fits(machine.shape, to);
  layout.put(machine, to);
  const otherFits = other === null || layout.bins.fits(other.shape, from);
  if (other !== null) layout.put(other, from);
  return fits && otherFits;
}
