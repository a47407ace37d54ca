import type { Design, NodeId } from "../design/design.ts";
import { usesAround } from "../design/element-path.ts";
import { expandDesign } from "../design/expand.ts";
import type { MeterSubject } from "./segments-of.ts";

/** Where a machine stands in a design. */
export type MeterPlace = Pick<MeterSubject, "node" | "kind" | "component" | "groups">;

/**
 * What the machines of a design are, by their ids. What the design does not have any more is known by its node's id
 * alone.
 */
export function placesIn(design: Design): (instance: string) => MeterPlace {
  const expanded = expandDesign(design);
  const known = new Map<NodeId, MeterPlace>();
  return (instance) => {
    const node = instance.slice(0, Math.max(0, instance.lastIndexOf(".")));
    let place = known.get(node);
    if (place === undefined) known.set(node, (place = placeOf(expanded, design, node)));
    return place;
  };
}

function placeOf(expanded: Design, drawn: Design, id: NodeId): MeterPlace {
  const node = expanded.nodes[id];
  const [outermost] = usesAround(id);
  const use = outermost === undefined ? undefined : drawn.nodes[outermost];
  const component = use?.properties["component"];
  // What is in a component is in the group that the component is in.
  const group = use?.group ?? node?.group;
  return {
    node: id,
    kind: node?.kind ?? "",
    component: typeof component === "string" ? component : "",
    groups: group === undefined ? [] : groupsAround(drawn, group),
  };
}

/** A group and those that it is in. */
function groupsAround(design: Design, first: string): string[] {
  const groups: string[] = [];
  let id: string | undefined = first;
  while (id !== undefined && !groups.includes(id)) {
    groups.push(id);
    id = design.groups[id]?.parent;
  }
  return groups;
}
