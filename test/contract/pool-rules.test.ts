import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../shared/catalogue/starter.ts";
import { checkDesign } from "../../shared/constraints/check.ts";
import { createChecker } from "../../shared/constraints/incremental.ts";
import { checkPool, type PoolQuestion } from "../../shared/constraints/pool-check.ts";
import { findPoolRule, POOL_RULES } from "../../shared/constraints/pool-rules/index.ts";
import type { PoolExample } from "../../shared/constraints/pool-rules/pool-rule.ts";
import { problemFacts } from "../../shared/constraints/problem-facts.ts";
import { elementName, problemText } from "../../shared/constraints/problem-text.ts";
import type { Problem } from "../../shared/constraints/rule.ts";
import { findRule, RULES } from "../../shared/constraints/rules/index.ts";
import { waysOut } from "../../shared/constraints/ways-out.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import type { Holding } from "../../shared/placement/placement.ts";
import { capacities, type Pool } from "../../shared/pool/pool.ts";
import { poolOf } from "../support/pools.ts";

/** Names their codes; the solvers' refusals name other things than a design can show. */
const UNSHOWN: ReadonlySet<string> = new Set(["no-host-with-features"]);

const hour = (number: number): string => new Date(Date.UTC(2027, 0, 1, number)).toISOString();
const WINDOW = { start: hour(10), end: hour(12) };

function questionOf({ design, resources, state = "online" }: PoolExample): PoolQuestion {
  const pool: Pool = { ...poolOf(resources), state };
  const catalogue = starterCatalogue();
  return { level: "pool", design, catalogue, pool, window: WINDOW, held: [] };
}

function ways(question: PoolQuestion, problem: Problem) {
  const checker = createChecker(question.catalogue, starterPriceBook());
  return waysOut(question, problem, checker);
}

const errors = (question: PoolQuestion): number =>
  createChecker(question.catalogue, starterPriceBook())
    .update(question.design)
    .filter(({ severity }) => severity === "error").length;

/** What every pool rule promises, proven on its own examples. */
describe.each(POOL_RULES.map((rule) => [rule.code, rule] as const))(
  "pool rule %s",
  (code, rule) => {
    it("can be read, and is no design rule too", () => {
      expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
      expect(rule.explanation).toMatch(/^[A-Z].{30,}[.]$/);
      expect(findPoolRule(code)).toBe(rule);
      expect(findRule(code)).toBeUndefined();
    });

    it("has examples of both sorts, of designs without errors of their own", () => {
      expect(rule.examples.passing.length).toBeGreaterThan(0);
      if (!UNSHOWN.has(code)) expect(rule.examples.failing.length).toBeGreaterThan(0);
      for (const example of [...rule.examples.passing, ...rule.examples.failing])
        expect(errors(questionOf(example))).toBe(0);
    });

    it("accepts its passing examples", () => {
      for (const example of rule.examples.passing)
        expect(checkPool(questionOf(example))).toEqual([]);
    });

    it.each(rule.examples.failing.map((example, index) => [index, example] as const))(
      "raises its code, and no other, on failing example %i, with numbers that differ",
      (_, example) => {
        const problems = checkPool(questionOf(example));
        expect([...new Set(problems.map((problem) => problem.code))]).toEqual([code]);
        for (const problem of problems) {
          expect(problem).toMatchObject({ level: "pool", pool: "Lab", severity: "error" });
          expect(problem.elements.length).toBeGreaterThan(0);
          const text = problemText(problem, example.design);
          expect(text).toMatch(/[^.]\.$/);
          expect(text).not.toMatch(/undefined|NaN/);
          expect(problemFacts(problem)).toHaveLength(rule.measures?.length ?? 0);
          if (rule.measures !== undefined)
            expect(
              problemFacts(problem).some(({ apart }) => Number.parseFloat(apart ?? "0") > 0),
            ).toBe(true);
        }
      },
    );

    it.each(rule.examples.failing.map((example, index) => [index, example] as const))(
      "each way out of failing example %i mends it and adds no error",
      (_, example) => {
        const question = questionOf(example);
        for (const problem of checkPool(question))
          for (const { title, edits } of ways(question, problem)) {
            expect(title).toMatch(/^[A-Z].*[^.]$/);
            const mended = { ...question, design: applyEdits(example.design, edits) };
            expect(
              checkPool(mended).map((one) => one.code),
              title,
            ).not.toContain(code);
            expect(errors(mended), title).toBeLessThanOrEqual(errors(question));
          }
      },
    );
  },
);

