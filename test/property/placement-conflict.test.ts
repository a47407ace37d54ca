import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { checkPool } from "../../shared/constraints/pool-check.ts";
import { waysOut } from "../../shared/constraints/ways-out.ts";
import type { Design } from "../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { place } from "../../shared/placement/place.ts";
import type { Refusal } from "../../shared/placement/placement.ts";
import { refusalText } from "../../shared/placement/refusals/refusal-text.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import { readPtop, readTop } from "../bench/placement/assign-format.ts";
import { randomTop, starPtop } from "../bench/placement/families.ts";
import { plainCatalogue, poolOf, rackedPool } from "../support/pools.ts";

const window = { start: "2026-11-23T08:00:00.000Z", end: "2026-11-23T16:00:00.000Z" };
const catalogue = plainCatalogue();

function refusalsOf(design: Design, pool: Pool): readonly Refusal[] {
  const placed = place({ design, pool, catalogue, window, held: [] });
  return placed.ok ? [] : placed.error;
}

/** The design without all but some machines. */
function only(design: Design, nodes: readonly string[]): Design {
  const kept = new Set(nodes);
  const inside = Object.entries(design.nodes).filter(([id]) => kept.has(id));
  return { ...design, nodes: Object.fromEntries(inside), links: {} };
}

