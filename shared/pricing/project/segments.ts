import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import { expandDesign } from "../../design/expand.ts";
import { instanceId } from "../../design/instances.ts";
import { resolveNodes, type ResolvedNode } from "../../kinds/resolve.ts";
import type { Window } from "../../schedule/window.ts";
import type { Segment } from "../engine/segments.ts";
import { copiesIn } from "./copies.ts";
import { expectedSegments, type Expectation } from "./expected-use.ts";
import { nodeUsage, usageSegment, type UsageContext } from "./node-usage.ts";

/** The usage to expect of a design in a window: every instance of every node, all the time. */
export function projectedSegments(
  request: Expectation & {
    readonly design: Design;
    readonly catalogue: Catalogue;
    readonly window: Window;
    readonly context: UsageContext;
  },
): readonly Segment[] {
  return projector(request.design, request.catalogue, request)(request.window, request.context);
}

/** The same in one window after another; the design is looked at once. */
export function projector(
  design: Design,
  catalogue: Catalogue,
  expectation: Expectation = {},
): (window: Window, context: UsageContext) => readonly Segment[] {
  const { book, useCase, copies = useCase } = expectation;
  const nodes = [...resolveNodes(expandDesign(design), catalogue).values()].map((resolved) => ({
    usage: nodeUsage(design, resolved),
    expected: resolved.expected,
    instances: Array.from({ length: copiesIn(resolved, copies) }, (_, at) => ({
      instance: instanceId(resolved.id, at + 1),
      isBeyond: at >= resolved.count,
    })),
  }));
  return (window, context) =>
    nodes.flatMap(({ usage, expected, instances }) =>
      instances.flatMap(({ instance, isBeyond }): readonly Segment[] => {
        const segments = [
          ...usage.uses.map((use) =>
            usageSegment(context, usage, use, { source: "projected", instance, ...window }),
          ),
          ...expectedSegments(context, usage, expected, { instance, window, book, useCase }),
        ];
        if (!isBeyond) return segments;
        return segments.map((segment) => Object.assign(segment, { autoscaled: true }));
      }),
    );
}

/** Whether a design says what to expect of use that is only measured. */
export function hasExpectedUse(design: Design, catalogue: Catalogue): boolean {
  return someNode(design, catalogue, ({ expected }) => expected.length > 0);
}

/** Whether how many copies there are of anything in a design follows the load. */
export function followsLoad(design: Design, catalogue: Catalogue): boolean {
  return someNode(
    design,
    catalogue,
    (node) => copiesIn(node, "low") !== node.count || copiesIn(node, "high") !== node.count,
  );
}

/** Whether what a design uses may be less or more than is expected. */
export function hasUseCases(design: Design, catalogue: Catalogue): boolean {
  return hasExpectedUse(design, catalogue) || followsLoad(design, catalogue);
}

function someNode(
  design: Design,
  catalogue: Catalogue,
  is: (node: ResolvedNode) => boolean,
): boolean {
  return [...resolveNodes(expandDesign(design), catalogue).values()].some(is);
}
