import fc from "fast-check";
import { expect, test } from "vitest";
import { gridOf, isThereAWay, ITEMS, problemOf } from "../sample-problems.ts";
import { crowdedOut } from "./crowded-out.ts";
import type { HostGrid, ItemNetwork } from "../problem.ts";

function lanOf(mbps: readonly number[]): ItemNetwork {
  return { members: Int32Array.from(mbps.keys()), mbps: Float64Array.from(mbps) };
}

/** Only as many members as are said to be too many, with what they send. */
function without(members: Int32Array, mbps: readonly number[]): readonly number[] {
  return mbps.map((one, item) => (members.includes(item) ? one : 0));
}

const labs = fc.record({
  hosts: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 2, maxLength: 3 }),
  trunks: fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)),
  last: fc.constantFrom("hub" as const, "first" as const),
  uplinkMbps: fc.integer({ min: 1, max: 6 }),
  // A host for itself, or two or four on a host of 8.
  amount: fc.constantFrom(null, 4, 2),
  picky: fc.nat(2),
  lan: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: ITEMS, maxLength: ITEMS }),
});

test("a network that counting refuses has no room in any way, and hardly any other has none", () => {
  const seen = { proven: 0, open: 0, way: 0 };
  fc.assert(
    fc.property(labs, ({ hosts, trunks, last, uplinkMbps, amount, picky, lan }) => {
      const grid: HostGrid = gridOf(hosts, trunks.slice(0, hosts.length), last, uplinkMbps);
      const problem = problemOf(grid, ITEMS, picky, [lanOf(lan)], amount);
      const proof = crowdedOut(problem);
      const isWay = isThereAWay(problem);
      seen[isWay ? "way" : proof === null ? "open" : "proven"] += 1;
      if (proof === null) return;
      expect(isWay).toBe(false);
      expect(proof.most).toBeLessThan(proof.members.length);
      const few = problemOf(grid, ITEMS, picky, [lanOf(without(proof.members, lan))], amount);
      expect(isThereAWay(few)).toBe(false);
    }),
    { numRuns: 400, seed: 8 },
  );
  expect(seen.way).toBeGreaterThan(50);
  expect(seen.proven).toBeGreaterThan(2 * seen.open);
});

test("100 machines of 4 Gb/s each have room for 24 on trunks of 2 Gb/s, and for 84 on trunks of 16 Gb/s", () => {
  const most = (trunkMbps: number): number | undefined => {
    const racks = Array.from({ length: 21 }, () => 24);
    const trunks = racks.map(() => trunkMbps);
    const grid = gridOf(racks, trunks, "hub");
    const members = Array.from({ length: 100 }, () => 4000);
    return crowdedOut(problemOf(grid, 100, 0, [lanOf(members)]))?.most;
  };
  expect([most(2000), most(16_000), most(20_000)]).toEqual([24, 84, undefined]);
});
