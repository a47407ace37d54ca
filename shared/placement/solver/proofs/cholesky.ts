/** A row that leaves less than this part of its diagonal depends on those before: it is taken to say that its unknown is 0. */
const LEAST = 1e-13;
const FAR_TOO_MUCH = 1e100;

/** Linear equations with a symmetric matrix, positive definite: by its root (Cholesky's), a lower half, row by row. */
export class Cholesky {
  /** The matrix, `count` numbers a row, of which those up to the diagonal count; its root after `factorise`. */
  readonly rows: Float64Array;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
    this.rows = new Float64Array(count * count);
  }

  /** Column by column, four rows at a time: each number of the pivot's row is read once for all of them. */
  factorise(): void {
    const [count, rows] = [this.#count, this.rows];
    for (let column = 0; column < count; column++) {
      const pivot = column * count;
      const rest = this.#rest(column, column);
      const isOwn = rest > LEAST * (rows[pivot + column] ?? 0);
      const root = isOwn ? Math.sqrt(rest) : FAR_TOO_MUCH;
      rows[pivot + column] = root;
      let row = column + 1;
      for (; row + 3 < count; row += 4) {
        const a = row * count;
        const [b, c, d] = [a + count, a + 2 * count, a + 3 * count];
        let [first, second, third, fourth] = [0, 0, 0, 0];
        for (let at = 0; at < column; at++) {
          const own = rows[pivot + at] ?? 0;
          first += own * (rows[a + at] ?? 0);
          second += own * (rows[b + at] ?? 0);
          third += own * (rows[c + at] ?? 0);
          fourth += own * (rows[d + at] ?? 0);
        }
        rows[a + column] = ((rows[a + column] ?? 0) - first) / root;
        rows[b + column] = ((rows[b + column] ?? 0) - second) / root;
        rows[c + column] = ((rows[c + column] ?? 0) - third) / root;
        rows[d + column] = ((rows[d + column] ?? 0) - fourth) / root;
      }
      for (; row < count; row++) rows[row * count + column] = this.#rest(row, column) / root;
    }
  }

  #rest(row: number, column: number): number {
    const [count, rows] = [this.#count, this.rows];
    const [one, other] = [row * count, column * count];
    let sum = rows[one + column] ?? 0;
    for (let at = 0; at < column; at++) sum -= (rows[one + at] ?? 0) * (rows[other + at] ?? 0);
    return sum;
  }

  /** Writes into `result` what the matrix makes `side` of. */
  solve(side: Float64Array, result: Float64Array): void {
    const [count, rows] = [this.#count, this.rows];
    for (let row = 0; row < count; row++) {
      let sum = side[row] ?? 0;
      for (let at = 0; at < row; at++) sum -= (rows[row * count + at] ?? 0) * (result[at] ?? 0);
      result[row] = sum / (rows[row * count + row] ?? 1);
    }
    for (let row = count - 1; row >= 0; row--) {
      const own = (result[row] ?? 0) / (rows[row * count + row] ?? 1);
      result[row] = own;
      for (let at = 0; at < row; at++)
        result[at] = (result[at] ?? 0) - own * (rows[row * count + at] ?? 0);
    }
  }
}
