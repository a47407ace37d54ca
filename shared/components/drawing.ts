import { fault } from "../base/fault.ts";
import { err, type Result } from "../base/result.ts";
import { componentKey, type ComponentVersion } from "../design/component.ts";
import { emptyDesign, type Design } from "../design/design.ts";
import type { Components } from "../design/use.ts";
import { versionsNeeded } from "./needed.ts";
import { allOf, saveAsComponent } from "./save.ts";

/**
 * A component as a design of its own, to look into or to change it. `library` has the versions used inside it.
 * What {@link nextVersion} needs to save it again goes along in the design's `component`.
 */
export function drawingOf(version: ComponentVersion, library: Components): Design {
  const { component, name, description, icon, category, tags, ports, parameters } = version;
  const inner = versionsNeeded(version.nodes, library);
  return {
    ...emptyDesign(name),
    ...(description !== undefined && { description }),
    component: {
      id: component,
      version: version.version,
      ...(icon !== undefined && { icon }),
      ...(category !== undefined && { category }),
      tags,
      exposed: { ports, parameters },
    },
    nodes: version.nodes,
    links: version.links,
    groups: version.groups,
    notes: version.notes,
    ...(inner.length > 0 && {
      components: Object.fromEntries(
        inner.map((one) => [componentKey(one.component, one.version), one]),
      ),
    }),
  };
}

/**
 * The drawing of a component as a version of it: `version` is the number it gets, one more than the newest.
 * Exposed ports and parameters whose node is gone fall away.
 */
export function nextVersion(
  design: Design,
  { component, version }: Pick<ComponentVersion, "component" | "version">,
): Result<ComponentVersion> {
  const { icon, category, tags = [], exposed } = design.component ?? {};
  const { name, description } = design;
  return saveAsComponent(design, {
    component,
    version,
    name,
    ...(icon !== undefined && { icon }),
    ...(description !== undefined && { description }),
    ...(category !== undefined && { category }),
    tags,
    contents: allOf(design),
    ports: exposed?.ports ?? {},
    parameters: exposed?.parameters ?? {},
  });
}

/**
 * The version that a file says it is: the drawing of a component, with its id and number. The same as was saved.
 * Refuses a design that is no component's drawing; saving it as one gives it an id.
 */
export function readComponent(design: Design): Result<ComponentVersion> {
  const { id, version } = design.component ?? {};
  return id === undefined || version === undefined
    ? err(fault("component-without-id", { name: design.name }))
    : nextVersion(design, { component: id, version });
}
