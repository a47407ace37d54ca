import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { createBoard } from "./board.ts";
import { drawnProblems } from "./drawn-problems.ts";
import type { Problem, Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { createRuns, type Runs } from "./runs.ts";
import { createState } from "./state.ts";
import { trackState } from "./tracked-state.ts";
import { createTracker } from "./tracker.ts";

/** Keeps a design checked: give it each new version of the design, get the problems of that version. */
export interface Checker {
  /** The same as {@link checkDesign} of that design, and the same array while no problem changes. */
  update(design: Design): readonly Problem[];
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Runs each rule for each element again when what it read has changed. For a version made by edits from the
 * one before, an update costs what the edits touch; for any other, a comparison of the two besides.
 */
export function createChecker(
  catalogue: Catalogue,
  rateCard: RateCard | undefined,
  rules: readonly Rule[] = RULES,
): Checker {
  const state = createState(catalogue, rateCard);
  const tracker = createTracker();
  const { context, refresh } = trackState(state, tracker);
  const board = createBoard(rules);
  const runsOf = (scope: Rule["scope"]): Runs => createRuns(rules, scope, context, tracker, board);
  const runs = { design: runsOf("design"), node: runsOf("node"), link: runsOf("link") };
  let started = false;
  return {
    update: (design) => {
      const { changes, network } = state.update(expandDesign(design));
      const nodes = new Set([...changes.nodes, ...changes.linksOf]);
      // What went is let go before anything runs, so that no rule is run for it.
      for (const id of nodes) if (state.node(id) === undefined) runs.node.drop(id);
      for (const id of changes.links) if (state.link(id) === undefined) runs.link.drop(id);
      refresh(changes, network);
      const woken = tracker.woken();
      const whole = { design: started ? NONE : new Set([""]), node: nodes, link: changes.links };
      started = true;
      for (const id of whole.design) runs.design.runAll(id);
      for (const id of nodes) if (state.node(id) !== undefined) runs.node.runAll(id);
      for (const id of changes.links) if (state.link(id) !== undefined) runs.link.runAll(id);
      for (const run of woken) {
        if (!whole[run.rule.scope].has(run.id)) runs[run.rule.scope].again(run);
      }
      return drawnProblems(board.problems(), design);
    },
  };
}
