import { describe, expect, it } from "vitest";
import { starterCatalogue, starterPriceBook } from "../../shared/catalogue/starter.ts";
import { checkDesign, isConcerned } from "../../shared/constraints/check.ts";
import { problemText } from "../../shared/constraints/problem-text.ts";
import { problemFacts } from "../../shared/constraints/problem-facts.ts";
import type { Problem, QuickFix } from "../../shared/constraints/rule.ts";
import { findRule, RULES } from "../../shared/constraints/rules/index.ts";
import { createState } from "../../shared/constraints/state.ts";
import type { Design, ElementReference } from "../../shared/design/design.ts";
import { drawnElement } from "../../shared/design/element-path.ts";
import { applyEdits } from "../../shared/design/edit.ts";
import { expandDesign } from "../../shared/design/expand.ts";

/** What every rule promises, proven on its own examples. */
describe.each(RULES.map((rule) => [rule.code, rule] as const))("rule %s", (code, rule) => {
  const book = rule.examples.priceBook ?? starterPriceBook();
  const check = (design: Design): readonly Problem[] =>
    checkDesign(design, starterCatalogue(), book);
  const codes = (design: Design): readonly string[] => [
    ...new Set(check(design).map((problem) => problem.code)),
  ];
  const { passing, failing } = rule.examples;

  it("has a code, a title and a reason that can be read", () => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.explanation).toMatch(/^[A-Z].{30,}[.?]$/);
    expect(findRule(code)).toBe(rule);
  });

  it("has examples of both sorts", () => {
    expect(passing.length).toBeGreaterThan(0);
    expect(failing.length).toBeGreaterThan(0);
  });

  it.each(passing.map((design, index) => [index, design] as const))(
    "accepts passing example %i",
    (_, design) => {
      expect(codes(design)).not.toContain(code);
    },
  );

  it.each(failing.map((design, index) => [index, design] as const))(
    "raises its code, and no other, on failing example %i",
    (_, design) => {
      expect(codes(design)).toEqual([code]);
    },
  );

  it.each(failing.map((design, index) => [index, design] as const))(
    "points at elements and can be read, on failing example %i",
    (_, design) => {
      for (const problem of check(design)) {
        expect(problem.severity).toBe(rule.severity);
        expect(problem.elements.length).toBeGreaterThan(0);
        for (const element of problem.elements) expect(exists(element, design)).toBe(true);
        const text = problemText(problem, design);
        expect(text).toMatch(/\.$/);
        expect(text).not.toMatch(/undefined|NaN|\{\w+\}|\?\./);
        if (problem.property !== undefined) expect(problem.property).toMatch(/^[a-z]\w*$/i);
      }
    },
  );

  it.each(failing.map((design, index) => [index, design] as const))(
    "mends that very problem and adds no error by each fix it offers, on failing example %i",
    (_, design) => {
      const errors = (of: Design): number =>
        check(of).filter(({ severity }) => severity === "error").length;
      for (const problem of check(design))
        for (const { title, edits } of offered(problem)) {
          const mended = applyEdits(design, edits);
          expect(check(mended).map(sameProblem), title).not.toContain(sameProblem(problem));
          expect(errors(mended), title).toBeLessThanOrEqual(errors(design));
        }
    },
  );

  it.each(failing.map((design, index) => [index, design] as const))(
    "has a measure wherever numbers are held against each other, on failing example %i",
    (_, design) => {
      for (const problem of check(design)) {
        const facts = problemFacts(problem);
        expect(facts).toHaveLength(rule.measures?.length ?? 0);
        // Numbers that are the same say nothing about why.
        if (facts.length > 0)
          expect(facts.every(({ apart }) => Number.parseFloat(apart ?? "1") === 0)).toBe(false);
        if ("needed" in problem.parameters) expect(facts.length).toBeGreaterThan(0);
      }
    },
  );

  it.each(failing.map((design, index) => [index, design] as const))(
    "mends failing example %i by its quick fixes, one after the other",
    (_, design) => {
      let mended = design;
      for (let step = 0; step < 5; step++) {
        const problem = check(mended).find((one) => one.code === code && one.fix !== undefined);
        if (problem?.fix === undefined) break;
        expect(problem.fix.title).toMatch(/^[A-Z0-9].*[^.]$/);
        expect(problem.fix.edits.length).toBeGreaterThan(0);
        const before = check(mended).filter((one) => one.code === code).length;
        mended = applyEdits(mended, problem.fix.edits);
        expect(check(mended).filter((one) => one.code === code).length).toBeLessThan(before);
      }
      const left = check(mended).filter((one) => one.severity === "error" && one.fix !== undefined);
      expect(left.map((one) => one.code)).not.toContain(code);
    },
  );
});

/** What is said twice when nothing changed. */
function sameProblem(one: Problem): string {
  return JSON.stringify([one.code, one.elements, one.property, one.parameters]);
}

function offered({ fix, otherFixes = [] }: Problem): readonly QuickFix[] {
  return fix === undefined ? otherFixes : [fix, ...otherFixes];
}

describe("what a rule concerns", () => {
  const designs = RULES.flatMap(({ examples }) => examples.passing.concat(examples.failing));
  const states = designs.map((design) => {
    const state = createState(starterCatalogue(), starterPriceBook());
    state.update(expandDesign(design));
    return state;
  });
  const limited = RULES.filter(({ concerns }) => concerns !== undefined);

  it.each(limited.map((rule) => [rule.code, rule] as const))(
    "%s finds nothing wrong with any other node",
    (_, rule) => {
      for (const state of states)
        for (const id of state.nodeIds())
          if (!isConcerned(rule, state.node(id))) expect(rule.check(state, id)).toEqual([]);
    },
  );
});

describe("the list of rules", () => {
  it("has at least forty", () => {
    expect(RULES.length).toBeGreaterThanOrEqual(40);
  });

  it("has no code twice", () => {
    expect(new Set(RULES.map((rule) => rule.code)).size).toBe(RULES.length);
  });

  it("offers a quick fix for at least two thirds of the rules", () => {
    const fixing = RULES.filter((rule) =>
      rule.examples.failing.some((design) =>
        checkDesign(design, starterCatalogue(), rule.examples.priceBook ?? starterPriceBook()).some(
          (problem) => problem.fix !== undefined,
        ),
      ),
    );
    expect(fixing.length / RULES.length).toBeGreaterThan(2 / 3);
  });
});

function exists(element: ElementReference, design: Design): boolean {
  const { type, id } = drawnElement(element);
  if (type === "node") return Object.hasOwn(design.nodes, id);
  if (type === "link") return Object.hasOwn(design.links, id);
  return type === "design";
}
