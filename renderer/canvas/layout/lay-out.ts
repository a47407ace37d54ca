import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import ELK from "elkjs/lib/elk-api.js";
import workerAddress from "elkjs/lib/elk-worker.min.js?url";
import type { Catalogue } from "../../../shared/catalogue/catalogue.ts";
import type { Design } from "../../../shared/design/design.ts";
import type { Forwarding } from "../../../shared/kinds/component-kind.ts";
import { resolveNode } from "../../../shared/kinds/resolve.ts";
import { around, GRID, groupChain, nodeBox, NODE_SIZE, type Point } from "../geometry.ts";

// Made when it is first needed: the worker's program is one and a half megabytes.
let elk: InstanceType<typeof ELK> | null = null;

function engine(): InstanceType<typeof ELK> {
  // The file itself, not bundled: it is a classic worker script that must not become a module.
  elk ??= new ELK({ workerFactory: () => new Worker(workerAddress) });
  return elk;
}

const SPACING = {
  "elk.layered.spacing.nodeNodeBetweenLayers": "64",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.componentComponent": "64",
};
const OPTIONS = {
  ...SPACING,
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};
// Not inherited from the root; the padding is the frame that groups have on the canvas.
const GROUP_OPTIONS = { ...SPACING, "elk.padding": "[top=56,left=24,bottom=24,right=24]" };

/** From the world outside at the top down to the machines: how people draw networks. */
const RANKS = {
  outside: 0,
  router: 1,
  proxy: 2,
  segment: 3,
  switch: 4,
  endpoint: 5,
  none: 6,
} satisfies Record<Forwarding, number>;

/** Where the given nodes should stand. Their upper left corner stays; locked nodes are neither moved nor counted. */
export async function layOut(
  design: Design,
  ids: readonly string[],
  catalogue: Catalogue,
): Promise<ReadonlyMap<string, Point>> {
  const movable = ids.filter((id) => design.nodes[id]?.locked !== true);
  const before = around(movable.flatMap((id) => boxOf(design, id)));
  if (before === null) return new Map();
  const laidOut = await engine().layout(toGraph(design, new Set(movable), catalogue));
  const places = new Map<string, Point>();
  collect(laidOut, { x: 0, y: 0 }, new Set(movable), places);
  const after = around([...places.values()].map(nodeBox));
  if (after === null) return places;
  const by = { x: before.x - after.x, y: before.y - after.y };
  return new Map(
    [...places].map(([id, { x, y }]) => [id, { x: toGrid(x + by.x), y: toGrid(y + by.y) }]),
  );
}

function boxOf(design: Design, id: string): ReturnType<typeof nodeBox>[] {
  const node = design.nodes[id];
  return node === undefined ? [] : [nodeBox(node.position)];
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** The nodes inside their groups, as elk wants them. */
function toGraph(design: Design, ids: ReadonlySet<string>, catalogue: Catalogue): ElkNode {
  const root: ElkNode = { id: "root", layoutOptions: OPTIONS, children: [], edges: [] };
  const groups = new Map<string, ElkNode>();
  for (const id of ids) {
    const parent = groupNode(groupChain(design, design.nodes[id]?.group));
    parent.children?.push({ id: `node:${id}`, ...NODE_SIZE });
  }
  root.edges = edgesAmong(design, ids, catalogue);
  return root;

  function groupNode(chain: readonly string[]): ElkNode {
    const id = chain.at(-1);
    if (id === undefined) return root;
    const known = groups.get(id);
    if (known !== undefined) return known;
    const made: ElkNode = { id: `group:${id}`, layoutOptions: GROUP_OPTIONS, children: [] };
    groups.set(id, made);
    groupNode(chain.slice(0, -1)).children?.push(made);
    return made;
  }
}

function edgesAmong(
  design: Design,
  ids: ReadonlySet<string>,
  catalogue: Catalogue,
): ElkExtendedEdge[] {
  const rank = (id: string): number => {
    const node = design.nodes[id];
    return node === undefined ? 0 : RANKS[resolveNode(id, node, catalogue).traits.forwarding];
  };
  return Object.entries(design.links)
    .filter(([, link]) => ids.has(link.from.node) && ids.has(link.to.node))
    .map(([id, link]) => {
      // A link has no direction of its own: it was drawn from either end.
      const ends = [link.from.node, link.to.node].toSorted((a, b) => rank(a) - rank(b));
      return {
        id: `link:${id}`,
        sources: [`node:${ends[0]}`],
        targets: [`node:${ends[1]}`],
      };
    });
}

// Elk's coordinates are relative to the parent.
function collect(
  node: ElkNode,
  origin: Point,
  ids: ReadonlySet<string>,
  places: Map<string, Point>,
): void {
  for (const child of node.children ?? []) {
    const at = { x: origin.x + (child.x ?? 0), y: origin.y + (child.y ?? 0) };
    const id = child.id.slice(child.id.indexOf(":") + 1);
    if (child.id.startsWith("node:") && ids.has(id)) places.set(id, at);
    else collect(child, at, ids, places);
  }
}
