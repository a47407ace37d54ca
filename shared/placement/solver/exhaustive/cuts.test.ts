import fc from "fast-check";
import { expect, test } from "vitest";
import { Cuts, FAR, inseparable, NEAR, type CutEdge } from "./cuts.ts";

const NODES = 6;

const graphs = fc.array(
  fc.record({
    a: fc.nat(NODES - 1),
    b: fc.nat(NODES - 1),
    weight: fc.integer({ min: 1, max: 3 }),
  }),
  { maxLength: 12 },
);

/** The least cut between two nodes, by every way of parting all of them. */
function leastCut(edges: readonly CutEdge[], from: number, to: number): number {
  let least = Infinity;
  for (let near = 0; near < 2 ** NODES; near++) {
    const isNear = (node: number): boolean => ((near >> node) & 1) === 1;
    if (!isNear(from) || isNear(to)) continue;
    const cut = edges.filter(({ a, b }) => isNear(a) !== isNear(b));
    least = Math.min(
      least,
      cut.reduce((sum, { weight }) => sum + weight, 0),
    );
  }
  return least;
}

test("what flows is the least cut, and no more than is asked for is looked for", () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 0, max: 12 }), (drawn, limit) => {
      const edges = drawn.filter(({ a, b }) => a !== b);
      const cuts = new Cuts(NODES, edges);
      const side = new Uint8Array(NODES);
      [side[0], side[1]] = [NEAR, FAR];
      const least = leastCut(edges, 0, 1);
      expect(cuts.flow(side, Infinity)).toBe(least);
      const limited = cuts.flow(side, limit);
      if (least <= limit) expect(limited).toBe(least);
      else expect(limited).toBeGreaterThan(limit);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test("nodes are of one class when every cut between them costs more", () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 0, max: 5 }), (drawn, limit) => {
      const edges = drawn.filter(({ a, b }) => a !== b);
      const classOf = inseparable(NODES, new Cuts(NODES, edges), limit);
      for (let a = 0; a < NODES; a++)
        for (let b = 0; b < a; b++)
          expect(classOf[a] === classOf[b]).toBe(leastCut(edges, a, b) > limit);
    }),
    { numRuns: 200, seed: 2 },
  );
});
