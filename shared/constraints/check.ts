import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { drawnProblems } from "./drawn-problems.ts";
import type { Concern, Problem, Rule, RuleContext, RuleNode } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { createState } from "./state.ts";

/**
 * Runs every rule over the whole design with its components expanded. Problems come in the order of the
 * rules, then of the elements' ids, and are the same for the same input.
 */
export function checkDesign(
  design: Design,
  catalogue: Catalogue,
  priceBook: PriceBook | undefined,
  rules: readonly Rule[] = RULES,
): readonly Problem[] {
  const state = createState(catalogue, priceBook);
  state.update(expandDesign(design));
  const problems = rules.flatMap((rule) =>
    idsOf(rule, state).flatMap((id) => runRule(rule, state, id)),
  );
  return drawnProblems(problems, design);
}

/** One run of one rule for one element. */
export function runRule(rule: Rule, context: RuleContext, id: string): readonly Problem[] {
  const findings = rule.check(context, id);
  if (findings.length === 0) return NO_PROBLEMS;
  const { code, severity } = rule;
  return findings.map((finding) =>
    Object.assign({ code, severity, level: "design" as const }, finding),
  );
}

// One and the same, so that a rule that still finds nothing counts as unchanged.
const NO_PROBLEMS: readonly Problem[] = [];

/** True for a node that a rule looks at. */
export function isConcerned({ concerns }: Rule, node: RuleNode | undefined): boolean {
  if (concerns === undefined || node === undefined) return true;
  const traits: Readonly<Partial<Record<Concern, unknown>>> = node.traits;
  return concerns.some((one) => node.traits.forwarding === one || traits[one] !== undefined);
}

/** What a rule is run for. */
export function idsOf(rule: Rule, context: RuleContext): readonly string[] {
  switch (rule.scope) {
    case "design":
      return [""];
    case "node":
      return context.nodeIds().filter((id) => isConcerned(rule, context.node(id)));
    case "link":
      return context.linkIds();
  }
}
