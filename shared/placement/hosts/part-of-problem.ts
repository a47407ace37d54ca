import type { ItemNetwork, MappingProblem } from "../solver/problem.ts";

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

const NO_NETWORK: ItemNetwork = { members: new Int32Array(0), mbps: new Float64Array(0) };

/** A network's members by their new numbers, without those that have none; of a cable all or nothing. */
function partOfNetwork(network: ItemNetwork, numbers: Int32Array): ItemNetwork {
  const { members, mbps, isCable } = network;
  const own = members.map((item) => numbers[item] ?? -1);
  if (isCable === true && own.includes(-1)) return NO_NETWORK;
  return {
    ...network,
    members: own.filter((number) => number !== -1),
    mbps: mbps.filter((_, index) => own[index] !== -1),
  };
}
