import type { NodeId } from "../../design/design.ts";
import type { Conflict, ConflictSearch } from "./conflict-search.ts";
import { countedOut } from "../solver/proofs/counted-out.ts";
import { crowdedOut } from "../solver/proofs/crowded-out.ts";

/** A conflict, and whether without any one of its nodes the rest was seen to fit. */
export interface Known {
  readonly found: Conflict;
  readonly isMinimal: boolean;
}

/** What mere counting proves to have no room, on hosts or in a network, without the nodes that the proof can do without. */
export function countedConflict(search: ConflictSearch): Known | null {
  const nodes = tooManyForHosts(search) ?? tooManyForNetwork(search);
  const found = nodes === null ? null : search.conflictOf(nodes);
  return nodes === null || found === null ? null : { found, isMinimal: isMinimal(search, nodes) };
}

function isMinimal(search: ConflictSearch, nodes: readonly NodeId[]): boolean {
  return oneOfEachSort(search, nodes).every((node) => {
    const rest = nodes.filter((other) => other !== node);
    return rest.length === 0 || (search.share < 1 && search.verdictOf(rest) === "way");
  });
}

/** What holds of a node holds of all that are equal to it. */
function oneOfEachSort(search: ConflictSearch, nodes: readonly NodeId[]): readonly NodeId[] {
  return [...new Map(nodes.map((node) => [search.sortOf(node), node])).values()];
}

function tooManyForHosts({ whole }: ConflictSearch): readonly NodeId[] | null {
  const { needs, asked } = whole;
  const proof = countedOut(asked.problem);
  if (proof === null) return null;
  const inside = needs.machines.filter((_, need) => {
    const item = asked.needOf.indexOf(need);
    return item !== -1 && proof.shapes.has(asked.problem.shapeOf[item] ?? 0);
  });
  let spare = inside.reduce((sum, { instances }) => sum + instances.length, 0) - proof.most - 1;
  return inside
    .toSorted((a, b) => a.instances.length - b.instances.length)
    .filter(({ instances }) => {
      const isSpare = instances.length <= spare;
      if (isSpare) spare -= instances.length;
      return !isSpare;
    })
    .map(({ node }) => node);
}

/** Of those that send most into a network, as many as are too many, and then without each sort that is not needed. */
function tooManyForNetwork(search: ConflictSearch): readonly NodeId[] | null {
  const { needs, asked } = search.whole;
  const proof = crowdedOut(asked.problem);
  if (proof === null) return null;
  const members = new Set(Array.from(proof.members, (item) => asked.needOf[item] ?? 0));
  const order = [...members].flatMap((need) => needs.machines[need]?.node ?? []);
  let [few, enough] = [0, order.length];
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (search.isCrowded(order.slice(0, middle))) enough = middle;
    else few = middle;
  }
  let nodes: readonly NodeId[] = order.slice(0, enough);
  for (const node of oneOfEachSort(search, nodes)) {
    const rest = nodes.filter((other) => other !== node);
    if (search.share < 1 && search.isCrowded(rest)) nodes = rest;
  }
  return nodes;
}
