import { layers } from "./layers.ts";

type Point = { readonly x: number; readonly y: number };

/** What a card of the canvas needs for itself, with air for links and labels. */
const ROOM = { width: 256, height: 128 } as const;
/** Cards are about twice as wide as they are high; icons of other programs are square. */
const ASPECT = ROOM.width / ROOM.height;
/** Stretching further would only make a drawing of one crowded corner huge; the rest is moved aside. */
const MOST = 4;
/** Files may hold any number; beyond this a canvas shows nothing. */
const FARTHEST = 1_000_000;

/** By how much the source's drawing was stretched. */
export type Scale = { readonly x: number; readonly y: number };

export interface Placed {
  readonly scale: Scale;
  readonly positions: readonly Point[];
  /** Where something of the source's drawing that is no node (a note) stands now. */
  readonly move: (point: Point) => Point;
}

/**
 * Gives every node a place of its own: the source's places stretched until cards fit, where that is
 * needed at all; what has none goes beside what it is linked to, or into layers where nothing has one.
 */
export function placeNodes(
  given: readonly (Point | undefined)[],
  edges: readonly (readonly [number, number])[],
): Placed {
  const known = given.flatMap((point) => point ?? []);
  if (known.length === 0 && given.length > 0)
    return {
      scale: { x: 1, y: 1 },
      positions: layers(given.length, edges, ROOM),
      move: (point) => point,
    };
  const scale = scaleFor(known);
  const move = ({ x, y }: Point): Point => ({
    x: Math.round(within(x) * scale.x),
    y: Math.round(within(y) * scale.y),
  });
  const spots = new Spots();
  const positions = given.map((point) => point && spots.take(move(point)));
  const bottom = known.reduce((most, point) => Math.max(most, move(point).y), -FARTHEST);
  const left = known.reduce((least, point) => Math.min(least, move(point).x), FARTHEST);
  const beside = neighbours(given.length, edges);
  return {
    scale,
    positions: positions.map((point, index) => {
      if (point !== undefined) return point;
      const near = beside[index]?.map((other) => positions[other]).find((one) => one !== undefined);
      const start = near ?? { x: left, y: bottom + ROOM.height };
      return (positions[index] = spots.take({ x: start.x, y: start.y + ROOM.height }));
    }),
    move,
  };
}

function within(value: number): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, value));
}

function neighbours(
  count: number,
  edges: readonly (readonly [number, number])[],
): readonly number[][] {
  const beside: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) {
    beside[from]?.push(to);
    beside[to]?.push(from);
  }
  return beside;
}

/** 1 where cards fit as they stand; else so much that all but the most crowded twentieth do. */
function scaleFor(points: readonly Point[]): Point {
  const gaps = nearestGaps(points);
  if (gaps.every(({ fits }) => fits)) return { x: 1, y: 1 };
  const distances = gaps
    .map(({ distance }) => distance)
    .filter((distance) => distance > 0)
    .sort((a, b) => a - b);
  const tight = distances[Math.floor(distances.length / 20)] ?? ROOM.height;
  const scale = Math.min(MOST, Math.max(1 / ASPECT, ROOM.height / tight));
  return { x: Math.max(1, scale * ASPECT), y: Math.max(1, scale) };
}

interface Gap {
  /** To the nearest other, by the greater of the two directions. */
  readonly distance: number;
  /** No other stands within this one's room. */
  readonly fits: boolean;
}

/** Looks at no more than so many neighbours in each direction, or equal places would cost their square. */
const LOOK = 64;

function nearestGaps(points: readonly Point[]): readonly Gap[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  return sorted.map((point, index) => {
    let distance = Number.POSITIVE_INFINITY;
    let fits = true;
    for (const step of [-1, 1])
      for (let away = 1; away <= LOOK; away++) {
        const other = sorted[index + step * away];
        if (other === undefined) break;
        const [dx, dy] = [Math.abs(other.x - point.x), Math.abs(other.y - point.y)];
        // Those that follow are no nearer in this direction.
        if (dx >= distance && dx >= ROOM.width) break;
        distance = Math.min(distance, Math.max(dx, dy));
        if (dx < ROOM.width && dy < ROOM.height) fits = false;
      }
    return { distance: Number.isFinite(distance) ? distance : 0, fits };
  });
}

/** Which places are taken. Looks around a taken one in rings, going on where it stopped the last time. */
class Spots {
  readonly #taken = new Map<string, Point[]>();
  readonly #rings = new Map<string, number>();

  take(wish: Point): Point {
    const start = `${wish.x} ${wish.y}`;
    for (let ring = this.#rings.get(start) ?? 0; ; ring++)
      for (const point of ringAround(wish, ring))
        if (this.#isFree(point)) {
          this.#rings.set(start, ring);
          this.#add(point);
          return point;
        }
  }

  #isFree({ x, y }: Point): boolean {
    const [column, row] = cellOf(x, y);
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of this.#taken.get(`${column + dx} ${row + dy}`) ?? [])
          if (Math.abs(other.x - x) < ROOM.width && Math.abs(other.y - y) < ROOM.height)
            return false;
    return true;
  }

  #add(point: Point): void {
    const key = cellOf(point.x, point.y).join(" ");
    const cell = this.#taken.get(key);
    if (cell === undefined) this.#taken.set(key, [point]);
    else cell.push(point);
  }
}

function cellOf(x: number, y: number): readonly [number, number] {
  return [Math.floor(x / ROOM.width), Math.floor(y / ROOM.height)];
}

/** The points of one square ring, one room apart; ring 0 is the point itself. */
function* ringAround({ x, y }: Point, ring: number): Generator<Point> {
  if (ring === 0) yield { x, y };
  for (let step = -ring; step < ring; step++)
    for (const [dx, dy] of [
      [step, -ring],
      [ring, step],
      [-step, ring],
      [-ring, -step],
    ] as const)
      yield { x: x + dx * ROOM.width, y: y + dy * ROOM.height };
}
