import fc from "fast-check";
import { expect, it } from "vitest";
import { createAreas } from "./areas.ts";
import { settle } from "./settle.ts";

const NODES = ["a", "b", "c", "d", "e", "f", "g", "h"];
const node = fc.constantFrom(...NODES);
/** Cables that come and go, and nodes that do. */
const steps = fc.array(
  fc.array(fc.oneof(fc.tuple(node, node), fc.tuple(node)), { minLength: 1, maxLength: 4 }),
  { maxLength: 30 },
);

/** A network in which each step turns some cables and nodes on or off; returns whose neighbours changed. */
function createGraph() {
  const cables = new Set<string>();
  const gone = new Set<string>();
  const neighbours = (id: string) =>
    gone.has(id)
      ? undefined
      : NODES.filter(
          (other) => !gone.has(other) && (cables.has(id + other) || cables.has(other + id)),
        );
  return {
    neighbours,
    turn: (step: readonly (readonly string[])[]): ReadonlySet<string> => {
      const before = new Map(NODES.map((id) => [id, String(neighbours(id))]));
      for (const [from = "", to] of step) {
        const [set, key] = to === undefined ? [gone, from] : [cables, [from, to].sort().join("")];
        if (from !== to && !set.delete(key)) set.add(key);
      }
      return new Set(NODES.filter((id) => String(neighbours(id)) !== before.get(id)));
    },
  };
}

function walk(start: readonly string[], neighbours: ReturnType<typeof createGraph>["neighbours"]) {
  const distances = new Map<string, number>();
  for (const id of start) if (neighbours(id) !== undefined) distances.set(id, 0);
  for (const [id, distance] of distances)
    for (const next of neighbours(id) ?? [])
      if (!distances.has(next)) distances.set(next, distance + 1);
  return distances;
}

function byId(distances: ReadonlyMap<string, number>) {
  return Object.fromEntries(distances);
}

it("keeps distances as a new walk would find them, and says which moved", () => {
  fc.assert(
    fc.property(steps, fc.uniqueArray(node, { minLength: 1, maxLength: 2 }), (turns, targets) => {
      const graph = createGraph();
      const distances = new Map<string, number>();
      settle(distances, new Set(targets), new Set(NODES), graph.neighbours);
      for (const turn of turns) {
        const before = new Map(distances);
        const moved = settle(distances, new Set(targets), graph.turn(turn), graph.neighbours);
        expect(byId(distances)).toEqual(byId(walk(targets, graph.neighbours)));
        expect([...moved].toSorted()).toEqual(
          NODES.filter((id) => before.get(id) !== distances.get(id)),
        );
      }
    }),
    { numRuns: 300 },
  );
});

it("keeps areas as new walks would find them", () => {
  fc.assert(
    fc.property(steps, (turns) => {
      const graph = createGraph();
      const areas = createAreas(graph.neighbours);
      areas.update(new Set(NODES));
      for (const turn of turns) {
        areas.update(graph.turn(turn));
        for (const id of NODES)
          expect([...(areas.of(id)?.members ?? [])].toSorted()).toEqual(
            [...walk([id], graph.neighbours).keys()].toSorted(),
          );
      }
    }),
    { numRuns: 300 },
  );
});
