import { create } from "zustand";
import type { Problem } from "../../../shared/constraints/rule.ts";
import type { ElementReference } from "../../../shared/design/design.ts";
import { drawnElement } from "../../../shared/design/element-path.ts";
import { flowId } from "../../canvas/flow.ts";
import { fitTo } from "../../canvas/viewport.ts";
import { activeDocument, select } from "../../store/documents.ts";
import { elementKey, type ElementKey } from "../../store/elements.ts";
import { currentProblems } from "../../store/problems.ts";
import { showBottomPanel } from "../../store/ui.ts";
import { EVERYTHING, filterProblems, problemKey, type ProblemFilter } from "./filter.ts";

interface Looking {
  readonly filter: ProblemFilter;
  /** Key of the problem that was jumped to last. */
  readonly current: string | null;
}

/** Rendering more rows than anyone reads would be felt on every edit. */
export const MOST_ROWS = 200;

/** What of the list is looked at, kept while the panel is closed. */
export const useLooking = create<Looking>()(() => ({ filter: EVERYTHING, current: null }));

/** Selects what a problem concerns and brings it into view. */
export function jumpTo(problem: Problem): void {
  useLooking.setState({ current: problemKey(problem) });
  jumpToElements(problem.elements);
}

/** What lies inside a component is shown at its use. */
export function jumpToElements(references: readonly ElementReference[]): void {
  const design = activeDocument()?.design;
  const elements = references.map(drawnElement).filter(({ type }) => type !== "design");
  if (design === undefined || elements.length === 0) return;
  select(new Set(elements.map(({ type, id }) => elementKey(type, id))));
  fitTo(
    elements.flatMap(({ type, id }) => {
      if (type !== "link") return type === "design" ? [] : [flowId(type, id)];
      const link = Object.hasOwn(design.links, id) ? design.links[id] : undefined;
      return link === undefined ? [] : [link.from.node, link.to.node];
    }),
  );
}

/** Selects an element and shows the worst of its problems in the list, whatever else is listed there. */
export function showProblemsOf(element: ElementKey): void {
  const design = activeDocument()?.design;
  if (design === undefined) return;
  const selection = new Set([element]);
  select(selection);
  showBottomPanel("problems");
  const about = { ...EVERYTHING, onlySelection: true };
  const [worst] = filterProblems(currentProblems(), about, design, selection);
  if (worst === undefined) return;
  const { filter } = useLooking.getState();
  const listed = filterProblems(currentProblems(), filter, design, selection);
  const shown = listed.slice(0, MOST_ROWS).includes(worst);
  useLooking.setState({ current: problemKey(worst), filter: shown ? filter : about });
}

/** Goes to the next problem of the list as it is filtered, or the one before; round at the ends. */
export function jumpAlong(step: 1 | -1): void {
  const document = activeDocument();
  if (document === null) return;
  const { filter, current } = useLooking.getState();
  const listed = filterProblems(currentProblems(), filter, document.design, document.selection);
  showBottomPanel("problems");
  if (listed.length === 0) return;
  const at = listed.findIndex((problem) => problemKey(problem) === current);
  const start = at < 0 && step < 0 ? 0 : at;
  const next = listed[(start + step + listed.length) % listed.length];
  if (next !== undefined) jumpTo(next);
}
