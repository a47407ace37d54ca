import fc from "fast-check";
import { expect, test } from "vitest";
import { completionSolver } from "../../electron/node/completion-solver.ts";
import type { Row, Term } from "../../shared/completion/solver.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { allAtOnce, lastOf } from "../../shared/base/steps.ts";
import { ConflictSearch } from "../../shared/placement/conflicts/conflict-search.ts";
import { thinnedByProofs } from "../../shared/placement/conflicts/longer-conflict.ts";
import type { Verdict } from "../../shared/placement/solver/problem.ts";
import { availableIn } from "../../shared/placement/available.ts";
import { hostPool } from "../../shared/placement/hosts/host-pool.ts";
import { designProblem } from "../../shared/placement/hosts/mapping-problem.ts";
import { place, provenLonger } from "../../shared/placement/place.ts";
import { requirementsOf } from "../../shared/placement/requirements.ts";
import { smallestConflict } from "../../shared/placement/conflicts/smallest-conflict.ts";
import { solve } from "../../shared/placement/solver/solve.ts";
import { readPtop, readTop } from "../bench/placement/assign-format.ts";
import { randomTop, starPtop } from "../bench/placement/families.ts";
import { plainCatalogue, rackedPool } from "../support/pools.ts";

const oracle = await completionSolver();
const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const catalogue = plainCatalogue();
/** HiGHS is asked many times, and the machine may be busy. */
const PATIENCE_MS = 300_000;
const LINK_MBPS = 1000;
/** Conflicts of which every smaller choice is tried. */
const MOST_RETRIED = 6;

/** Knows nothing but what prices prove. */
class OnlyPrices extends ConflictSearch {
  override verdictOf(): Verdict {
    return "unknown";
  }
}

interface Wanted {
  readonly racks: number;
  readonly perRack: number;
  readonly trunkMbps: number;
  readonly machines: number;
  /** Pairs of machines, each once. */
  readonly links: readonly (readonly [number, number])[];
}

const questions = fc
  .record({
    racks: fc.integer({ min: 2, max: 3 }),
    perRack: fc.integer({ min: 2, max: 4 }),
    trunkMbps: fc.constantFrom(1000, 2000),
    machines: fc.integer({ min: 4, max: 8 }),
    ends: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { minLength: 4, maxLength: 14 }),
  })
  .map(({ ends, racks, perRack, trunkMbps, machines }): Wanted => {
    const pairs = ends
      .map(([a, b]) => [a % machines, b % machines])
      .map(([a = 0, b = 0]) => [Math.min(a, b), Math.max(a, b)] as const)
      .filter(([a, b]) => a !== b);
    const links = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
    return { racks, perRack, trunkMbps, machines, links };
  });

/**
 * Whether some of the machines, each with a host for itself, have room: y(machine, rack) and z(link, rack) for a link
 * that crosses the rack's trunk. All hosts of a rack are alike, so that the rack is all there is to choose.
 */
function fits({ racks, perRack, trunkMbps, links }: Wanted, chosen: readonly number[]): boolean {
  let count = 0;
  const many = (): number[] => Array.from({ length: racks }, () => count++);
  const term = (variable: number, factor = 1): Term => ({ variable, factor });
  const y = new Map(chosen.map((machine) => [machine, many()]));
  const rows: Row[] = [...y.values()].map((own) => {
    return { terms: own.map((one) => term(one)), least: 1, most: 1 };
  });
  const inside = links.filter((pair) => pair.every((machine) => y.has(machine)));
  const z = inside.map(many);
  for (let rack = 0; rack < racks; rack++) {
    rows.push({ terms: [...y.values()].map((own) => term(own[rack]!)), most: perRack });
    rows.push({ terms: z.map((own) => term(own[rack]!, LINK_MBPS)), most: trunkMbps });
    inside.forEach(([a, b], link) => {
      for (const sign of [1, -1])
        rows.push({
          terms: [
            term(y.get(a)![rack]!, sign),
            term(y.get(b)![rack]!, -sign),
            term(z[link]![rack]!, -1),
          ],
          most: 0,
        });
    });
  }
  const variables = Array.from({ length: count }, () => ({ kind: "binary" as const }));
  return oracle.solve({ variables, rows, objective: [] }) !== null;
}

/** Every choice of so many. */
function choicesOf(list: readonly number[], count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return list.flatMap((one, index) =>
    choicesOf(list.slice(index + 1), count - 1).map((rest) => [one].concat(rest)),
  );
}

