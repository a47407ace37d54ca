import type { Place } from "./graph.ts";

/** Points by number, and the straight lines between them. */
export interface Drawing {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly lines: readonly (readonly [from: number, to: number])[];
}

export function toDrawing(points: readonly Place[], lines: Drawing["lines"]): Drawing {
  return {
    x: Float64Array.from(points, ({ x }) => x),
    y: Float64Array.from(points, ({ y }) => y),
    lines,
  };
}

/** How often the lines cross; lines that share an end do not. */
export function crossingsOf(drawing: Drawing): number {
  const twice = drawing.lines.reduce((sum, line) => sum + crossingsWith(drawing, line), 0);
  return twice / 2;
}

/** How many lines one line crosses. The innermost loop of the layout: no objects are made in it. */
export function crossingsWith({ x, y, lines }: Drawing, line: Drawing["lines"][number]): number {
  const [a, b] = line;
  const [ax = 0, ay = 0, bx = 0, by = 0] = [x[a], y[a], x[b], y[b]];
  const [top, bottom] = ay < by ? [ay, by] : [by, ay];
  let crossings = 0;
  for (const other of lines) {
    const c = other[0];
    const d = other[1];
    const cy = y[c] ?? 0;
    const dy = y[d] ?? 0;
    if ((cy > bottom && dy > bottom) || (cy < top && dy < top)) continue;
    if (a === c || a === d || b === c || b === d) continue;
    const cx = x[c] ?? 0;
    const dx = x[d] ?? 0;
    const fromC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const fromD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
    if (fromC * fromD >= 0) continue;
    const fromA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
    const fromB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
    if (fromA * fromB < 0) crossings++;
  }
  return crossings;
}
