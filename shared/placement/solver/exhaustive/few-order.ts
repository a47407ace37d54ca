import type { Send } from "./few-cables.ts";
import { UNPLACED } from "../mapping/mapping.ts";
import { TOLERANCE, type HostGrid, type ItemRule, type MappingProblem } from "../problem.ts";

/** A host, and equal numbers for those that are alike while they are empty, or while all of their switch is. */
export interface Place {
  readonly host: number;
  readonly sort: number;
  readonly sortUnderEmpty: number;
}

/** Hosts one switch after the other, those that are alike after each other, so that equal switches are in one order. */
export function placesOf(problem: MappingProblem, rules: readonly ItemRule[]): readonly Place[] {
  const { grid, shapes } = problem;
  const isShared = shapes.some(({ exclusive }) => !exclusive);
  // Every host is a place of its own by itself: while they are empty that tells none from the others.
  const dividing = rules.filter(({ domains }) => domains !== grid.hosts);
  const kinds = Array.from({ length: grid.hosts }, (_, host) => {
    const free = grid.free.subarray(host * grid.parts, (host + 1) * grid.parts);
    const suits = shapes.map(
      ({ suits: own, amounts }) =>
        own[host] === 1 && amounts.every((amount, part) => amount <= (free[part] ?? 0) + TOLERANCE),
    );
    const room = isShared ? [...free, grid.uplinkFree[host]] : [];
    const cables = cablesOf(grid, host);
    const domains = dividing.map(({ domainOf }) => domainOf[host]);
    return JSON.stringify([suits, grid.whole[host], grid.single[host], room, cables, domains]);
  });
  const hosts = [...kinds.keys()].sort(
    (a, b) =>
      (grid.switchOf[a] ?? 0) - (grid.switchOf[b] ?? 0) ||
      (kinds[a] ?? "").localeCompare(kinds[b] ?? "") ||
      a - b,
  );
  const switches = Array.from(grid.parent, (above, at) => {
    const own = hosts.filter((host) => grid.switchOf[host] === at).map((host) => kinds[host]);
    return grid.parent.includes(at) || dividing.length > 0 || grid.homes !== null
      ? String(at)
      : JSON.stringify([above, grid.trunkFree[at], own]);
  });
  const numbers = new Map<string, number>();
  const numberOf = (key: string): number => {
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  return hosts.map((host) => {
    const at = grid.switchOf[host] ?? 0;
    return {
      host,
      sort: numberOf(`${at} ${kinds[host]}`),
      sortUnderEmpty: numberOf(`${switches[at]} ${kinds[host]}`),
    };
  });
}

/** What hosts that are cabled to several switches have of each, whatever they are called. */
function cablesOf({ homes, uplinkFree }: HostGrid, host: number): readonly string[] {
  const cables = homes?.uplinks[host] ?? [];
  return cables
    .map((cable) => [homes?.switchOf[cable], uplinkFree[cable], homes?.widest[cable]].join(" "))
    .toSorted();
}

/** What must stay first, then always what is tied most to those before, of equals what takes most; twins together. */
export function orderOf(
  { shapes, shapeOf, twinOf, stays, grid }: MappingProblem,
  sends: readonly (readonly Send[])[],
  rulesOf: readonly (readonly number[])[],
): readonly number[] {
  const mean = Array.from(
    { length: grid.parts },
    (_, part) =>
      grid.free.reduce((sum, one, at) => sum + (at % grid.parts === part ? one : 0), 1) /
      grid.hosts,
  );
  const sizes = Array.from(shapeOf, (shape) => {
    const { exclusive, amounts } = shapes[shape] ?? NO_SHAPE;
    return exclusive ? 1 : Math.max(...amounts.map((amount, part) => amount / (mean[part] ?? 1)));
  });
  const [networks, rules] = [new Set<number>(), new Set<number>()];
  const tied = (item: number): number => {
    const inNetworks = (sends[item] ?? []).filter(({ network }) => networks.has(network)).length;
    return inNetworks + (rulesOf[item] ?? []).filter((rule) => rules.has(rule)).length;
  };
  const rank = (item: number): number =>
    (sizes[item] ?? 0) + tied(item) * 10 + (sends[item]?.length ?? 0) / 10;
  // Before all others, who may go to any of the hosts that are alike.
  const order = [...shapeOf.keys()].filter((item) => stays[item] !== UNPLACED);
  let left = [...shapeOf.keys()].filter((item) => stays[item] === UNPLACED);
  for (const item of order) join(item);
  while (left.length > 0) {
    const next = left.reduce((best, item) => (rank(item) > rank(best) ? item : best));
    const twins = left.filter((item) => twinOf[item] === twinOf[next]);
    order.push(...twins);
    join(next);
    left = left.filter((item) => twinOf[item] !== twinOf[next]);
  }
  return order;

  function join(item: number): void {
    for (const { network } of sends[item] ?? []) networks.add(network);
    for (const rule of rulesOf[item] ?? []) rules.add(rule);
  }
}

const NO_SHAPE = { exclusive: false, amounts: new Float64Array(0) };