test(
  "a conflict of links and trunks does not fit, and without any one of it the rest does, says HiGHS",
  () => {
    const seen = { fits: 0, conflicts: 0, smaller: 0, smallest: 0, priced: 0, cheaper: 0 };
    fc.assert(
      fc.property(questions, (wanted) => {
        const { racks, perRack, trunkMbps, machines, links } = wanted;
        fc.pre(machines <= racks * perRack && links.length > 0);
        const ids = Array.from({ length: machines }, (_, index) => `m${index}`);
        const nodes = ids.map((id): [string, SketchNode] => [
          id,
          { kind: "machine", machineType: "metal" },
        ]);
        const texts = links.map(([a, b]) => `m${a}:nic m${b}:nic bandwidthMbps=${LINK_MBPS}`);
        const design = sketch("Linked", Object.fromEntries(nodes), texts);
        const pool = rackedPool(racks, perRack, trunkMbps);
        const all = ids.map((_, index) => index);
        const placed = place({ design, pool, catalogue, window, held: [] });
        expect(placed.ok).toBe(fits(wanted, all));
        if (placed.ok) {
          seen.fits += 1;
          return;
        }
        const hosts = hostPool(pool, availableIn(pool, window, []));
        const needs = requirementsOf(design, catalogue);
        const asked = designProblem(hosts, needs, {});
        const whole = { needs, asked, solution: solve(asked.problem) };
        const conflict = smallestConflict(hosts, whole);
        const members = conflict.needs.machines.map(({ node }) => Number(node.slice(1)));
        expect(placed.error[0]?.parameters).toMatchObject({
          parts: members.length,
          proof: conflict.proof,
        });
        // So small a design is searched to the end: it is known that no part of the conflict would do.
        expect(["smallest", "minimal"]).toContain(conflict.proof);
        expect(fits(wanted, members)).toBe(false);
        for (const member of members)
          expect(
            fits(
              wanted,
              members.filter((other) => other !== member),
            ),
          ).toBe(true);
        if (conflict.proof === "smallest" && members.length > 1 && seen.smallest < MOST_RETRIED) {
          seen.smallest += 1;
          for (const fewer of choicesOf(all, members.length - 1))
            expect(fits(wanted, fewer)).toBe(true);
        }
        // What prices prove of these, and of fewer of them, is so.
        const search = new OnlyPrices(hosts, whole);
        if (allAtOnce(search.worth(ids, search.firstPrices())) > 1) {
          const thin = allAtOnce(thinnedByProofs(search, ids)).found;
          const left = thin.needs.machines.map(({ node }) => Number(node.slice(1)));
          expect(fits(wanted, left)).toBe(false);
          seen.priced += 1;
          seen.cheaper += left.length < machines ? 1 : 0;
        }
        seen.conflicts += 1;
        seen.smaller += members.length < machines ? 1 : 0;
      }),
      { numRuns: 40, seed: 20_261_121 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  },
  PATIENCE_MS,
);

test.each([
  { trunkMbps: 4000, size: 50, most: 45 },
  { trunkMbps: 5000, size: 100, most: 70 },
  { trunkMbps: 6000, size: 100, most: 75 },
  { trunkMbps: 8000, size: 200, most: 130 },
  { trunkMbps: 9000, size: 200, most: 190 },
  { trunkMbps: 10_000, size: 200, most: 190 },
  { trunkMbps: 10_000, size: 500, hosts: 1000, most: 500 },
])(
  "on trunks of $trunkMbps Mb/s, wider than what any machine sends, prices prove that no more than $most of $size conflict",
  ({ trunkMbps, size, hosts = 500, most }) => {
    const pool = readPtop(starPtop(hosts, 24, trunkMbps));
    const placed = place({
      design: readTop(randomTop(size, 1)),
      pool,
      catalogue,
      window,
      held: [],
    });
    const refusals = placed.ok ? [] : placed.error;
    expect(refusals).toMatchObject([
      { code: "not-enough-bandwidth", parameters: { proof: "proven" } },
    ]);
    expect(refusals[0]?.parameters["parts"]).toBeLessThanOrEqual(most);
  },
);

test("what is proven at once of all is proven of far fewer with more time", () => {
  const request = {
    design: readTop(randomTop(200, 1)),
    pool: readPtop(starPtop(500)),
    catalogue,
    window,
    held: [],
  };
  const placed = place(request);
  const refusals = placed.ok ? [] : placed.error;
  const longer = lastOf(provenLonger(request, refusals, 10)) ?? [];
  const [atOnce, later] = [refusals, longer].map(([refusal]) => refusal?.parameters);
  expect([atOnce, later]).toMatchObject([{ proof: "proven" }, { proof: "proven" }]);
  expect(later?.["parts"]).toBeLessThan(Math.min(175, Number(atOnce?.["parts"])));
  // Nothing is left to be proven of what needs all of its parts.
  const small = sketch("One", { large: { kind: "machine", cores: 99 } });
  const refused = place({ ...request, design: small });
  expect(refused.ok).toBe(false);
  expect([...provenLonger(request, refused.ok ? [] : refused.error, 60)]).toEqual([]);
});
