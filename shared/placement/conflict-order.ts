import type { NodeId } from "../design/design.ts";
import type { Conflict } from "./smallest-conflict.ts";

/**
 * The machines' nodes in an order in which the first few are likely to conflict by themselves: from the one that
 * asks for most on, always the one that has most to do with those before, and of equals the largest.
 */
export function conflictOrder({ needs, asked, solution }: Conflict): readonly NodeId[] {
  const sizes = needs.machines.map(() => 0);
  asked.needOf.forEach((need, item) => {
    sizes[need] = Math.max(
      sizes[need] ?? 0,
      solution.mapping.room.size(solution.mapping.shapeOf(item)),
    );
  });
  const circles = circlesOf(needs);
  const circlesAt = needs.machines.map((): number[] => []);
  circles.forEach((circle, index) => circle.forEach((need) => circlesAt[need]?.push(index)));
  const pull = needs.machines.map((_, need) => (circlesAt[need]?.length ?? 0) / 1000);
  const left = new Set(sizes.keys());
  const touched = new Set<number>();
  const order: number[] = [];
  while (left.size > 0) {
    let next = -1;
    for (const need of left) if (next === -1 || isFirst(need, next)) next = need;
    left.delete(next);
    order.push(next);
    for (const circle of circlesAt[next] ?? []) {
      if (touched.has(circle)) continue;
      touched.add(circle);
      for (const mate of circles[circle] ?? []) pull[mate] = (pull[mate] ?? 0) + 1;
    }
  }
  return order.flatMap((need) => needs.machines[need]?.node ?? []);

  function isFirst(a: number, b: number): boolean {
    const nearer = (pull[a] ?? 0) - (pull[b] ?? 0);
    return nearer > 0 || (nearer === 0 && (sizes[a] ?? 0) > (sizes[b] ?? 0));
  }
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
