import type { CutEdge } from "./cuts.ts";
import type { MappingProblem } from "../problem.ts";

/** A larger network: its members, items or groups of them, and what each may send. */
export interface Lan {
  readonly members: readonly number[];
  readonly mbps: readonly number[];
  /** Whether it is none without any one of its members. */
  readonly isCable: boolean;
}

/** What ties items to each other: links between two, and larger networks. Only what is promised counts. */
export interface Ties {
  readonly edges: readonly CutEdge[];
  readonly lans: readonly Lan[];
}

const NOBODY = -1;

export function tiesOf({ networks }: MappingProblem): Ties {
  const lans = networks.map(({ members, mbps, isCable = false }) => {
    return { members: [...members], mbps: [...mbps], isCable };
  });
  return sorted(
    [],
    lans.filter(({ mbps }) => mbps.some((one) => one > 0)),
  );
}

/** Those among some of so many items, by their numbers among themselves. */
export function tiesAmong({ edges, lans }: Ties, items: Int32Array, count: number): Ties {
  const numbers = new Int32Array(count).fill(NOBODY);
  items.forEach((item, index) => (numbers[item] = index));
  const inside: CutEdge[] = [];
  for (const { a, b, weight } of edges) {
    const [left, right] = [numbers[a] ?? NOBODY, numbers[b] ?? NOBODY];
    if (left !== NOBODY && right !== NOBODY) inside.push({ a: left, b: right, weight });
  }
  return sorted(
    inside,
    lans.map(({ members, mbps, isCable }) => {
      const own = members.map((item) => numbers[item] ?? NOBODY);
      if (isCable && own.includes(NOBODY)) return { members: [], mbps: [], isCable };
      return {
        isCable,
        members: own.filter((number) => number !== NOBODY),
        mbps: mbps.filter((_, index) => own[index] !== NOBODY),
      };
    }),
  );
}

/** Those between classes of items: links between the same two as one, and what each class sends in larger networks. */
export function tiesBetween({ edges, lans }: Ties, classOf: Int32Array): Ties {
  const weights = new Map<number, CutEdge>();
  for (const { a: from, b: to, weight } of edges) {
    const [left, right] = [classOf[from] ?? 0, classOf[to] ?? 0];
    if (left === right) continue;
    const [a, b] = [Math.min(left, right), Math.max(left, right)];
    const key = a * classOf.length + b;
    weights.set(key, { a, b, weight: weight + (weights.get(key)?.weight ?? 0) });
  }
  return { edges: [...weights.values()], lans: lans.map((lan) => ofClasses(lan, classOf)) };
}

function ofClasses({ members, mbps, isCable }: Lan, classOf: Int32Array): Lan {
  const sums = new Map<number, number>();
  members.forEach((member, index) => {
    const own = classOf[member] ?? 0;
    sums.set(own, (sums.get(own) ?? 0) + (mbps[index] ?? 0));
  });
  return { members: [...sums.keys()], mbps: [...sums.values()], isCable };
}

/** A network with two members that are left is a link between them. */
function sorted(edges: readonly CutEdge[], lans: readonly Lan[]): Ties {
  const pairs = lans.flatMap(({ members: [a = 0, b = 0, ...more], mbps }) => {
    const weight = Math.min(...mbps);
    return mbps.length === 2 && more.length === 0 && weight > 0 ? [{ a, b, weight }] : [];
  });
  return { edges: [...edges, ...pairs], lans: lans.filter(({ members }) => members.length > 2) };
}
