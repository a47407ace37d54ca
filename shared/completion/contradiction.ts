import { problemText } from "../constraints/problem-text.ts";
import type { Problem } from "../constraints/rule.ts";
import { choose } from "./choose.ts";
import type { Conflict, Contradiction } from "./completion.ts";
import type { Draft } from "./draft.ts";
import { prepare } from "./prepare.ts";
import { factsOf, type Fact } from "./facts.ts";
import type { Slot } from "./slot.ts";
import type { Solver } from "./solver.ts";

/**
 * The smallest set of facts that cannot be true together: each fact in turn is left out, and stays out when
 * nothing fits even so. What is left at the end is needed, all of it, for the contradiction.
 */
export function contradictionOf(
  draft: Draft,
  slots: readonly Slot[],
  solver: Solver,
): Contradiction {
  const facts = factsOf(draft, slots);
  const fits = (kept: ReadonlySet<Fact>): boolean => {
    const world = facts.reduce((state, fact) => (kept.has(fact) ? state : fact.without(state)), {
      slots,
      request: draft.request,
    });
    const { task, market } = prepare({ ...draft, request: world.request }, world.slots);
    return choose(task, market, solver) !== null;
  };
  const kept = new Set(facts);
  for (const fact of facts) {
    kept.delete(fact);
    if (fits(kept)) kept.add(fact);
  }
  return { conflicts: [...kept].map(({ conflict }) => conflict) };
}

/** What rules still find wrong: it was set so, and nothing that could be added mends it. */
export function fromProblems(draft: Draft, errors: readonly Problem[]): Contradiction {
  return {
    conflicts: errors.map((problem): Conflict => ({
      elements: problem.elements.filter(
        ({ type, id }) => type !== "node" || Object.hasOwn(draft.request.design.nodes, id),
      ),
      text: `${problemText(problem, draft.design()).replace(/\.$/, "")}.`,
    })),
  };
}
