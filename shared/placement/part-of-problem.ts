import type { ItemNetwork, MappingProblem } from "./solver/problem.ts";

/** The same problem with some of its items only, in their order. For one without rules. */
export function partOfProblem(problem: MappingProblem, items: Int32Array): MappingProblem {
  const numbers = new Int32Array(problem.shapeOf.length).fill(-1);
  items.forEach((item, index) => (numbers[item] = index));
  return {
    ...problem,
    shapeOf: items.map((item) => problem.shapeOf[item] ?? 0),
    twinOf: items.map((item) => problem.twinOf[item] ?? 0),
    stays: items.map((item) => problem.stays[item] ?? -1),
    networks: problem.networks.map((network) => partOfNetwork(network, numbers)),
  };
}

/** A network's members by their new numbers, without those that have none. */
function partOfNetwork({ members, mbps }: ItemNetwork, numbers: Int32Array): ItemNetwork {
  const own = members.map((item) => numbers[item] ?? -1);
  return {
    members: own.filter((number) => number !== -1),
    mbps: mbps.filter((_, index) => own[index] !== -1),
  };
}
