/** A place on the drawing: the upper left corner of a node. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

// A node of the canvas with room for its links and labels around it; all multiples of its grid of 8.
const ROOM = { width: 256, height: 112 } as const;
const GRID = 8;
/** Beyond this, the few nodes that still lie on each other are moved instead of everything. */
const LARGEST_SCALE = 4;
/** So many in one place cannot be drawn apart by scaling; looking at each pair would take too long. */
const CROWD = 64;

/**
 * Turns the places of another tool's (mostly smaller) symbols into places where our nodes do not cover each
 * other: all are scaled alike, so that the picture stays the same, and what still collides is moved aside.
 * Gives back the scale too, for what lies between the nodes.
 */
export function spread(places: ReadonlyMap<string, Place>): {
  readonly places: ReadonlyMap<string, Place>;
  readonly scale: number;
} {
  const sensible = new Map(
    [...places].map(([id, { x, y }]) => [id, { x: finite(x), y: finite(y) }] as const),
  );
  const scale = neededScale([...sensible.values()]);
  const floor = new Floor();
  const spaced = new Map<string, Place>();
  for (const [id, { x, y }] of sensible)
    spaced.set(id, floor.take({ x: onGrid(x * scale), y: onGrid(y * scale) }));
  return { places: spaced, scale };
}

/** Places in rows for what has none, a square on the whole, left and top at 0. */
export function inRows(ids: readonly string[]): ReadonlyMap<string, Place> {
  const columns = Math.max(1, Math.ceil(Math.sqrt(ids.length / 2)));
  return new Map(
    ids.map((id, index) => [
      id,
      { x: (index % columns) * ROOM.width, y: Math.floor(index / columns) * 1.5 * ROOM.height },
    ]),
  );
}

/** Hostile files name places beyond what can be drawn. */
function finite(value: number): number {
  return Number.isFinite(value) ? Math.max(-1e6, Math.min(1e6, value)) : 0;
}

function onGrid(value: number): number {
  // Adding 0 makes a plain zero of a negative one.
  return Math.round(value / GRID) * GRID + 0;
}

function neededScale(places: readonly Place[]): number {
  const cells = Map.groupBy(places, cellKey);
  let scale = 1;
  for (const place of places) {
    const near = neighbours(cells, place);
    if (near.length > CROWD) return LARGEST_SCALE;
    for (const other of near) {
      const apart = Math.max(
        Math.abs(place.x - other.x) / ROOM.width,
        Math.abs(place.y - other.y) / ROOM.height,
      );
      // Two in one place stay so at any scale.
      if (other !== place && apart > 0.02) scale = Math.max(scale, 1 / apart);
    }
  }
  return Math.min(scale, LARGEST_SCALE);
}

function cellKey({ x, y }: Place, right = 0, down = 0): string {
  return `${Math.floor(x / ROOM.width) + right} ${Math.floor(y / ROOM.height) + down}`;
}

/** Everything in the cell of a place and the eight around it: nothing else can cover it. */
function neighbours(cells: ReadonlyMap<string, readonly Place[]>, place: Place): readonly Place[] {
  const found: Place[] = [];
  for (let right = -1; right <= 1; right++)
    for (let down = -1; down <= 1; down++)
      found.push(...(cells.get(cellKey(place, right, down)) ?? []));
  return found;
}

/** Where nodes stand already. */
export class Floor {
  readonly #cells = new Map<string, Place[]>();
  // Many that want the same place go on where the last one of them found room.
  readonly #rings = new Map<string, number>();

  /** Takes the place that is free nearest to the wanted one. */
  take(wanted: Place): Place {
    const key = `${wanted.x} ${wanted.y}`;
    for (let ring = this.#rings.get(key) ?? 0; ; ring++) {
      const free = ringAround(wanted, ring).find((place) => this.#isFree(place));
      if (free === undefined) continue;
      this.#rings.set(key, ring);
      const cell = this.#cells.get(cellKey(free));
      if (cell === undefined) this.#cells.set(cellKey(free), [free]);
      else cell.push(free);
      return free;
    }
  }

  #isFree(place: Place): boolean {
    return neighbours(this.#cells, place).every(
      (other) =>
        Math.abs(other.x - place.x) >= ROOM.width || Math.abs(other.y - place.y) >= ROOM.height,
    );
  }
}

/** Below first: a node's links leave at its sides. */
function ringAround({ x, y }: Place, ring: number): readonly Place[] {
  const places: Place[] = [];
  for (let down = ring; down >= -ring; down--)
    for (let right = -ring; right <= ring; right++)
      if (Math.max(Math.abs(down), Math.abs(right)) === ring)
        places.push({ x: x + right * ROOM.width, y: y + down * ROOM.height });
  return places;
}
