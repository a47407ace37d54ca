import type { Design, DesignNode, NodeId } from "./design.ts";
import { pathSteps, type PathStep } from "./element-path.ts";
import { readUse, usedVersion } from "./use.ts";

/**
 * What people call a node inside reusable components: the names on the way to it, outermost first, as
 * `Mail product 2 › web`. A step that is not there keeps its id; of a long way the middle is left out.
 */
export function pathName(id: NodeId, { nodes, components }: Design): string {
  let inside: Design["nodes"] | undefined = nodes;
  const names = pathSteps(id).map((step) => {
    const node = inside && Object.hasOwn(inside, step.id) ? inside[step.id] : undefined;
    const use = node && readUse(node);
    inside = use && usedVersion(components, use)?.nodes;
    return stepName(step, node);
  });
  if (names.length > LONGEST) names.splice(2, names.length - LONGEST + 1, "…");
  return names.join(" › ");
}

/** Names that are told of a way; more fit no line. */
const LONGEST = 7;

/** The copy is named only where there are several. */
function stepName({ id, copy }: PathStep, node: DesignNode | undefined): string {
  const name = node?.name.trim() || id;
  return copy === null || node?.count === 1 ? name : `${name} ${copy}`;
}
