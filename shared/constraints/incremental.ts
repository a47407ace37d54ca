import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { createBoard } from "./board.ts";
import { createDrawnProblems } from "./drawn-problems.ts";
import type { Problem, Rule, RuleScope } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { createRuns } from "./runs.ts";
import { createState } from "./state.ts";
import { trackState } from "./tracked-state.ts";
import { createTracker } from "./tracker.ts";

/** Keeps a design checked: give it each new version of the design, get the problems of that version. */
export interface Checker {
  /** The same as {@link checkDesign} of that design, and the same array while no problem changes. */
  update(design: Design): readonly Problem[];
}

const SCOPES = ["design", "node", "link"] as const satisfies readonly RuleScope[];

/**
 * Runs each rule for each element again when what it read has changed. For a version made by edits from the
 * one before, an update costs what the edits touch; for any other, a comparison of the two besides.
 */
export function createChecker(
  catalogue: Catalogue,
  priceBook: PriceBook | undefined,
  rules: readonly Rule[] = RULES,
): Checker {
  const state = createState(catalogue, priceBook);
  const tracker = createTracker();
  const { context, refresh } = trackState(state, tracker);
  const board = createBoard(rules);
  const runs = createRuns(rules, { context, state }, tracker, board);
  const drawn = createDrawnProblems();
  const isPresent = {
    design: () => true,
    node: (id: string) => state.node(id) !== undefined,
    link: (id: string) => state.link(id) !== undefined,
  };
  let started = false;
  return {
    update: (design) => {
      const { changes, network } = state.update(expandDesign(design));
      // What went is let go before anything runs, so that no rule is run for it.
      for (const id of changes.nodes) if (state.node(id) === undefined) runs.drop("node", id);
      for (const id of changes.links) if (state.link(id) === undefined) runs.drop("link", id);
      const fresh = {
        design: new Set(started ? [] : [""]),
        node: changes.newNodes,
        link: changes.newLinks,
      };
      started = true;
      tracker.expect(fresh);
      refresh(changes, network);
      const woken = tracker.woken();
      for (const scope of SCOPES) {
        for (const id of fresh[scope]) runs.runAll(scope, id);
        for (const [id, some] of woken[scope])
          if (!fresh[scope].has(id) && isPresent[scope](id)) runs.again(scope, id, some);
      }
      return drawn(board.problems(), design);
    },
  };
}
