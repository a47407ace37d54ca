/** Levels that were held within one stretch of a cell, in columns. Their quantities are value × length. */
export class Slices {
  length = 0;
  /** Indexes of cells and of uses, as whoever fills it counts them. */
  cell = new Int32Array(0);
  use = new Int32Array(0);
  /** Milliseconds UTC. */
  start = new Float64Array(0);
  end = new Float64Array(0);
  /** The level, as a whole number of some common part of all of them. */
  value = new Float64Array(0);
  /** All quantities together: exact, as every sum of some of them is, as long as it is a safe integer. */
  total = 0;

  constructor(capacity: number) {
    this.#resize(capacity);
  }

  push(cell: number, use: number, start: number, end: number, value: number): void {
    const at = this.length;
    if (at === this.cell.length) this.#resize(2 * at + 64);
    this.cell[at] = cell;
    this.use[at] = use;
    this.start[at] = start;
    this.end[at] = end;
    this.value[at] = value;
    this.total += value * (end - start);
    this.length = at + 1;
  }

  quantity(at: number): number {
    return (this.value[at] ?? 0) * ((this.end[at] ?? 0) - (this.start[at] ?? 0));
  }

  #resize(capacity: number): void {
    this.cell = copied(this.cell, new Int32Array(capacity));
    this.use = copied(this.use, new Int32Array(capacity));
    this.start = copied(this.start, new Float64Array(capacity));
    this.end = copied(this.end, new Float64Array(capacity));
    this.value = copied(this.value, new Float64Array(capacity));
  }
}

function copied<C extends Int32Array | Float64Array>(from: C, to: C): C {
  to.set(from);
  return to;
}
