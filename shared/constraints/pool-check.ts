import type { Findings } from "../base/steps.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design, ElementReference } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { place, provenLonger } from "../placement/place.ts";
import type { Holding, Kept, Refusal } from "../placement/placement.ts";
import type { Pool } from "../pool/pool.ts";
import type { Window } from "../schedule/window.ts";
import type { Problem, ProblemLevel } from "./rule.ts";

/** A design held against a pool in a window. */
export interface PoolQuestion {
  readonly level: Exclude<ProblemLevel, "design">;
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly pool: Pool;
  readonly window: Window;
  /** What others hold at some time in the window. */
  readonly held: readonly Holding[];
  /** Where its machines stood when nearly the same was asked before; makes the answer quick. */
  readonly previous?: Kept["hosts"];
}

/** Why a pool does not hold a design; where its machines stand, when nothing is said. */
interface PoolAnswer {
  readonly problems: readonly Problem[];
  readonly hosts: Kept["hosts"] | undefined;
}

/** Why the pool does not hold the design; nothing when it does. */
export function refusalsOf(question: PoolQuestion): readonly Refusal[] {
  const placed = place(question);
  return placed.ok ? [] : placed.error;
}

/**
 * The same as problems. At the level `pool`, what the lab lacks only because others hold it at the moment is
 * a warning: it says nothing against another time.
 */
export function checkPool(question: PoolQuestion): readonly Problem[] {
  return askPool(question).problems;
}

/** The same, with what makes the next answer quick. */
export function askPool(question: PoolQuestion): PoolAnswer {
  const placed = place(question);
  if (placed.ok) return { problems: [], hosts: placed.value.hosts };
  return { problems: problemsOf(question, placed.error), hosts: undefined };
}

/** So many times the work of an answer at once: ten seconds and more, in which nobody waits. */
const PATIENCE = 150;

/** The same as more time makes them, in the same order. */
export function* checkLonger(question: PoolQuestion): Findings<readonly Problem[]> {
  for (const better of provenLonger(question, refusalsOf(question), PATIENCE))
    yield better && problemsOf(question, better);
}

function problemsOf(question: PoolQuestion, refusals: readonly Refusal[]): readonly Problem[] {
  const passing = question.level === "pool" && question.held.length > 0;
  const always = passing ? codesOf(refusalsOf({ ...question, held: [] })) : codesOf(refusals);
  return refusals.map((refusal) => ({
    code: refusal.code,
    severity: always.has(refusal.code) ? "error" : "warning",
    level: question.level,
    pool: question.pool.name,
    elements: elementsOf(refusal, expandDesign(question.design)),
    parameters: refusal.parameters,
  }));
}

function codesOf(refusals: readonly Refusal[]): ReadonlySet<string> {
  return new Set(refusals.map(({ code }) => code));
}

/** Refusals name nodes and links alike; what concerns no element concerns the design. */
function elementsOf({ elements }: Refusal, { links }: Design): readonly ElementReference[] {
  if (elements.length === 0) return [{ type: "design", id: "" }];
  return elements.map((id) => ({ type: Object.hasOwn(links, id) ? "link" : "node", id }));
}
