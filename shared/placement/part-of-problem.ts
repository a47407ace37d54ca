import type { ItemNetwork, MappingProblem } from "./solver/problem.ts";

/**
 * The same problem with some of its items only, in their order; without networks of which there is none then. For one
 * without rules.
 */
export function partOfProblem(
  problem: MappingProblem,
  items: Int32Array,
  isNetwork: (network: number) => boolean = () => true,
): MappingProblem {
  const numbers = new Int32Array(problem.shapeOf.length).fill(-1);
  items.forEach((item, index) => (numbers[item] = index));
  return {
    ...problem,
    shapeOf: items.map((item) => problem.shapeOf[item] ?? 0),
    twinOf: items.map((item) => problem.twinOf[item] ?? 0),
    stays: items.map((item) => problem.stays[item] ?? -1),
    networks: problem.networks.map((network, index) =>
      isNetwork(index) ? partOfNetwork(network, numbers) : NO_NETWORK,
    ),
  };
}

const NO_NETWORK: ItemNetwork = { members: new Int32Array(0), mbps: new Float64Array(0) };

/** A network's members by their new numbers, without those that have none. */
function partOfNetwork({ members, mbps }: ItemNetwork, numbers: Int32Array): ItemNetwork {
  const own = members.map((item) => numbers[item] ?? -1);
  return {
    members: own.filter((number) => number !== -1),
    mbps: mbps.filter((_, index) => own[index] !== -1),
  };
}
