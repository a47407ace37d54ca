import fc from "fast-check";
import { expect, test } from "vitest";
import { Cholesky } from "./cholesky.ts";

const MOST = 11;

test("solves equations of any size, as putting the result in again shows", () => {
  const numbers = fc.array(fc.integer({ min: -9, max: 9 }), {
    minLength: MOST * MOST,
    maxLength: MOST * MOST,
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: MOST }), numbers, numbers, (count, drawn, sides) => {
      const indices = Array.from({ length: count }, (_, index) => index);
      // A matrix times itself turned over, and 1 more on the diagonal, is positive definite.
      const matrix = indices.map((row) =>
        indices.map((column) =>
          indices.reduce(
            (sum, at) => sum + (drawn[row * MOST + at] ?? 0) * (drawn[column * MOST + at] ?? 0),
            row === column ? 1 : 0,
          ),
        ),
      );
      const equations = new Cholesky(count);
      equations.rows.set(matrix.flat());
      equations.factorise();
      const result = new Float64Array(count);
      equations.solve(Float64Array.from(sides.slice(0, count)), result);
      for (const row of indices) {
        const again = indices.reduce(
          (sum, at) => sum + (matrix[row]?.[at] ?? 0) * (result[at] ?? 0),
          0,
        );
        expect(again).toBeCloseTo(sides[row] ?? 0, 6);
      }
    }),
    { numRuns: 200, seed: 11 },
  );
});
