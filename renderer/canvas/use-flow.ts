import type { EdgeChange, NodeChange, OnNodeDrag } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";
import type { Design } from "../../shared/design/design.ts";
import { activeDocument, edit, select } from "../store/documents.ts";
import {
  elementKey,
  NOTHING_SELECTED,
  type ElementKey,
  type Selection,
} from "../store/elements.ts";
import { useReference } from "../store/reference.ts";
import { useDesign, useSelection } from "../store/selectors.ts";
import { dragEdits } from "./drag.ts";
import { elementOfFlow, type FlowEdge, type FlowNode, type Moving } from "./flow.ts";
import { createFlowCache } from "./flow-cache.ts";
import { groupBoxes, membersOf, type Point } from "./geometry.ts";
import { alignedTo, endDragging, moveTo, useDragging } from "./dragging.ts";

interface Drawing {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  onNodesChange(changes: NodeChange<FlowNode>[]): void;
  onEdgesChange(changes: EdgeChange<FlowEdge>[]): void;
  readonly onNodeDragStop: OnNodeDrag<FlowNode>;
  onSelectionDragStop(): void;
}

/** The active design as the flow shows it. Dragging only moves things on the screen until it ends. */
export function useFlow(): Drawing {
  const design = useDesign();
  const selection = useSelection();
  const catalogue = useReference((reference) => reference.catalogue);
  const moving = useDragging((dragging) => dragging.moving);
  const [cache] = useState(createFlowCache);
  const nodes = useMemo(
    () => (design === null ? [] : cache.nodes(design, catalogue, selection, moving)),
    [cache, design, catalogue, selection, moving],
  );
  const edges = useMemo(
    () => (design === null ? [] : cache.edges(design, selection)),
    [cache, design, selection],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      select(withChanges(activeDocument()?.selection ?? NOTHING_SELECTED, changes, nodeKey));
      const dragged = draggedTo(changes, cache.shown());
      if (dragged !== null) moveTo(dragged);
    },
    [cache],
  );
  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    select(withChanges(activeDocument()?.selection ?? NOTHING_SELECTED, changes, linkKey));
  }, []);
  const drop = useCallback(() => {
    const document = activeDocument();
    const moved = endDragging();
    if (document !== null && moved.size > 0) edit("Move", dragEdits(document.design, moved));
  }, []);
  return {
    nodes,
    edges,
    onNodesChange,
    onEdgesChange,
    onNodeDragStop: drop,
    onSelectionDragStop: drop,
  };
}

function nodeKey(id: string): ElementKey {
  const element = elementOfFlow(id);
  return elementKey(element.type, element.id);
}

function linkKey(id: string): ElementKey {
  return elementKey("link", id);
}

function withChanges(
  selection: Selection,
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
  keyOf: (id: string) => ElementKey,
): Selection {
  const selecting = changes.filter((change) => change.type === "select");
  if (selecting.length === 0) return selection;
  const next = new Set(selection);
  for (const change of selecting) {
    if (change.selected) next.add(keyOf(change.id));
    else next.delete(keyOf(change.id));
  }
  return next;
}

/**
 * Where a drag has brought things; a dragged group takes its members along. One thing alone snaps to its
 * neighbours' lines. Null when nothing is being dragged.
 */
function draggedTo(
  changes: readonly NodeChange<FlowNode>[],
  shown: ReadonlyMap<string, FlowNode>,
): Moving | null {
  const design = activeDocument()?.design;
  const positions = changes.flatMap((change) =>
    change.type === "position" && change.position !== undefined && change.dragging === true
      ? [[change.id, change.position] as const]
      : [],
  );
  if (design === undefined || positions.length === 0) return null;
  const aligned = positions.length === 1 ? alignedTo(positions, shown) : positions;
  const places = new Map<string, Point>();
  for (const [id, position] of aligned) {
    const element = elementOfFlow(id);
    if (element.type === "group") followGroup(design, element.id, position, places);
    else places.set(id, position);
  }
  return places;
}

// Counted from where the drag began, so that a locked member, which stays, does not falsify the distance.
function followGroup(
  design: Design,
  group: string,
  position: Point,
  places: Map<string, Point>,
): void {
  const before = groupBoxes(design, () => undefined).get(group);
  if (before === undefined) return;
  for (const id of membersOf(design, group)) {
    const node = design.nodes[id];
    if (node === undefined || node.locked === true) continue;
    places.set(id, {
      x: node.position.x + position.x - before.x,
      y: node.position.y + position.y - before.y,
    });
  }
}
