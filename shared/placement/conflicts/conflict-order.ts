import type { NodeId } from "../../design/design.ts";
import type { Conflict } from "./conflict-search.ts";

/**
 * The machines' nodes in an order in which the first few are likely to conflict by themselves: from the one that
 * asks for most on, or from a given one, always the one that has most to do with those before, and of equals the
 * largest.
 */
export function conflictOrder(conflict: Conflict, begin?: NodeId): readonly NodeId[] {
  const { machines } = conflict.needs;
  const sizes = sizesOf(conflict);
  const circles = circlesOf(conflict.needs);
  const circlesAt = machines.map((): number[] => []);
  circles.forEach((circle, index) => circle.forEach((need) => circlesAt[need]?.push(index)));
  // Who shares a circle with those before comes before who only shares many with others.
  const pull = Float64Array.from(circlesAt, (own) => own.length / (circles.length + 1));
  const isBefore = (a: number, b: number): number =>
    (pull[b] ?? 0) - (pull[a] ?? 0) || (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b;
  const untouched = [...machines.keys()].sort(isBefore);
  const start = machines.findIndex(({ node }) => node === begin);
  const isTouched = new Uint8Array(circles.length);
  const isTaken = new Uint8Array(machines.length);
  const mates = new Set<number>();
  const order: NodeId[] = [];
  const take = (need: number): void => {
    if (isTaken[need] === 1) return;
    isTaken[need] = 1;
    mates.delete(need);
    order.push(...(machines[need] === undefined ? [] : [machines[need].node]));
    for (const circle of circlesAt[need] ?? []) {
      if (isTouched[circle] === 1) continue;
      isTouched[circle] = 1;
      for (const mate of circles[circle] ?? []) {
        pull[mate] = (pull[mate] ?? 0) + 1;
        if (isTaken[mate] !== 1) mates.add(mate);
      }
    }
  };
  const takeMates = (): void => {
    while (mates.size > 0) take([...mates].reduce((a, b) => (isBefore(a, b) <= 0 ? a : b)));
  };
  for (const next of start === -1 ? untouched : [start, ...untouched]) {
    take(next);
    takeMates();
  }
  return order;
}

/** Per machine: how large one instance of it is. */
function sizesOf({ needs, asked, solution: { mapping } }: Conflict): Float64Array {
  const sizes = new Float64Array(needs.machines.length);
  asked.needOf.forEach((need, item) => {
    sizes[need] = Math.max(sizes[need] ?? 0, mapping.room.size(mapping.shapeOf(item)));
  });
  return sizes;
}

/** What ties machines to each other: networks with promised bandwidth, and standing together or apart. */
function circlesOf({ machines, networks, standings }: Conflict["needs"]): readonly number[][] {
  const numbers = new Map(machines.map(({ node }, index) => [node, index]));
  const members = [
    ...networks.map(({ members: own }) =>
      [...own].flatMap(([node, mbps]) => (mbps > 0 ? [node] : [])),
    ),
    ...standings.map(({ nodes }) => nodes),
  ];
  return members.map((nodes) => nodes.flatMap((node) => numbers.get(node) ?? []));
}
