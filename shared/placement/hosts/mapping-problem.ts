import type { InstanceId } from "../../design/instances.ts";
import { cableNeeds, carries, NO_CABLE, type CableNeed } from "./cable-needs.ts";
import { HOST_PARTS, type HostPool } from "./host-pool.ts";
import type { Kept } from "../placement.ts";
import type { MachineNeed, Requirements } from "../requirements.ts";
import { standingRules } from "./standing-rules.ts";
import { UNPLACED } from "../solver/mapping/mapping.ts";
import type { ItemNetwork, ItemShape, MappingProblem } from "../solver/problem.ts";

/** The machines of a design as the solver takes them, with the way back to names. */
export interface DesignProblem {
  readonly problem: MappingProblem;
  readonly instances: readonly InstanceId[];
  /** Per item: the index of its machine among the requirements. */
  readonly needOf: Int32Array;
  /** Per item: Mb/s that leave its host when it has that for itself. */
  readonly leaving: Float64Array;
  /** Whether it depends on what machines ask of each other where they may stand: by hosts' cables, or rules. */
  readonly isEntangled: boolean;
}

/** Puts requirements into numbers. Machines that need the same share a shape, those in the same networks are twins. */
export function designProblem(
  pool: HostPool,
  needs: Requirements,
  kept: Kept["hosts"],
): DesignProblem {
  const { machines } = needs;
  const counts = machines.map(({ instances }) => instances.length);
  const first = counts.map(() => 0);
  counts.forEach((count, index) => (first[index + 1] = (first[index] ?? 0) + count));
  const items = first[counts.length] ?? 0;
  const needOf = new Int32Array(items);
  machines.forEach((_, need) => needOf.fill(need, first[need], first[need + 1]));
  const cables = cableNeeds(needs);
  const shapes = new Shapes(pool);
  const shapeOfNeed = machines.map((need, index) => shapes.of(need, cables[index] ?? NO_CABLE));
  const instances = machines.flatMap((need) => need.instances);
  const shapeOf = Int32Array.from(needOf, (need) => shapeOfNeed[need] ?? 0);
  const numberOf = new Map(machines.map(({ node }, index) => [node, index]));
  const rules = standingRules(pool, needs, first, pool.weights.spread);
  return {
    isEntangled: shapes.areNarrowed || rules.length > 0,
    problem: {
      grid: pool.grid,
      shapes: shapes.list,
      shapeOf,
      stays: hostNumbers(pool, instances, kept).map((host, item) =>
        shapes.list[shapeOf[item] ?? 0]?.suits[host] === 1 ? host : UNPLACED,
      ),
      twinOf: twinsOf(needs, shapeOfNeed),
      networks: needs.networks.map(({ members, subnet }) => {
        return { ...networkOf(members, numberOf, first), isCable: subnet === null };
      }),
      rules,
      isPriced: isPriced(pool, machines),
      trunkWeight: pool.weights.trunks,
    },
    instances,
    needOf,
    leaving: Float64Array.from(needOf, (need) => cables[need]?.leaving ?? 0),
  };
}

/** So few machines that it is tried how to put them on the fewest hosts; more go by best fit. */
const FEW_TO_PACK = 40;

/** Whether some hosts cost the objective more than others, or fewer of them may hold a few machines. */
function isPriced({ grid }: HostPool, machines: Requirements["machines"]): boolean {
  const shared = machines.filter(({ compute }) => !compute.bareMetal);
  const count = shared.reduce((sum, { instances }) => sum + instances.length, 0);
  const mayPack = count > 1 && count <= FEW_TO_PACK && grid.single.includes(0);
  return (mayPack && (grid.price[0] ?? 0) > 0) || isUneven(grid.price);
}

function isUneven(prices: Float64Array): boolean {
  for (let host = 1; host < prices.length; host++) if (prices[host] !== prices[0]) return true;
  return false;
}

/** Per instance: the number of the host it is given, UNPLACED for none. */
export function hostNumbers(
  { hosts }: HostPool,
  instances: readonly InstanceId[],
  given: Kept["hosts"],
): Int32Array {
  const numbers = numbersOf(hosts);
  return Int32Array.from(instances, (instance) => {
    const host = given[instance];
    return host === undefined ? UNPLACED : (numbers.get(host) ?? UNPLACED);
  });
}

