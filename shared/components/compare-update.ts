import type { Instant } from "../base/clock.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { checkDesign } from "../constraints/check.ts";
import type { Problem } from "../constraints/rule.ts";
import { compareDesigns, type ElementChange } from "../design/compare.ts";
import type { Design, DesignNode } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { isUse } from "../design/use.ts";
import { runRate, type RunRate } from "../pricing/run-rate.ts";
import type { Terms } from "../pricing/terms.ts";

/** What becomes of a design by a change of its components. Elements are those of the expansion, by path. */
export interface UpdateDifference {
  /** Nodes and links that come, go or change. */
  readonly elements: readonly ElementChange[];
  /** Problems that were not there before; their sentences are made with the design after. */
  readonly newProblems: readonly Problem[];
  /** Problems that are there no longer; their sentences are made with the design before. */
  readonly solvedProblems: readonly Problem[];
  readonly price: { readonly before: RunRate; readonly after: RunRate };
}

/** By what to judge the two. */
interface Reference {
  readonly catalogue: Catalogue;
  readonly terms: Terms;
  /** At which time prices are compared. */
  readonly at: Instant;
}

/** Compares a design before and after the edits of updateUses, as it is shown before anybody agrees. */
export function compareUpdate(
  before: Design,
  after: Design,
  { catalogue, terms, at }: Reference,
): UpdateDifference {
  const expanded = [expandDesign(before), expandDesign(after)] as const;
  const { elements } = compareDesigns(...expanded);
  const [old, fresh] = [before, after].map((design) => checkDesign(design, catalogue, terms.book));
  const price = (design: Design): RunRate => runRate({ design, catalogue, terms, at });
  return {
    elements: elements.filter(({ type, id }) =>
      type === "node" ? !expanded.some(({ nodes }) => isShell(nodes[id])) : type === "link",
    ),
    newProblems: without(fresh ?? [], old ?? []),
    solvedProblems: without(old ?? [], fresh ?? []),
    price: { before: price(before), after: price(after) },
  };
}

/** A use that stands in an expansion for a rule to point at, as where a link's port is gone: nothing comes with it. */
function isShell(node: DesignNode | undefined): boolean {
  return node !== undefined && isUse(node);
}

function without(problems: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  const known = new Set(others.map(sameWords));
  return problems.filter((problem) => !known.has(sameWords(problem)));
}

/** Equal for problems that say the same of the same elements. */
function sameWords({ code, elements, property, parameters }: Problem): string {
  return JSON.stringify([code, elements, property, parameters]);
}
