import { computed, effect, endBatch, startBatch } from "alien-signals";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import type { RateCard } from "../pricing/rate-card.ts";
import { createBoard, type Board } from "./board.ts";
import { runRule } from "./check.ts";
import { drawnProblems } from "./drawn-problems.ts";
import type { Problem, Rule, RuleContext } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { createState } from "./state.ts";
import { trackState } from "./tracked-state.ts";

/** Keeps a design checked: gives it each new version of the design, get the problems of that version. */
export interface Checker {
  /** The same as {@link checkDesign} of that design, and the same array while no problem changes. */
  update(design: Design): readonly Problem[];
}

/**
 * Every rule for every element is a computed value over what it read; an update re-runs those whose
 * reads have changed. The cost of an update is one comparison per element, and those runs.
 */
export function createChecker(
  catalogue: Catalogue,
  rateCard: RateCard | undefined,
  rules: readonly Rule[] = RULES,
): Checker {
  const state = createState(catalogue, rateCard);
  const { context, refresh } = trackState(state);
  const board = createBoard(rules);
  const design = watcher(rules, "design", context, board);
  const nodes = watcher(rules, "node", context, board);
  const links = watcher(rules, "link", context, board);
  return {
    update: (next) => {
      const changes = state.update(expandDesign(next));
      startBatch();
      refresh(changes);
      // Elements that went are let go before anything runs, so that no rule is run for one of them.
      if (changes.nodeList) nodes.drop(state.nodeIds());
      if (changes.linkList) links.drop(state.linkIds());
      endBatch();
      design.watch([""]);
      if (changes.nodeList) nodes.watch(state.nodeIds());
      if (changes.linkList) links.watch(state.linkIds());
      return drawnProblems(board.problems(), next);
    },
  };
}

interface Watcher {
  /** Lets go of every element that is not among these. */
  drop(ids: readonly string[]): void;
  /** Starts to watch those of these that are not watched yet. */
  watch(ids: readonly string[]): void;
}

function watcher(
  rules: readonly Rule[],
  scope: Rule["scope"],
  context: RuleContext,
  board: Board,
): Watcher {
  const own = rules.filter((rule) => rule.scope === scope);
  const watched = new Map<string, () => void>();
  const watchOne = (id: string): (() => void) => {
    const outcomes = own.map((rule) => computed(() => runRule(rule, context, id)));
    return effect(() =>
      board.put(
        scope,
        id,
        outcomes.map((outcome) => outcome()),
      ),
    );
  };
  return {
    drop: (ids) => {
      const kept = new Set(ids);
      for (const [id, stop] of watched)
        if (!kept.has(id)) {
          stop();
          watched.delete(id);
          board.remove(scope, id);
        }
    },
    watch: (ids) => {
      for (const id of ids) if (!watched.has(id)) watched.set(id, watchOne(id));
    },
  };
}
