import { neighbours, type Flat, type Place } from "./graph.ts";
import { crossingsWith, toDrawing, type Drawing } from "./crossings.ts";

/** With how many near ones each box is tried, and how often all are gone through. */
const CANDIDATES = 4;
const PASSES = 3;
/** Pairs of lines that may be looked at, for each line and in all: what bounds the time. */
const BUDGET = { each: 6_000, all: 4_000_000 };

/**
 * Exchanges boxes of one size, and of one row where rows mean something, wherever fewer links then cross as
 * they are drawn, straight: layers only know of crossings between neighbouring ones. `points` are the middles of the boxes.
 */
export function uncross(graph: Flat, points: readonly Place[]): readonly Place[] {
  const drawing = toDrawing(points, graph.links);
  const around = neighbours(graph, () => true);
  const linesAt = around.map((): (readonly [number, number])[] => []);
  for (const line of graph.links) for (const end of line) linesAt[end]?.push(line);
  const rows = hasRows(graph, around);
  const alike = Map.groupBy(graph.boxes.keys(), (one) =>
    [rows ? points[one]?.y : "", graph.boxes[one]?.width, graph.boxes[one]?.height].join(" "),
  );
  let left = Math.min(BUDGET.each * graph.links.length, BUDGET.all);
  const crossings = (touched: Iterable<readonly [number, number]>): number => {
    let sum = 0;
    for (const line of touched) sum += crossingsWith(drawing, line);
    return sum;
  };
  const improve = (one: number, others: readonly number[]): boolean => {
    left -= (linesAt[one]?.length ?? 0) * graph.links.length;
    if (left < 0 || crossings(linesAt[one] ?? []) === 0) return false;
    for (const other of nearest(drawing, around[one] ?? [], others)) {
      const touched = new Set([...(linesAt[one] ?? []), ...(linesAt[other] ?? [])]);
      left -= 2 * touched.size * graph.links.length;
      if (other === one || left < 0) continue;
      const before = crossings(touched);
      exchange(drawing, one, other);
      if (crossings(touched) < before) return true;
      exchange(drawing, one, other);
    }
    return false;
  };
  for (let pass = 0, better = true; pass < PASSES && better; pass++) {
    better = false;
    for (const others of alike.values())
      for (const one of others) better = improve(one, others) || better;
  }
  return points.map((_, index) => ({ x: drawing.x[index] ?? 0, y: drawing.y[index] ?? 0 }));
}

/**
 * Rows mean something where ranks differ, or where links only lead from one side to another, as between
 * leaves and spines: without odd cycles. Elsewhere they are as good as any.
 */
function hasRows({ ranks }: Flat, around: readonly (readonly number[])[]): boolean {
  if (ranks.some((rank) => rank !== ranks[0])) return true;
  const side = new Int8Array(ranks.length);
  const queue = [0];
  side[0] = 1;
  for (const one of queue)
    for (const other of around[one] ?? []) {
      if (side[other] === side[one]) return false;
      if (side[other] !== 0) continue;
      side[other] = -(side[one] ?? 0);
      queue.push(other);
    }
  return true;
}

function exchange({ x, y }: Drawing, a: number, b: number): void {
  [x[a], x[b]] = [x[b] ?? 0, x[a] ?? 0];
  [y[a], y[b]] = [y[b] ?? 0, y[a] ?? 0];
}

/** Those of `all` that are nearest to the middle of what a box is linked to. */
function nearest(
  { x, y }: Drawing,
  linked: readonly number[],
  all: readonly number[],
): readonly number[] {
  const mean = (of: Float64Array): number =>
    linked.reduce((sum, one) => sum + (of[one] ?? 0), 0) / linked.length;
  const [wantedX, wantedY] = [mean(x), mean(y)];
  const found: { one: number; distance: number }[] = [];
  for (const one of all) {
    const distance = ((x[one] ?? 0) - wantedX) ** 2 + ((y[one] ?? 0) - wantedY) ** 2;
    if (found.length === CANDIDATES && distance >= (found.at(-1)?.distance ?? 0)) continue;
    found.push({ one, distance });
    found.sort((a, b) => a.distance - b.distance);
    if (found.length > CANDIDATES) found.pop();
  }
  return found.map(({ one }) => one);
}
