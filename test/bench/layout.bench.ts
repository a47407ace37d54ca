import { createRequire } from "node:module";
import type { ELK, ELKConstructorArguments } from "elkjs/lib/elk-api.js";
import { seededRandom } from "../../shared/base/seeded-random.ts";
import { crossingsOf, toDrawing } from "../../shared/layout/crossings.ts";
import { layOutGraph, type LayoutGraph, type Place } from "../../shared/layout/layout.ts";
import { interleaved, type BenchResult, type BenchRow } from "./measure.ts";

// Its types take the CommonJS bundle for a module.
const Elk = createRequire(import.meta.url)("elkjs/lib/elk.bundled.js") as new (
  options?: ELKConstructorArguments,
) => ELK;

const SIZE = { width: 208, height: 72 };
const RUNS = 3;

/** What the rival is told, as Labwright told it while it used it. */
const ELK_OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.layered.spacing.nodeNodeBetweenLayers": "64",
  "elk.spacing.nodeNode": "40",
  "elk.spacing.componentComponent": "64",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
};

/** Auto layout beside elkjs layered: time, and crossings of the straight lines that both leave. */
export async function bench(): Promise<BenchResult> {
  const families = {
    "lab of 1,000: subnets of 4 to 27 machines, one in ten in two": lab(1000, 1),
    "lab of 300": lab(300, 2),
    "fabric of 264: 4 spines, 20 leaves, 12 hosts each": fabric(4, 20, 12),
    "tree of 1,000": randomGraph(1000, 999, 4),
    "random, 100 nodes, 150 links": randomGraph(100, 150, 5),
  };
  const rows: BenchRow[] = [];
  for (const [what, graph] of Object.entries(families)) rows.push(...(await compare(what, graph)));
  return { name: "layout", rows };
}

async function compare(what: string, graph: LayoutGraph): Promise<readonly BenchRow[]> {
  const ours = layOutGraph(graph);
  const theirs = await elkLayout(graph);
  if (overlaps(ours) > 0) throw new Error(`${what}: nodes overlap`);
  const [mine, rival] = await interleaved(
    { ours: () => layOutGraph(graph), elk: () => elkLayout(graph) },
    // Two different drawings of one graph: compared by their crossings.
    { runs: RUNS, sameOutput: false },
  );
  if (mine === undefined || rival === undefined) throw new Error("nothing was measured");
  const crossings = [ours, theirs].map((places) => crossingsIn(graph, places));
  return [
    { ...mine, what, note: `${crossings[0]} crossings, no overlap` },
    { ...rival, what: "  elkjs layered", note: `${crossings[1]} crossings` },
    { what: "  elkjs ÷ ours", value: rival.value / mine.value, unit: "×", note: "goal: 20" },
  ];
}

async function elkLayout({ nodes, links }: LayoutGraph): Promise<ReadonlyMap<string, Place>> {
  const rank = new Map(nodes.map((node) => [node.id, node.rank]));
  const laidOut = await new Elk().layout({
    id: "root",
    layoutOptions: ELK_OPTIONS,
    children: nodes.map(({ id, width, height }) => ({ id, width, height })),
    edges: links.map(([a, b], index) => {
      const down = (rank.get(a) ?? 0) <= (rank.get(b) ?? 0);
      return { id: `e${index}`, sources: [down ? a : b], targets: [down ? b : a] };
    }),
  });
  return new Map((laidOut.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}

function crossingsIn({ nodes, links }: LayoutGraph, places: ReadonlyMap<string, Place>): number {
  const number = new Map(nodes.map(({ id }, index) => [id, index]));
  const points = nodes.map(({ id }) => places.get(id) ?? { x: 0, y: 0 });
  return crossingsOf(
    toDrawing(
      points,
      links.map(([a, b]) => [number.get(a) ?? 0, number.get(b) ?? 0]),
    ),
  );
}

function overlaps(places: ReadonlyMap<string, Place>): number {
  const all = [...places.values()];
  let count = 0;
  for (const [index, a] of all.entries())
    for (const b of all.slice(index + 1))
      if (Math.abs(a.x - b.x) < SIZE.width && Math.abs(a.y - b.y) < SIZE.height) count++;
  return count;
}

function toGraph(ranks: Readonly<Record<string, number>>, links: [string, string][]): LayoutGraph {
  const nodes = Object.entries(ranks).map(([id, rank]) => Object.assign({ id, rank }, SIZE));
  const padding = { top: 56, side: 24 };
  return { nodes, links: links.filter(([a, b]) => a !== b), groups: new Map(), padding };
}

function lab(size: number, seed: number): LayoutGraph {
  const random = seededRandom(seed);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const ranks: Record<string, number> = { internet: 0, router: 1 };
  const links: [string, string][] = [["internet", "router"]];
  for (let subnet = 0; Object.keys(ranks).length < size; subnet++) {
    ranks[`subnet-${subnet}`] = 3;
    links.push(["router", `subnet-${subnet}`]);
    const machines = Math.min(4 + below(24), size - Object.keys(ranks).length);
    for (let machine = 0; machine < machines; machine++) {
      const id = `machine-${subnet}-${machine}`;
      ranks[id] = 5;
      links.push([`subnet-${subnet}`, id]);
      if (subnet > 0 && random.next() < 0.1) links.push([`subnet-${below(subnet)}`, id]);
    }
  }
  return toGraph(ranks, links);
}

function fabric(spines: number, leaves: number, hosts: number): LayoutGraph {
  const ranks: Record<string, number> = {};
  const links: [string, string][] = [];
  for (let spine = 0; spine < spines; spine++) ranks[`spine-${spine}`] = 4;
  for (let leaf = 0; leaf < leaves; leaf++) {
    ranks[`leaf-${leaf}`] = 4;
    for (let spine = 0; spine < spines; spine++) links.push([`spine-${spine}`, `leaf-${leaf}`]);
    for (let host = 0; host < hosts; host++) {
      ranks[`host-${leaf}-${host}`] = 5;
      links.push([`leaf-${leaf}`, `host-${leaf}-${host}`]);
    }
  }
  return toGraph(ranks, links);
}

/** A random tree, and links between any two beyond it. */
function randomGraph(size: number, total: number, seed: number): LayoutGraph {
  const random = seededRandom(seed);
  const any = (limit: number): string => `n${Math.floor(random.next() * limit)}`;
  const ranks = Object.fromEntries(Array.from({ length: size }, (_, index) => [`n${index}`, 5]));
  const links = Array.from({ length: total }, (_, index): [string, string] =>
    index < size - 1 ? [any(index + 1), `n${index + 1}`] : [any(size), any(size)],
  );
  return toGraph(ranks, links);
}
