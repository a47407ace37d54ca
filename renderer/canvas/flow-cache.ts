import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Design } from "../../shared/design/design.ts";
import type { Selection } from "../store/elements.ts";
import { flowEdges, flowNodes, type FlowEdge, type FlowNode, type Moving } from "./flow.ts";

/** Remembers what was shown, so that only elements that changed become new objects and are drawn anew. */
export interface FlowCache {
  nodes(design: Design, catalogue: Catalogue, selection: Selection, moving: Moving): FlowNode[];
  edges(design: Design, selection: Selection): FlowEdge[];
  /** The nodes as they were last given, by flow id. */
  shown(): ReadonlyMap<string, FlowNode>;
}

/** One per canvas. */
export function createFlowCache(): FlowCache {
  let nodes: ReadonlyMap<string, FlowNode> = new Map();
  let edges: ReadonlyMap<string, FlowEdge> = new Map();
  return {
    nodes: (design, catalogue, selection, moving) => {
      nodes = flowNodes(design, catalogue, selection, moving, nodes);
      return [...nodes.values()];
    },
    edges: (design, selection) => {
      edges = flowEdges(design, selection, edges);
      return [...edges.values()];
    },
    shown: () => nodes,
  };
}
