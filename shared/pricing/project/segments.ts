import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Design } from "../../design/design.ts";
import { expandDesign } from "../../design/expand.ts";
import { instanceId } from "../../design/instances.ts";
import { resolveNodes } from "../../kinds/resolve.ts";
import type { Window } from "../../schedule/window.ts";
import type { Segment } from "../engine/segments.ts";
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
  const nodes = [...resolveNodes(expandDesign(design), catalogue).values()].map((resolved) => ({
    usage: nodeUsage(design, resolved),
    expected: resolved.expected,
    instances: Array.from({ length: resolved.count }, (_, at) => instanceId(resolved.id, at + 1)),
  }));
  const { book, useCase } = expectation;
  return (window, context) =>
    nodes.flatMap(({ usage, expected, instances }) =>
      instances.flatMap((instance): readonly Segment[] => [
        ...usage.uses.map((use) =>
          usageSegment(context, usage, use, { source: "projected", instance, ...window }),
        ),
        ...expectedSegments(context, usage, expected, { instance, window, book, useCase }),
      ]),
    );
}

/** Whether a design says what to expect of use that is only measured. */
export function hasExpectedUse(design: Design, catalogue: Catalogue): boolean {
  return [...resolveNodes(expandDesign(design), catalogue).values()].some(
    ({ expected }) => expected.length > 0,
  );
}
