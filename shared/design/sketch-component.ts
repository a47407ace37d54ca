import { componentKey, type ComponentVersion } from "./component.ts";
import type { Design } from "./design.ts";
import { sketch, type SketchNode } from "./sketch.ts";

type Exposed = Partial<Pick<ComponentVersion, "name" | "version" | "ports" | "parameters">>;

/**
 * Builds a component version from a few lines, for tests and the examples of rules. `component` is its id, and
 * its name where none is given; see {@link sketch} for nodes and links.
 */
export function sketchComponent(
  component: string,
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[] = [],
  { name = component, version = 1, ports = {}, parameters = {} }: Exposed = {},
): ComponentVersion {
  const drawn = sketch(name, nodes, links);
  return {
    component,
    version,
    name,
    tags: [],
    ports,
    parameters,
    nodes: drawn.nodes,
    links: drawn.links,
    groups: {},
    notes: {},
  };
}

/** A design that carries these versions. */
export function carrying(design: Design, ...versions: readonly ComponentVersion[]): Design {
  const components = versions.map(
    (one) => [componentKey(one.component, one.version), one] as const,
  );
  return { ...design, components: Object.fromEntries(components) };
}

/** A use for {@link sketch}: of the first version, unless it says otherwise. */
export function useOf(component: string, extras: Partial<SketchNode> = {}): SketchNode {
  return { kind: "component", component, version: 1, ...extras };
}
