import type { Design, NodeId } from "../design/design.ts";
import { expandDesign } from "../design/expand.ts";
import { componentAround, groupsOf } from "../pricing/project/node-usage.ts";
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
  return {
    node: id,
    kind: node?.kind ?? "",
    component: componentAround(drawn, id),
    groups: node === undefined ? [] : [...groupsOf(drawn, node)],
  };
}
