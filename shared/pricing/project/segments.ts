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
  return projector(request.design, request.catalogue)(request.window, request.context);
}

/** The same in one window after another; the design is looked at once. */
export function projector(
  design: Design,
  catalogue: Catalogue,
): (window: Window, context: UsageContext) => readonly LevelSegment[] {
  const nodes = [...resolveNodes(expandDesign(design), catalogue).values()].map((resolved) => ({
    usage: nodeUsage(design, resolved),
    instances: Array.from({ length: resolved.count }, (_, at) => instanceId(resolved.id, at + 1)),
  }));
  return (window, context) =>
    nodes.flatMap(({ usage, instances }) =>
      instances.flatMap((instance) =>
        usage.uses.map((use) =>
          usageSegment(context, usage, use, { source: "projected", instance, ...window }),
        ),
      ),
    );
}
