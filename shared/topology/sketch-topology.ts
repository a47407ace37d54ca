import { EMPTY_CATALOGUE, indexCatalogue } from "../catalogue/catalogue.ts";
import { sketch, type SketchNode } from "../design/sketch.ts";
import { resolveNodes } from "../kinds/resolve.ts";
import { buildTopology } from "./build.ts";
import type { Topology } from "./topology.ts";

const CATALOGUE = indexCatalogue(EMPTY_CATALOGUE);

/** The topology of a sketched design over an empty catalogue, for tests. */
export function topologyOf(
  nodes: Readonly<Record<string, SketchNode>>,
  links: readonly string[],
): Topology {
  const design = sketch("test", nodes, links);
  return buildTopology(resolveNodes(design, CATALOGUE), design.links);
}
