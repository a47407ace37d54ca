import type { Design, DesignNode, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { drawnElement } from "../design/element-path.ts";
import { expandDesign } from "../design/expand.ts";
import { liftEdits } from "../design/lift-edits.ts";
import { touchedBetween } from "../design/lineage.ts";
import type { Problem, QuickFix } from "./rule.ts";

/** The problems of a design's expansion as {@link createDrawnProblems} gives them, once. */
export function drawnProblems(problems: readonly Problem[], design: Design): readonly Problem[] {
  return createDrawnProblems()(problems, design);
}

interface Drawn {
  readonly problems: readonly Problem[];
  readonly design: Design;
  readonly drawn: readonly Problem[];
  /** The nodes of the drawing that fixes were read from. */
  readonly read: ReadonlySet<NodeId>;
}

/**
 * The problems of a design's expansion with their fixes as edits of the drawing. A fix that would have to
 * change the inside of a component is left out. The same array where no fix concerns one, and as long as neither
 * the problems nor the uses that they concern change; a problem of the same uses stays the same object.
 */
export function createDrawnProblems(): (
  problems: readonly Problem[],
  design: Design,
) => readonly Problem[] {
  let last: Drawn | null = null;
  return (problems, design) => {
    if (expandDesign(design) === design) return problems;
    if (last?.problems === problems && isUntouched(last, design)) {
      last = { ...last, design };
      return last.drawn;
    }
    const drawn = problems.map((problem) => drawnProblem(problem, design));
    const isSame = drawn.every((problem, index) => problem === problems[index]);
    const read = new Set(problems.flatMap(readBy));
    last = { problems, design, drawn: isSame ? problems : drawn, read };
    return last.drawn;
  };
}

function isUntouched({ design: before, read }: Drawn, design: Design): boolean {
  if (before.components !== design.components) return false;
  const touched = touchedBetween(before, design)?.nodes;
  return touched !== undefined && [...touched].every((id) => !read.has(id));
}

interface Known {
  readonly components: Design["components"];
  readonly nodes: readonly (DesignNode | undefined)[];
  readonly drawn: Problem;
}
const known = new WeakMap<Problem, Known>();

function drawnProblem(problem: Problem, design: Design): Problem {
  const read = readBy(problem);
  if (read.length === 0) return problem;
  const nodes = read.map((id) => (Object.hasOwn(design.nodes, id) ? design.nodes[id] : undefined));
  const before = known.get(problem);
  const isSame =
    before?.components === design.components &&
    nodes.every((node, at) => node === before?.nodes[at]);
  if (before !== undefined && isSame) return before.drawn;
  const drawn = drawnAnew(problem, design);
  known.set(problem, { components: design.components, nodes, drawn });
  return drawn;
}

function drawnAnew(problem: Problem, design: Design): Problem {
  const { fix: _fix, otherFixes: _others, ...rest } = problem;
  const fixes = fixesOf(problem);
  const drawn = fixes.flatMap((one) => liftFix(one, design) ?? []);
  const isSame = drawn.length === fixes.length && drawn.every((one, at) => one === fixes[at]);
  if (isSame) return problem;
  const [best, ...others] = drawn;
  return {
    ...rest,
    ...(best !== undefined && { fix: best }),
    ...(others.length > 0 && { otherFixes: others }),
  };
}

function fixesOf({ fix, otherFixes = [] }: Problem): readonly QuickFix[] {
  return fix === undefined ? otherFixes : [fix, ...otherFixes];
}

const reads = new WeakMap<Problem, readonly NodeId[]>();

/** The nodes of the drawing by which the fixes of a problem are lifted; none where they concern no use. */
function readBy(problem: Problem): readonly NodeId[] {
  let read = reads.get(problem);
  if (read === undefined) {
    const edits = fixesOf(problem).flatMap((fix) => fix.edits);
    reads.set(problem, (read = [...new Set(edits.flatMap(readByEdit))]));
  }
  return read;
}

function readByEdit(edit: DesignEdit): readonly NodeId[] {
  switch (edit.type) {
    // Whether an id is free for a new node is the drawing's to say.
    case "put-node":
      return [edit.id];
    case "put-link":
      return [edit.id, edit.link.from.node, edit.link.to.node].flatMap(useOf);
    case "change-node":
    case "set-property":
    case "remove-node":
    case "remove-link":
      return useOf(edit.id);
    case "set-name":
    case "put-group":
    case "remove-group":
    case "put-component":
    case "remove-component":
    case "put-note":
    case "remove-note":
      return [];
  }
}

/** The use of the drawing that an element of the expansion was made of. */
function useOf(id: string): readonly NodeId[] {
  const drawn = drawnElement({ type: "node", id }).id;
  return drawn === id ? [] : [drawn];
}

/** A fix of the expansion as one of the drawing, or null where it would have to change the inside of a component. */
export function liftFix(fix: QuickFix, design: Design): QuickFix | null {
  const edits = liftEdits(design, fix.edits);
  return edits === null || edits === fix.edits ? edits && fix : { ...fix, edits };
}
