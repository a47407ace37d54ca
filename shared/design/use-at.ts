import type { Design, DesignNode, NodeId } from "./design.ts";
import { pathSteps } from "./element-path.ts";
import { readUse, usedVersion, withParameters } from "./use.ts";

/**
 * The node at a path of the expansion, as its component drew it but with what the uses around it set; of a plain
 * id, the drawing's own node. Uses inside of uses are found too, which the expansion itself does not have.
 */
export function nodeAt({ nodes, components }: Design, id: NodeId): DesignNode | undefined {
  let inside: Design["nodes"] | undefined = nodes;
  let found: DesignNode | undefined;
  for (const step of pathSteps(id)) {
    found = inside && Object.hasOwn(inside, step.id) ? inside[step.id] : undefined;
    inside = found && contentsOf(found, components);
  }
  return found;
}

function contentsOf(
  node: DesignNode,
  components: Design["components"],
): Design["nodes"] | undefined {
  const use = readUse(node);
  const version = use && usedVersion(components, use);
  return version && withParameters(version, use.parameters).nodes;
}
