import type { NodeId } from "../design/design.ts";
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
  const pull = Float64Array.from(circlesAt, (own) => own.length / 1000);
  const left = [...machines.keys()];
  const start = machines.findIndex(({ node }) => node === begin);
  const touched = new Uint8Array(circles.length);
  const order: NodeId[] = [];
  while (left.length > 0) {
    const place = order.length === 0 && start !== -1 ? start : firstOf(left, pull, sizes);
    const next = left.splice(place, 1)[0] ?? 0;
    order.push(...(machines[next] === undefined ? [] : [machines[next].node]));
    for (const circle of circlesAt[next] ?? []) {
      if (touched[circle] === 1) continue;
      touched[circle] = 1;
      for (const mate of circles[circle] ?? []) pull[mate] = (pull[mate] ?? 0) + 1;
    }
  }
  return order;
}

/** Where in a list the most drawn one stands, of equals the largest. */
function firstOf(left: readonly number[], pull: Float64Array, sizes: Float64Array): number {
  let [place, most, largest] = [0, -Infinity, -Infinity];
  for (let index = 0; index < left.length; index++) {
    const need = left[index] ?? 0;
    const [own, size] = [pull[need] ?? 0, sizes[need] ?? 0];
    if (own < most || (own === most && size <= largest)) continue;
    [place, most, largest] = [index, own, size];
  }
  return place;
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
