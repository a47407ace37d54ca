import type { Catalogue } from "../../shared/catalogue/catalogue.ts";
import type { Selection } from "../store/elements.ts";
import { flowEdge, flowNode, type FlowEdge, type FlowNode } from "./flow.ts";
import { sameBox, type Moving } from "./geometry.ts";
import { boxesDuring, type Scene, type SceneItem, type SceneLink } from "./scene.ts";

/** Remembers what was shown, so that only elements that changed become new objects and are drawn anew. */
export interface FlowCache {
  /** The nodes to be drawn as elements of the page; `ids` null for all of the scene. */
  nodes(
    scene: Scene,
    ids: ReadonlySet<string> | null,
    catalogue: Catalogue,
    selection: Selection,
    moving: Moving,
  ): FlowNode[];
  edges(scene: Scene, selection: Selection): FlowEdge[];
}

interface MadeNode {
  readonly item: SceneItem;
  readonly catalogue: Catalogue;
  readonly flow: FlowNode;
}
interface MadeEdge {
  readonly seen: SceneLink;
  readonly flow: FlowEdge;
}

/** One per canvas. */
export function createFlowCache(): FlowCache {
  let nodes: ReadonlyMap<string, MadeNode> = new Map();
  let edges: ReadonlyMap<string, MadeEdge> = new Map();
  return {
    nodes: (scene, ids, catalogue, selection, moving) => {
      const boxOf = boxesDuring(scene, moving);
      const next = new Map<string, MadeNode>();
      for (const item of chosen(scene, ids)) {
        const box = boxOf(item);
        const selected = selection.has(item.key);
        const known = nodes.get(item.id);
        const same =
          known?.item === item &&
          known.catalogue === catalogue &&
          known.flow.selected === selected &&
          sameBox(boxOfFlow(known.flow), box);
        const flow = same ? known.flow : flowNode(item, box, catalogue, selected);
        next.set(item.id, same ? known : { item, catalogue, flow });
      }
      nodes = next;
      return [...next.values()].map(({ flow }) => flow);
    },
    edges: (scene, selection) => {
      const next = new Map<string, MadeEdge>();
      for (const seen of scene.links.values()) {
        const selected = selection.has(seen.key);
        const known = edges.get(seen.id);
        const same = known?.seen === seen && known.flow.selected === selected;
        next.set(seen.id, same ? known : { seen, flow: flowEdge(seen, selected) });
      }
      edges = next;
      return [...next.values()].map(({ flow }) => flow);
    },
  };
}

function chosen(scene: Scene, ids: ReadonlySet<string> | null): Iterable<SceneItem> {
  if (ids === null) return scene.items.values();
  return [...ids].flatMap((id) => scene.items.get(id) ?? []);
}

function boxOfFlow({ position, width = 0, height = 0 }: FlowNode) {
  return { x: position.x, y: position.y, width, height };
}