describe("the smallest conflict of machines and hosts", () => {
  const machines = fc.array(
    fc.record({ cores: fc.integer({ min: 3, max: 7 }), count: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 2, maxLength: 5 },
  );
  const cores = fc.array(fc.integer({ min: 7, max: 12 }), { minLength: 2, maxLength: 5 });

  test("finds no place by itself, and without any one of it a place where it says so", () => {
    let seen = 0;
    fc.assert(
      fc.property(machines, cores, (list, sizes) => {
        const hosts = sizes.map((size, index) => {
          const id = `h${index}`;
          return {
            id,
            name: id,
            architecture: "amd64" as const,
            cores: size,
            memoryMiB: 1e6,
            diskGiB: 1e4,
          };
        });
        const pool = poolOf({ hosts });
        const nodes = list.map((one, index): [string, SketchNode] => [
          `m${index}`,
          { kind: "machine", machineType: "virtual", memoryMiB: 64, diskGiB: 1, ...one },
        ]);
        const design = sketch("Random", Object.fromEntries(nodes));
        const [refusal] = refusalsOf(design, pool);
        if (refusal?.code !== "hosts-fragmented") return;
        const { elements, parameters } = refusal;
        expect(parameters["parts"]).toBe(elements.length);
        expect(refusalsOf(only(design, elements), pool)).not.toEqual([]);
        // So small a design is searched to the end: nothing is left open.
        expect(["smallest", "minimal"]).toContain(parameters["proof"]);
        seen += elements.length > 1 ? 1 : 0;
        for (const element of elements) {
          const rest = elements.filter((other) => other !== element);
          expect(rest.length === 0 ? [] : refusalsOf(only(design, rest), pool)).toEqual([]);
        }
      }),
      { numRuns: 800, seed: 4 },
    );
    expect(seen).toBeGreaterThan(10);
  });

  test("is counted, not searched for, where each machine takes more than half a host", () => {
    const nodes = {
      large: { kind: "machine", count: 300, cores: 9 },
      larger: { kind: "machine", count: 205, cores: 12 },
      small: { kind: "machine", count: 20, cores: 1 },
    };
    const [refusal] = refusalsOf(sketch("Full", nodes), rackedPool(21, 24));
    expect(refusal && refusalText(refusal)).toBe(
      "There is enough in sum, but the 505 machines do not go into the gaps of 504 hosts; the largest is rack-1-host-1 with 16 cores, 64 GiB, 1000 GiB disk free; 2 groups of equal machines conflict, without any one of them the rest fits: large and larger",
    );
    expect(refusal?.elements).toEqual(["large", "larger"]);
  });
});

describe("the smallest conflict of links and trunks", () => {
  const few = readPtop(starPtop(500, 24, 2000));

  test.each([1, 2, 3])(
    "of random graph %i is small, and without any one the rest is placed",
    (seed) => {
      const design = readTop(randomTop(100, seed));
      const [refusal] = refusalsOf(design, few);
      expect(refusal?.code).toBe("not-enough-bandwidth");
      // 24 go under one switch, however they are chosen.
      expect(Number(refusal?.parameters["parts"])).toBeGreaterThanOrEqual(25);
      expect(Number(refusal?.parameters["parts"])).toBeLessThan(32);
      expect(["smallest", "minimal"]).toContain(refusal?.parameters["proof"]);
      expect(refusal && refusalText(refusal)).toMatch(
        /^Not enough bandwidth on the trunk switch\d+-hub: \d Gb\/s needed, 2 Gb\/s free; \d+ machines conflict, (perhaps fewer do|and no fewer do|without any one of them the rest fits): n\d+, n\d+, n\d+ and \d+ more$/,
      );
    },
  );

  test("names the network whose machines do not go under one switch, and what would help", () => {
    const nodes = {
      lan: { kind: "subnet" },
      quiet: { kind: "subnet", cidr: "10.5.0.0/24" },
      web: { kind: "machine", machineType: "metal", count: 25 },
      other: { kind: "machine", machineType: "metal", count: 60 },
    };
    const links = ["web:nic lan:net bandwidthMbps=4000", "other:nic quiet:net bandwidthMbps=10"];
    const design = sketch("Lan", nodes, links);
    const question = { level: "pool", design, pool: few, catalogue, window, held: [] } as const;
    const [problem] = checkPool(question);
    expect(problem).toMatchObject({
      code: "not-enough-bandwidth",
      elements: [{ type: "node", id: "lan" }],
      parameters: { parts: 1, free: 2000, needed: 4000 },
    });
    const ways = problem && waysOut(question, problem, createChecker(catalogue, undefined));
    expect(ways?.map(({ title }) => title)).toEqual([
      "Ask for 2 Gb/s instead of 4 Gb/s",
      "Make 24 of web instead of 25",
    ]);
  });

  test("of a network is counted: as few of those that send most as are too many", () => {
    const nodes = {
      lan: { kind: "subnet" },
      quick: { kind: "machine", machineType: "metal", count: 6 },
      slow: { kind: "machine", machineType: "metal", count: 40 },
      other: { kind: "machine", machineType: "metal", count: 20 },
      idle: { kind: "machine", machineType: "metal", count: 30 },
    };
    const links = ["quick", "slow", "other", "idle"].map((node, index) => {
      return `${node}:nic lan:net bandwidthMbps=${[4000, 2500, 3000, 20][index]}`;
    });
    const [refusal] = refusalsOf(sketch("Lan", nodes, links), few);
    // 24 of them stand under one switch, and its trunk carries none of those that stand elsewhere.
    expect(refusal?.parameters).toMatchObject({
      members: 26,
      most: 24,
      parts: 2,
      proof: "minimal",
      names: "other and quick",
    });
  });

  test("of machines that share hosts is counted by the hosts' cables and the trunks", () => {
    const nodes = {
      front: { kind: "subnet", cidr: "10.0.0.0/22" },
      back: { kind: "subnet", cidr: "10.0.4.0/22" },
      web: { kind: "machine", count: 85, cores: 4 },
      data: { kind: "machine", count: 80, cores: 6 },
    };
    const links = ["web:nic front:net", "data:nic back:net"];
    const design = sketch(
      "Farm",
      nodes,
      links.map((link) => `${link} bandwidthMbps=9000`),
    );
    const [refusal] = refusalsOf(design, rackedPool(21, 24));
    expect(refusal?.elements).toEqual(["front"]);
    // A trunk of 40 Gb/s carries 4 of them, and there are 21 racks.
    expect(refusal?.parameters).toMatchObject({ members: 85, most: 84, proof: "smallest" });
  });
});
