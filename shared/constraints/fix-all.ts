import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Design } from "../design/design.ts";
import { applyEdits, type DesignEdit } from "../design/edit.ts";
import { expandDesign } from "../design/expand.ts";
import type { PriceBook } from "../pricing/engine/book.ts";
import { idsOf, runRule } from "./check.ts";
import { liftFix } from "./drawn-problems.ts";
import type { Problem, QuickFix, Rule } from "./rule.ts";
import { createState, type DesignState } from "./state.ts";

export interface FixedAll {
  readonly design: Design;
  /** What makes the design of the one it began with. */
  readonly edits: readonly DesignEdit[];
  /** How many fixes were applied. */
  readonly fixes: number;
  /** Problems of the kind that are left, for want of a fix. */
  readonly left: number;
}

/**
 * Mends every problem of one rule that has a fix, looking at that rule alone. Fixes are worked out for the
 * design as it is, so several may want the same free name or address block. All are tried at once; when that
 * does not mend as many as it should, they are worked out anew and applied one after the other.
 */
export function fixAll(
  start: Design,
  rule: Rule,
  catalogue: Catalogue,
  priceBook: PriceBook | undefined,
): FixedAll {
  const state = createState(catalogue, priceBook);
  state.update(expandDesign(start));
  const found = problemsOf(rule, state);
  const batch = apart(fixesOf(found, start));
  const edits = batch.flatMap((one) => one.edits);
  const together = applyEdits(start, edits);
  state.update(expandDesign(together));
  const left = problemsOf(rule, state);
  if (batch.length > 0 && left.length <= found.length - batch.length) {
    const isDone = fixesOf(left, together).length === 0;
    if (isDone) return { design: together, edits, fixes: batch.length, left: left.length };
    const rest = fixAll(together, rule, catalogue, priceBook);
    return { ...rest, edits: [...edits, ...rest.edits], fixes: rest.fixes + batch.length };
  }
  return oneByOne(start, rule, state);
}

function oneByOne(start: Design, rule: Rule, state: DesignState): FixedAll {
  let [design, fixes] = [start, 0];
  const edits: DesignEdit[] = [];
  state.update(expandDesign(design));
  for (const id of idsOf(rule, state)) {
    let open = runRule(rule, state, id);
    for (;;) {
      const [fix] = fixesOf(open, design);
      if (fix === undefined) break;
      const tried = applyEdits(design, fix.edits);
      state.update(expandDesign(tried));
      const after = runRule(rule, state, id);
      if (after.length >= open.length) {
        state.update(expandDesign(design));
        break;
      }
      [design, open, fixes] = [tried, after, fixes + 1];
      edits.push(...fix.edits);
    }
  }
  return { design, edits, fixes, left: problemsOf(rule, state).length };
}

function problemsOf(rule: Rule, state: DesignState): readonly Problem[] {
  return idsOf(rule, state).flatMap((id) => runRule(rule, state, id));
}

/** The recommended fixes, as edits of the drawing. */
function fixesOf(problems: readonly Problem[], design: Design): readonly QuickFix[] {
  return problems.flatMap(({ fix }) => (fix && liftFix(fix, design)) ?? []);
}

/** Those that touch nothing which one before them touches. */
function apart(fixes: readonly QuickFix[]): readonly QuickFix[] {
  const touched = new Set<string>();
  return fixes.filter(({ edits }) => {
    const keys = edits.map(touchedBy);
    if (keys.some((key) => touched.has(key))) return false;
    for (const key of keys) touched.add(key);
    return true;
  });
}

function touchedBy(edit: DesignEdit): string {
  return "id" in edit ? `${edit.type.split("-")[1]} ${edit.id}` : edit.type;
}
