import { UNPLACED } from "../mapping/mapping.ts";
import type { HostGrid, MappingProblem } from "../problem.ts";
import { SwitchRoom } from "./switch-room.ts";

/** The switches of a problem, and what is known of them before anything stands anywhere. */
export interface SwitchField {
  readonly problem: MappingProblem;
  readonly room: SwitchRoom;
  /** Whether items that have room under switches and on trunks have it on hosts, and by rules, as well. */
  readonly isExact: boolean;
  /** Switches with hosts. */
  readonly places: readonly number[];
  /** Per switch with hosts: what all of its trunks carry. */
  readonly around: readonly number[];
  /** The most that any trunk carries. */
  readonly widest: number;
  /** So many items, whichever they are, go under one switch and need no trunk. */
  readonly mostUnderOne: number;
  /** No switch holds more items than this; Infinity where that is not known. */
  readonly mostPerSwitch: number;
  /** Per switch: equal texts for those that are alike as long as nothing is under them. */
  readonly sorts: readonly string[];
  /** Per switch: the trunks from there to the top, by the switch below each. */
  readonly above: readonly (readonly number[])[];
  /** Per switch: whether nothing else hangs below it. */
  readonly isLeaf: readonly boolean[];
}

/** Null where trunks do not decide, or where it is not enough to count hosts. */
export function switchField(problem: MappingProblem): SwitchField | null {
  const { grid, networks, stays, rules } = problem;
  const isPromised = networks.some(({ mbps }) => mbps.some((promised) => promised > 0));
  if (!isPromised || grid.parent.length < 2 || grid.homes !== null) return null;
  if (stays.some((host) => host !== UNPLACED)) return null;
  const room = SwitchRoom.of(problem);
  if (room === null) return null;
  const { parent, firstHost, trunkFree } = grid;
  const hostsOf = (at: number): number => (firstHost[at + 1] ?? 0) - (firstHost[at] ?? 0);
  const places = [...parent.keys()].filter((at) => hostsOf(at) > 0);
  const isExact = room.isExact && rules.every(({ wish }) => wish !== null);
  const isLeaf = Array.from(parent, (_, at) => !parent.includes(at));
  return {
    problem,
    room,
    isExact,
    places,
    around: places.map((at) => around(grid, at)),
    widest: trunkFree.reduce(
      (most, free, at) => ((parent[at] ?? -1) === -1 ? most : Math.max(most, free)),
      0,
    ),
    mostUnderOne: isExact ? Math.max(0, ...places.map((at) => room.roomFor(at))) : 0,
    mostPerSwitch: room.isExact ? Math.max(0, ...places.map(hostsOf)) : Infinity,
    sorts: Array.from(parent, (above, at) =>
      isLeaf[at] === true ? `${above} ${trunkFree[at]} ${room.signature(at)}` : `switch ${at}`,
    ),
    above: Array.from(parent, (_, at) => trunksAbove(parent, at)),
    isLeaf,
  };
}

/** What all trunks of a switch carry together. */
function around({ parent, trunkFree }: HostGrid, switchAt: number): number {
  return parent.reduce(
    (sum, above, at) =>
      above !== -1 && (at === switchAt || above === switchAt) ? sum + (trunkFree[at] ?? 0) : sum,
    0,
  );
}

function trunksAbove(parent: Int32Array, from: number): readonly number[] {
  const trunks: number[] = [];
  for (let at = from; (parent[at] ?? -1) !== -1; at = parent[at] ?? -1) trunks.push(at);
  return trunks;
}
