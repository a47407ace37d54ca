import { TOLERANCE, type HostGrid, type ItemShape, type MappingProblem } from "../problem.ts";

/** Shapes that so few hosts of any kind hold together that the items of them cannot all have a place. */
export interface CountedOut {
  /** Every item of these takes at least what one of `base` takes. */
  readonly shapes: ReadonlySet<number>;
  /** The most items that the hosts hold, if each took no more than the base. */
  readonly most: number;
}

/**
 * A proof by counting that there is no room: of some shape the hosts hold fewer, each by itself, than there are
 * items that take at least as much. Null where counting proves nothing. Networks and rules are left out of it.
 */
export function countedOut({ grid, shapes, shapeOf }: MappingProblem): CountedOut | null {
  const counts = new Int32Array(shapes.length);
  for (const shape of shapeOf) counts[shape] = (counts[shape] ?? 0) + 1;
  let best: CountedOut | null = null;
  for (const base of shapes) {
    const larger = new Set<number>();
    let count = 0;
    shapes.forEach((shape, index) => {
      if (counts[index] === 0 || !takesAtLeast(shape, base)) return;
      larger.add(index);
      count += counts[index] ?? 0;
    });
    if (best !== null && larger.size >= best.shapes.size) continue;
    const most = mostOf(grid, base, count);
    if (most < count) best = { shapes: larger, most };
  }
  return best;
}

function takesAtLeast(shape: ItemShape, base: ItemShape): boolean {
  if (base.exclusive && !shape.exclusive) return false;
  if (shape.amounts.some((amount, part) => amount < (base.amounts[part] ?? 0))) return false;
  return (
    shape.suits === base.suits ||
    shape.suits.every((suits, host) => suits === 0 || base.suits[host] === 1)
  );
}

/** How many of a shape the hosts hold together; no more than `enough` are counted. */
function mostOf(grid: HostGrid, shape: ItemShape, enough: number): number {
  let most = 0;
  for (let host = 0; host < grid.hosts && most < enough; host++)
    if (shape.suits[host] === 1) most += copiesOn(grid, shape, host, enough);
  return most;
}

/** How many of a shape a host holds; no more than `enough` are counted. */
export function copiesOn(grid: HostGrid, shape: ItemShape, host: number, enough: number): number {
  const isOne = shape.exclusive || grid.single[host] === 1;
  if (isOne && grid.whole[host] !== 1) return 0;
  let copies = isOne ? 1 : enough;
  for (let part = 0; part < grid.parts; part++) {
    const amount = shape.amounts[part] ?? 0;
    const free = (grid.free[host * grid.parts + part] ?? 0) + TOLERANCE;
    if (amount > 0) copies = Math.min(copies, Math.floor(free / amount));
  }
  return copies;
}
