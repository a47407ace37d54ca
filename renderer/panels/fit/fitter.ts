import { fromInstant, toInstant, type Instant } from "../../../shared/base/clock.ts";
import type { Findings } from "../../../shared/base/steps.ts";
import {
  EMPTY_CATALOGUE,
  indexCatalogue,
  type Catalogue,
} from "../../../shared/catalogue/catalogue.ts";
import { createChecker, type Checker } from "../../../shared/constraints/incremental.ts";
import { askPool, checkLonger, type PoolQuestion } from "../../../shared/constraints/pool-check.ts";
import type { Problem, QuickFix } from "../../../shared/constraints/rule.ts";
import { waysOutForAll } from "../../../shared/constraints/ways-out.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { overlaps, type Window as TimeWindow } from "../../../shared/schedule/window.ts";
import type { Holding, Kept } from "../../../shared/placement/placement.ts";
import type { Pool } from "../../../shared/pool/pool.ts";
import { atMostCopies } from "../../../shared/pricing/project/copies.ts";
import type { PriceBook } from "../../../shared/pricing/engine/book.ts";
import { alikeRefusals } from "../../../shared/placement/refusals/fold-refusals.ts";
import { isOpen } from "../../../shared/placement/refusals/proven.ts";
import { applyPatches, type Patch } from "../../store/history.ts";
import { bestAnswer, shownAnswer, type LabAnswer } from "../../store/lab-fit.ts";

export interface HeldPool {
  readonly pool: Pool;
  /** What is held of it over time, as far as that is known. */
  readonly held: readonly Holding[];
}

/** What has changed since the last question; what is left out is as it was. */
export interface FitQuestion {
  readonly number: number;
  /** From the design of the question before, the first one from an empty design. */
  readonly patches: readonly Patch[];
  readonly reference?: { readonly catalogue: Catalogue["data"]; readonly priceBook: PriceBook };
  readonly pools?: readonly HeldPool[];
  readonly now: Instant;
  readonly window: TimeWindow;
  /** Whose problems are shown, if one is chosen. */
  readonly chosen: string | null;
}

export interface FitAnswer {
  readonly number: number;
  readonly answers: readonly LabAnswer[];
}

/** Whoever holds designs against pools. */
export interface Fitter {
  /** What each pool lacks. Questions come in order; each continues the one before. */
  readonly answer: (asked: FitQuestion) => readonly LabAnswer[];
  /**
   * The same with ways out for what is shown, one problem or several alike at a time, and then with proofs of what was left open. Each
   * takes a while; undefined where there is nothing new yet.
   */
  readonly mend: (
    asked: FitQuestion,
    answers: readonly LabAnswer[],
  ) => Findings<readonly LabAnswer[]>;
}

interface Known {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly priceBook: PriceBook | undefined;
  readonly pools: readonly HeldPool[];
}

/** The instant itself: what is free now. */
const MOMENT_MS = 1000;

/**
 * Holds designs against pools, with everything remembered between questions, so that neither the design nor
 * the catalogue crosses over to the worker again for each edit.
 */
