import type { MappingProblem } from "../problem.ts";

/** Items that networks or rules tie to each other, directly or by others; in the order of their first item. */
export function clustersOf({ shapeOf, networks, rules }: MappingProblem): readonly Int32Array[] {
  const root = Int32Array.from(shapeOf, (_, item) => item);
  const find = (item: number): number => {
    let at = item;
    while (root[at] !== at) {
      root[at] = root[root[at] ?? 0] ?? 0;
      at = root[at] ?? 0;
    }
    return at;
  };
  const together = rules.filter(({ apart }) => !apart);
  for (const { members } of [...networks, ...together])
    for (const item of members) root[find(item)] = find(members[0] ?? item);
  const clusters = new Map<number, number[]>();
  for (let item = 0; item < shapeOf.length; item++) {
    const at = find(item);
    const known = clusters.get(at);
    if (known === undefined) clusters.set(at, [item]);
    else known.push(item);
  }
  return [...clusters.values()].map((items) => Int32Array.from(items));
}
