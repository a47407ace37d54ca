import { fixAll } from "../../../shared/constraints/fix-all.ts";
import { findRule } from "../../../shared/constraints/rules/index.ts";
import { ruleWords } from "../../../shared/constraints/rule-words.ts";
import type { Problem, QuickFix } from "../../../shared/constraints/rule.ts";
import type { DesignEdit } from "../../../shared/design/edit.ts";
import { say } from "../../commands/notify.ts";
import { activeDocument, edit, editDesign } from "../../store/documents.ts";
import { useChosen } from "../../store/lab-fit.ts";
import { currentProblems } from "../../store/problems.ts";
import { useReference } from "../../store/reference.ts";
import { localTime } from "../../ui/local-time.ts";

/** All ways out of a problem, the recommended one first. */
export function fixesOf({ fix, otherFixes = [] }: Problem): readonly QuickFix[] {
  return fix === undefined ? otherFixes : [fix, ...otherFixes];
}

/** What the button says; another time is told in the reader's own. */
export function fixTitle({ title, window }: QuickFix): string {
  return window === undefined ? title : `${title}: ${localTime(window.start)}`;
}

/** Takes a way out: one step that undo takes back, or another time to hold the design against. */
export function applyFix(fix: QuickFix): void {
  if (fix.window !== undefined) useChosen.setState({ window: fix.window });
  if (fix.edits.length > 0) edit(fix.title, fix.edits);
}

/** The problems of the same rule and level that have a way out of themselves. */
export function alike({ code, level }: Problem, problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    (one) => one.code === code && one.level === level && (one.fix?.edits.length ?? 0) > 0,
  );
}

/** Mends all problems of a kind that can be mended, as one step. */
export function fixAllLike(problem: Problem): void {
  const title = `Fix all: ${ruleWords(problem.code)?.title ?? problem.code}`;
  if (problem.level === "design") fixAllByRule(problem.code, title);
  else edit(title, editsOf(alike(problem, currentProblems())));
}

function fixAllByRule(code: string, title: string): void {
  const document = activeDocument();
  const rule = findRule(code);
  if (document === null || rule === undefined) return;
  const { catalogue, rateCard } = useReference.getState();
  const { design, left } = fixAll(document.design, rule, catalogue, rateCard);
  editDesign(document.id, title, design);
  if (left > 0) say(`${left} of this kind ${left === 1 ? "has" : "have"} to be mended by hand.`);
}

/** The fixes that do not get into each other's way: what two of them would change, the first does. */
function editsOf(problems: readonly Problem[]): readonly DesignEdit[] {
  const touched = new Set<string>();
  return problems.flatMap(({ fix }) => {
    const edits = fix?.edits ?? [];
    const ids = edits.map((one) => ("id" in one ? one.id : ""));
    if (ids.some((id) => touched.has(id))) return [];
    for (const id of ids) touched.add(id);
    return edits;
  });
}