export function createFitter(): Fitter {
  let known: Known = {
    design: emptyDesign(""),
    catalogue: indexCatalogue(EMPTY_CATALOGUE),
    priceBook: undefined,
    pools: [],
  };
  let checker: Checker | undefined;
  /** Where the machines stood in the last answer that was yes: while one draws, little of it changes. */
  const stood = new Map<string, Kept["hosts"]>();
  const ask = (question: PoolQuestion, asked: string = question.level): readonly Problem[] => {
    const key = `${asked} ${question.pool.id}`;
    const previous = stood.get(key);
    const { problems, hosts } = askPool({ ...question, ...(previous && { previous }) });
    if (hosts !== undefined) stood.set(key, hosts);
    return problems;
  };
  const questionsOf = (
    pool: HeldPool,
    asked: FitQuestion,
  ): Record<"now" | "chosen", PoolQuestion> => {
    const { design, catalogue } = known;
    const at = (level: PoolQuestion["level"], window: TimeWindow): PoolQuestion => ({
      level,
      design,
      catalogue,
      pool: pool.pool,
      window,
      held: pool.held,
    });
    const moment = { start: asked.now, end: toInstant(fromInstant(asked.now) + MOMENT_MS) };
    return { now: at("pool", moment), chosen: at("window", asked.window) };
  };
  return {
    answer: (asked) => {
      const { reference, pools } = asked;
      if (reference !== undefined) checker = undefined;
      known = {
        design: applyPatches(known.design, asked.patches),
        catalogue: reference ? indexCatalogue(reference.catalogue) : known.catalogue,
        priceBook: reference?.priceBook ?? known.priceBook,
        pools: pools ?? known.pools,
      };
      const busiest = atMostCopies(known.design, known.catalogue);
      return known.pools.map((pool) => {
        const { now, chosen } = questionsOf(pool, asked);
        return {
          pool: pool.pool.id,
          now: ask(heldIn(now)),
          chosen: ask(heldIn(chosen)),
          ...(busiest !== null && { most: ask(heldIn({ ...chosen, design: busiest }), "most") }),
        };
      });
    },
    *mend(asked, answers): ReturnType<Fitter["mend"]> {
      const shown = shownAnswer(answers, asked.chosen);
      const pool = known.pools.find((one) => one.pool.id === shown?.pool);
      if (shown === undefined || pool === undefined) return;
      checker ??= createChecker(known.catalogue, known.priceBook);
      const questions = questionsOf(pool, asked);
      const lists = { now: [...shown.now], chosen: [...shown.chosen] };
      const mended = (): readonly LabAnswer[] => {
        const own = { ...shown, now: [...lists.now], chosen: [...lists.chosen] };
        return answers.map((one) => (one.pool === shown.pool ? own : one));
      };
      for (const when of ["now", "chosen"] as const)
        for (const alike of alikeRefusals(shown[when])) {
          const ways = [
            ...waysOutForAll(questions[when], alike, checker),
            ...otherPool(known.pools, answers, when),
          ];
          if (ways.length === 0) continue;
          const some = new Set(alike);
          for (const [index, problem] of shown[when].entries())
            if (some.has(problem)) lists[when][index] = withWays(problem, ways);
          yield mended();
        }
      for (const when of ["now", "chosen"] as const) {
        if (!lists[when].some(isOpen)) continue;
        for (const proven of inSlices(checkLonger(heldIn(questions[when])))) {
          if (proven !== undefined)
            lists[when] = lists[when].map((problem, index) =>
              Object.assign({}, problem, proven[index]),
            );
          yield proven && mended();
        }
      }
    },
  };
}

/** Steps follow each other for so long before whoever waits has a turn, in milliseconds. */
const SLICE_MS = 30;

function* inSlices<T>(findings: Findings<T>): Findings<T> {
  let began = performance.now();
  for (const found of findings) {
    if (found === undefined && performance.now() - began < SLICE_MS) continue;
    yield found;
    began = performance.now();
  }
}

/** Whether somebody holds anything at all then decides how a problem is judged. */
function heldIn(question: PoolQuestion): PoolQuestion {
  const held = question.held.filter(({ window }) => overlaps(window, question.window));
  return { ...question, held };
}

/** The pool that holds all of the design at a time that the shown one does not, if there is one. */
function otherPool(
  pools: readonly HeldPool[],
  answers: readonly LabAnswer[],
  when: "now" | "chosen",
): readonly QuickFix[] {
  const best = bestAnswer(answers.filter((answer) => answer[when].length === 0));
  const pool = pools.find((one) => one.pool.id === best?.pool)?.pool;
  return pool === undefined
    ? []
    : [{ title: `Use ${pool.name} instead`, edits: [], pool: pool.id }];
}

function withWays(problem: Problem, [fix, ...otherFixes]: readonly QuickFix[]): Problem {
  return { ...problem, ...(fix && { fix }), ...(otherFixes.length > 0 && { otherFixes }) };
}
