import { create } from "zustand";
import { ruleWords } from "../../../shared/constraints/rule-words.ts";
import type { Problem, QuickFix } from "../../../shared/constraints/rule.ts";
import { applyEdits, type DesignEdit } from "../../../shared/design/edit.ts";
import { plainDesign } from "../../host/plain-design.ts";
import { say } from "../../commands/notify.ts";
import { askWorker } from "../../host/ask-worker.ts";
import { activeDocument, edit, editDesign, findDocument } from "../../store/documents.ts";
import { useChosen } from "../../store/lab-fit.ts";
import { currentProblems } from "../../store/problems.ts";
import { useReference } from "../../store/reference.ts";
import { localTime } from "../../ui/local-time.ts";
import type { Mended, MendTask } from "./mending.ts";

/** All ways out of a problem, the recommended one first. */
export function fixesOf({ fix, otherFixes = [] }: Problem): readonly QuickFix[] {
  return fix === undefined ? otherFixes : [fix, ...otherFixes];
}

/** What the button says; another time is told in the reader's own. */
export function fixTitle({ title, window }: QuickFix): string {
  return window === undefined ? title : `${title}: ${localTime(window.start)}`;
}

/** Takes a way out: one step that undo takes back, or another time or pool to hold the design against. */
export function applyFix(fix: QuickFix): void {
  if (fix.window !== undefined) useChosen.setState({ window: fix.window });
  if (fix.pool !== undefined) useChosen.setState({ pool: fix.pool });
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
  const document = activeDocument();
  if (problem.level !== "design") edit(title, editsOf(alike(problem, currentProblems())));
  else if (document !== null) mendAll(document.id, problem.code, title);
}

/** The rule whose problems are being mended at the moment. */
export const useMending = create<{ readonly code: string | null }>()(() => ({ code: null }));

let giveUp: () => void = () => {};

function mendAll(id: string, code: string, title: string): void {
  giveUp();
  const design = findDocument(id)?.design;
  if (design === undefined) return useMending.setState({ code: null });
  useMending.setState({ code });
  const { catalogue, terms } = useReference.getState();
  const task: MendTask = {
    design: plainDesign(design),
    code,
    catalogue: catalogue.data,
    priceBook: terms.book,
  };
  const worker = new Worker(new URL("./fix-worker.ts", import.meta.url), { type: "module" });
  giveUp = askWorker(worker, task, ({ data }: MessageEvent<Mended>) => {
    const { edits, left } = data;
    // Drawn on meanwhile: what was worked out is for another design.
    if (findDocument(id)?.design !== design) mendAll(id, code, title);
    else {
      useMending.setState({ code: null });
      editDesign(id, title, applyEdits(design, edits));
      if (left > 0)
        say(`${left} of this kind ${left === 1 ? "has" : "have"} to be mended by hand.`);
    }
    return true;
  });
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
