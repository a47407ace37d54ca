import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import { expandDesign } from "../../design/expand.ts";
import { instanceId } from "../../design/instances.ts";
import { resolveNodes } from "../../kinds/resolve.ts";
import type { Window } from "../../schedule/window.ts";
import { nodeUsage, usageSegment, type LevelSegment, type UsageContext } from "./node-usage.ts";

/** The usage to expect of a design in a window: every instance of every node, all the time. */
export function projectedSegments(request: {
  readonly design: Design;
  readonly catalogue: Catalogue;
  readonly window: Window;
  readonly context: UsageContext;
}): readonly LevelSegment[] {
  const { design, catalogue, window, context } = request;
  const nodes = [...resolveNodes(expandDesign(design), catalogue).values()];
  return nodes.flatMap((resolved) => {
    const usage = nodeUsage(design, resolved);
    return Array.from({ length: resolved.count }, (_, index) =>
      instanceId(resolved.id, index + 1),
    ).flatMap((instance) =>
      usage.uses.map((use) =>
        usageSegment(context, usage, use, { source: "projected", instance, ...window }),
      ),
    );
  });
}
