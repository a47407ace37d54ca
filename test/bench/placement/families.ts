import type { Design } from "../../../shared/design/design.ts";
import { sketch, type SketchNode } from "../../../shared/design/sketch.ts";
import { Random } from "../../../shared/placement/solver/local-search/random.ts";

/** Links of a random graph for each of its nodes, and the most that one node may have. */
const LINKS_PER_NODE = 1.5;
const MOST_LINKS = 4;

/** A random graph in assign's format: n pcs of at most four links, about 1.5 n links of 1 Gb/s, each pair once. */
export function randomTop(size: number, seed: number): string {
  const random = new Random(seed * 7919 + size);
  const degrees = new Int32Array(size);
  const pairs = new Set<string>();
  for (let tries = 0; pairs.size < size * LINKS_PER_NODE && tries < size * 100; tries++) {
    const [a, b] = [random.below(size), random.below(size)];
    const pair = `${Math.min(a, b)} ${Math.max(a, b)}`;
    if (a === b || pairs.has(pair)) continue;
    if (Math.max(degrees[a] ?? 0, degrees[b] ?? 0) >= MOST_LINKS) continue;
    pairs.add(pair);
    for (const end of [a, b]) degrees[end] = (degrees[end] ?? 0) + 1;
  }
  const nodes = Array.from({ length: size }, (_, index) => `node n${index} pc`);
  const links = [...pairs].map((pair, index) => {
    const [a, b] = pair.split(" ");
    return `link l${index} n${a} n${b} 1000 0 0 ethernet`;
  });
  return [...nodes, ...links].join("\n");
}

/** The same graph of other nodes. */
export function linkedDesign(size: number, node: (index: number) => SketchNode): Design {
  const links = randomTop(size, 1)
    .split("\n")
    .flatMap((line) => {
      const [word, , a, b, mbps] = line.split(" ");
      return word === "link" ? [`${a}:nic ${b}:nic bandwidthMbps=${mbps}`] : [];
    });
  const nodes = Array.from({ length: size }, (_, index) => [`n${index}`, node(index)] as const);
  return sketch("Linked", Object.fromEntries(nodes), links);
}

/** That many pcs in one LAN, each with 1 Gb/s. */
export function lanTop(size: number): string {
  const members = Array.from(
    { length: size },
    (_, index) => `node node${index} pc\nlink vlink${index} node${index} lannode 1000 0 0 ethernet`,
  );
  return ["node lannode lan", ...members].join("\n");
}

/** Pcs of four 1 Gb/s ports, so many to a switch, the switches in a star round a hub. */
export function starPtop(size: number, perSwitch = 24, trunkMbps = 10_000): string {
  const switches = Array.from({ length: Math.ceil(size / perSwitch) }, (_, index) =>
    [
      `node switch${index} switch:* *lan:* -`,
      `link switch${index}-hub-0 switch${index}:(null)/0 hub:(null)/0 ${trunkMbps} 0 0 ethernet`,
    ].join("\n"),
  );
  const pcs = Array.from({ length: size }, (_, index) => {
    const at = `switch${Math.floor(index / perSwitch)}`;
    const ports = [0, 1, 2, 3].map(
      (port) =>
        `link pc${index}-${at}-${port} pc${index}:(null)/${port} ${at}:(null)/0 1000 0 0 ethernet`,
    );
    return [`node pc${index} pc:1 pcvm:10 -`, ...ports].join("\n");
  });
  return ["node hub switch:* *lan:* -", ...switches, ...pcs].join("\n");
}
