import { useMemo, useState } from "react";
import { useDesignCatalogue, useSelection } from "../store/selectors.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { createFlowCache } from "./flow-cache.ts";
import { STILL } from "./geometry.ts";
import { useDragging } from "./dragging.ts";
import type { Scene } from "./scene.ts";

interface Drawing {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/**
 * The part of a scene that is elements of the page. `ids` null: all of it; else these items, and the links
 * are the layer's.
 */
export function useFlow(scene: Scene, ids: ReadonlySet<string> | null): Drawing {
  const selected = useSelection();
  const selection = useDragging((dragging) => dragging.boxing?.selection) ?? selected;
  const catalogue = useDesignCatalogue();
  // Where nothing is an element, nothing need follow a drag.
  const moving = useDragging((dragging) => (ids?.size === 0 ? STILL : dragging.moving));
  const [cache] = useState(createFlowCache);
  const nodes = useMemo(
    () => cache.nodes(scene, ids, catalogue, selection, moving),
    [cache, scene, ids, catalogue, selection, moving],
  );
  const edges = useMemo(
    () => (ids === null ? cache.edges(scene, selection) : []),
    [cache, scene, ids, selection],
  );
  return { nodes, edges };
}
