import type { Design, NodeId } from "../design/design.ts";
import type { DesignEdit } from "../design/edit.ts";
import { findKind } from "./index.ts";

/** The property by which kinds that can be parked are: asked of the kind, never of its id. */
const PARKED = "parked";

/** Whether what is drawn can be switched off with its disk kept. */
export function canPark(design: Design, id: NodeId): boolean {
  const kind = findKind(design.nodes[id]?.kind ?? "");
  return kind !== undefined && PARKED in kind.fields;
}

export function isParked({ nodes }: Design, id: NodeId): boolean {
  return nodes[id]?.properties[PARKED] === true;
}

/** Parks nodes, or has them run again; what is so already, or cannot be, is left out. */
export function parking(design: Design, ids: readonly NodeId[], parked: boolean): DesignEdit[] {
  return ids
    .filter((id) => canPark(design, id) && isParked(design, id) !== parked)
    .map((id) => ({ type: "set-property", id, property: PARKED, value: parked ? true : null }));
}