const known = new WeakMap<HostPool["hosts"], ReadonlyMap<string, number>>();

function numbersOf(hosts: HostPool["hosts"]): ReadonlyMap<string, number> {
  const found = known.get(hosts);
  if (found !== undefined) return found;
  const numbers = new Map(hosts.map(({ id }, index) => [id, index]));
  known.set(hosts, numbers);
  return numbers;
}

/** Shapes as they are met, each once. */
class Shapes {
  readonly list: ItemShape[] = [];
  /** Whether the cable of some host is too narrow for one of them. */
  areNarrowed = false;
  readonly #pool: HostPool;
  readonly #numbers = new Map<string, number>();

  constructor(pool: HostPool) {
    this.#pool = pool;
  }

  of({ compute }: MachineNeed, own: CableNeed): number {
    const { architecture, features, bareMetal } = compute;
    // Its host's cable is nobody else's: whether that is wide enough belongs to what suits it.
    const cable = bareMetal ? own : { ...own, leaving: 0 };
    const { leaving, widest } = cable;
    const amounts = HOST_PARTS.map((part) => compute[part]);
    const key = JSON.stringify([architecture, features, bareMetal, amounts, leaving, widest]);
    const found = this.#numbers.get(key);
    if (found !== undefined) return found;
    const able = this.#pool.suits(architecture, features);
    const suits = widest === 0 ? able : this.#carrying(able, cable, bareMetal);
    this.areNarrowed ||= suits !== able;
    const number = this.list.length;
    this.#numbers.set(key, number);
    this.list.push({ amounts: Float64Array.from(amounts), exclusive: bareMetal, suits });
    return number;
  }

  /** Those of the hosts whose cables are wide enough, and one of the ports they are made of; the same list for all. */
  #carrying(able: Uint8Array, need: CableNeed, isAlone: boolean): Uint8Array {
    let carrying = able;
    for (let host = 0; host < able.length; host++) {
      if (able[host] === 0 || carries(this.#pool, host, need, isAlone)) continue;
      if (carrying === able) carrying = able.slice();
      carrying[host] = 0;
    }
    return carrying;
  }
}

function networkOf(
  members: ReadonlyMap<string, number>,
  numberOf: ReadonlyMap<string, number>,
  first: readonly number[],
): ItemNetwork {
  const [items, promised] = [[] as number[], [] as number[]];
  for (const [node, mbps] of members) {
    const need = numberOf.get(node);
    if (need === undefined) continue;
    for (let item = first[need] ?? 0; item < (first[need + 1] ?? 0); item++) {
      items.push(item);
      promised.push(mbps);
    }
  }
  return { members: Int32Array.from(items), mbps: Float64Array.from(promised) };
}

/**
 * Per item: numbers of those that are the same to everybody, of one shape, in the same networks with as much, and among
 * the same that stand together or apart.
 */
function twinsOf(
  { machines, networks, standings }: Requirements,
  shapes: readonly number[],
): Int32Array {
  const signs = new Map(
    machines.map(({ node }, index): [string, string] => [node, `${shapes[index]}`]),
  );
  networks.forEach(({ members }, network) => {
    for (const [node, mbps] of members)
      signs.set(node, `${signs.get(node) ?? ""} ${network}:${mbps}`);
  });
  const own = new Map<InstanceId, string>();
  standings.forEach(({ nodes, instances }, standing) => {
    const sign = ` rule ${standing}`;
    if (instances === undefined)
      for (const node of nodes) signs.set(node, (signs.get(node) ?? "") + sign);
    else for (const one of instances) own.set(one, (own.get(one) ?? "") + sign);
  });
  const numbers = new Map<string, number>();
  const numberOf = (sign: string): number => {
    const number = numbers.get(sign) ?? numbers.size;
    numbers.set(sign, number);
    return number;
  };
  return Int32Array.from(
    machines.flatMap(({ node, instances }) => {
      const sign = signs.get(node) ?? "";
      const alike = numberOf(sign);
      return own.size === 0
        ? instances.map(() => alike)
        : instances.map((one) => numberOf(sign + (own.get(one) ?? "")));
    }),
  );
}