describe("pool rules together", () => {
  it("offer, together with the rules of designs, a way out for two thirds of all that can be wrong", () => {
    const pools = POOL_RULES.filter(({ examples }) =>
      examples.failing.some((example) => {
        const question = questionOf(example);
        return checkPool(question).some((problem) => ways(question, problem).length > 0);
      }),
    );
    const designs = RULES.filter(({ examples: { failing, priceBook = starterPriceBook() } }) =>
      failing.some((design) =>
        checkDesign(design, starterCatalogue(), priceBook).some(({ fix }) => fix !== undefined),
      ),
    );
    const all = RULES.length + POOL_RULES.length;
    const without = POOL_RULES.filter((rule) => !pools.includes(rule)).map(({ code }) => code);
    expect(without).toEqual(["pool-offline"]);
    expect(designs.length / RULES.length).toBeGreaterThan(2 / 3);
    expect((pools.length + designs.length) / all).toBeGreaterThan(2 / 3);
  });

  it("find the first later time at which what others hold is free again", () => {
    const [example] = findPoolRule("not-enough-cores")?.examples.passing ?? [];
    if (example === undefined) throw new Error("no example");
    const question = { ...questionOf(example), level: "window" as const };
    const held = capacities(question.pool).flatMap(({ resource, capacity }): Holding[] =>
      resource.endsWith("/cores")
        ? [
            { resource, quantity: capacity, window: { start: hour(9), end: hour(13) } },
            { resource, quantity: 1, window: { start: hour(13), end: hour(20) } },
          ]
        : [],
    );
    const [problem] = checkPool({ ...question, held });
    if (problem === undefined) throw new Error("it fits");
    expect(problem).toMatchObject({ level: "window", severity: "error" });
    const later = ways({ ...question, held }, problem).find((way) => way.window !== undefined);
    expect(later?.window).toEqual({ start: hour(13), end: hour(15) });
    expect(checkPool({ ...question, held, window: later?.window ?? WINDOW })).toEqual([]);
  });

  it("let machines that are kept together, by themselves or as a group, stand on another site where all of them go", () => {
    const example = findPoolRule("hosts-fragmented")!.examples.failing.find(
      ({ design }) => design.nodes["web"]?.properties["together"] === "rack",
    )!;
    const { web } = example.design.nodes;
    const { together: _, ...properties } = web!.properties;
    const grouped = {
      ...example.design,
      nodes: { ...example.design.nodes, web: { ...web!, properties, group: "farm" } },
      groups: { farm: { name: "Farm", together: "rack" } },
    };
    const byItself = questionOf(example);
    const cases = [
      ["web", byItself],
      ["Farm", { ...byItself, design: grouped }],
    ] as const;
    for (const [name, question] of cases) {
      const [problem] = checkPool(question);
      expect(problem).toMatchObject({ code: "hosts-fragmented" });
      const [way, ...others] = ways(question, problem!);
      expect(way?.title).toBe(`Keep ${name} together by site only: South`);
      expect(others.map(({ title }) => title)).not.toContain(`Let ${name} stand anywhere`);
      const mended = { ...question, design: applyEdits(question.design, way!.edits) };
      expect(checkPool(mended)).toEqual([]);
    }
  });

  it("name the way to what lies in a component, and change it by what the component exposes", () => {
    const { nodes, links } = findPoolRule("not-enough-cores")!.examples.failing[0]!.design;
    const version = {
      component: "farm",
      version: 1,
      name: "Farm",
      tags: [],
      ports: {},
      parameters: { size: { title: "Size", node: "web", property: null } },
      nodes,
      links,
      groups: {},
      notes: {},
    };
    const use = { component: "farm", version: 1, parameters: {} };
    const design = {
      ...sketch("Office", { f: { kind: "component", name: "Server farm", ...use } }),
      components: { "farm-v1": version },
    };
    const { resources } = findPoolRule("not-enough-cores")!.examples.failing[0]!;
    const question = questionOf({ design, resources });
    const [problem] = checkPool(question);
    expect(problem).toMatchObject({ elements: [{ type: "node", id: "f.1/web" }] });
    expect(elementName(problem!.elements[0]!, design)).toBe("Server farm › web");
    const [way] = ways(question, problem!);
    expect(way?.edits).toMatchObject([{ type: "set-property", id: "f", property: "parameters" }]);
    const mended = { ...question, design: applyEdits(design, way!.edits) };
    expect(checkPool(mended)).toEqual([]);
  });

  it("only warn of what the lab lacks at the moment alone", () => {
    const [example] = findPoolRule("not-enough-seats")?.examples.passing ?? [];
    if (example === undefined) throw new Error("no example");
    const resource = "lab/seats/windows-11-pro";
    const held = [{ resource, quantity: 8, window: WINDOW }];
    expect(checkPool({ ...questionOf(example), held })).toMatchObject([
      { code: "not-enough-seats", severity: "warning", parameters: { needed: 5, free: 2 } },
    ]);
  });
});
