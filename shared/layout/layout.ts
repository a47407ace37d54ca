import { packComponents } from "./components.ts";
import { layOutFlat } from "./flat.ts";
import type { Flat, Place } from "./graph.ts";

export type { Place } from "./graph.ts";

/** Something with a size that is to be placed, in the units of the drawing. */
export interface LayoutNode {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What stands higher in the drawing has the lower rank; equal ranks are ordered by their links. */
  readonly rank: number;
  /** The innermost group it is in. */
  readonly group?: string;
}

/** What is laid out. Links may end anywhere; groups nest, and surround what is in them with their padding. */
export interface LayoutGraph {
  readonly nodes: readonly LayoutNode[];
  readonly links: readonly (readonly [string, string])[];
  /** Each group's parent, undefined for an outermost one. */
  readonly groups: ReadonlyMap<string, string | undefined>;
  readonly padding: { readonly top: number; readonly side: number };
}

/**
 * Places every node: layers from the lowest rank down, few crossings, no overlap, groups as boxes of their
 * own. Gives upper left corners. The same graph gives the same places. (Sugiyama's method: layers, order
 * by barycentres, coordinates by isotonic regression.)
 */
export function layOutGraph(graph: LayoutGraph): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const root = buildTree(graph);
  placeFrame(root, graph.padding);
  collect(root, { x: 0, y: 0 }, graph.padding, places);
  return places;
}

/** A group with its contents, or the whole drawing. */
interface Frame {
  readonly nodes: LayoutNode[];
  readonly frames: Frame[];
  /** Between the direct contents, by their index: nodes first, then frames. */
  readonly links: (readonly [number, number])[];
  width: number;
  height: number;
  places: readonly Place[];
}

function newFrame(): Frame {
  return { nodes: [], frames: [], links: [], width: 0, height: 0, places: [] };
}

function buildTree({ nodes, links, groups }: LayoutGraph): Frame {
  const root = newFrame();
  const frames = new Map<string, { frame: Frame; chain: readonly Frame[] }>();
  const chainOf = (group: string | undefined, depth = 0): readonly Frame[] => {
    if (group === undefined || !groups.has(group) || depth > groups.size) return [root];
    const known = frames.get(group);
    if (known !== undefined) return known.chain;
    const above = chainOf(groups.get(group), depth + 1);
    const frame = newFrame();
    above.at(-1)?.frames.push(frame);
    const chain = [...above, frame];
    frames.set(group, { frame, chain });
    return chain;
  };
  const chains = new Map<string, readonly (Frame | LayoutNode)[]>();
  for (const node of nodes) {
    const chain = chainOf(node.group);
    chain.at(-1)?.nodes.push(node);
    chains.set(node.id, [...chain, node]);
  }
  linkUp(root, links, chains);
  return root;
}

/** A link belongs to the innermost frame that holds both its ends, between what holds each of them there. */
function linkUp(
  root: Frame,
  links: LayoutGraph["links"],
  chains: ReadonlyMap<string, readonly (Frame | LayoutNode)[]>,
): void {
  const indexes = new Map<Frame | LayoutNode, number>();
  const number = (frame: Frame): void => {
    for (const [index, one] of [...frame.nodes, ...frame.frames].entries()) indexes.set(one, index);
    frame.frames.forEach(number);
  };
  number(root);
  for (const [from, to] of links) {
    const a = chains.get(from);
    const b = chains.get(to);
    if (a === undefined || b === undefined) continue;
    const level = a.findIndex((one, index) => one !== b[index]);
    const [first, second] = [a[level], b[level]].map((one) => one && indexes.get(one));
    const frame = a[level - 1];
    if (first !== undefined && second !== undefined && frame !== undefined && "links" in frame)
      frame.links.push([first, second]);
  }
}

/** Innermost first: a frame is as large as what is in it. Gives its rank. */
function placeFrame(frame: Frame, padding: LayoutGraph["padding"]): number {
  const inner = frame.frames.map((one) => placeFrame(one, padding));
  const flat: Flat = {
    boxes: [
      ...frame.nodes,
      ...frame.frames.map(({ width, height }) => ({
        width: width + 2 * padding.side,
        height: height + padding.top + padding.side,
      })),
    ],
    ranks: [...frame.nodes.map(({ rank }) => rank), ...inner],
    links: frame.links,
  };
  const { places, width, height } = packComponents(flat, layOutFlat);
  frame.places = places;
  frame.width = width;
  frame.height = height;
  // A frame stands as high as the highest of what is in it.
  return flat.ranks.reduce((least, rank) => Math.min(least, rank), Number.POSITIVE_INFINITY);
}

function collect(
  frame: Frame,
  origin: Place,
  padding: LayoutGraph["padding"],
  places: Map<string, Place>,
): void {
  const corner = (index: number): Place => {
    const { x, y } = frame.places[index] ?? { x: 0, y: 0 };
    return { x: origin.x + x, y: origin.y + y };
  };
  for (const [index, { id }] of frame.nodes.entries()) places.set(id, corner(index));
  for (const [index, inner] of frame.frames.entries()) {
    const { x, y } = corner(frame.nodes.length + index);
    collect(inner, { x: x + padding.side, y: y + padding.top }, padding, places);
  }
}
