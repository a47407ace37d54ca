import type { Steps } from "../../base/steps.ts";
import type { NodeId } from "../../design/design.ts";
import { networksAmong } from "../bandwidth-networks.ts";
import { conflictOrder } from "./conflict-order.ts";
import type { HostPool } from "../hosts/host-pool.ts";
import { designProblem, type DesignProblem } from "../hosts/mapping-problem.ts";
import { standingAmong } from "../standing-needs.ts";
import { partOfProblem } from "../hosts/part-of-problem.ts";
import type { Kept } from "../placement.ts";
import type { Requirements } from "../requirements.ts";
import { crowdedOut } from "../solver/proofs/crowded-out.ts";
import { areFew, tryEveryWay } from "../solver/exhaustive/few.ts";
import { UNPLACED } from "../solver/mapping/mapping.ts";
import type { MappingProblem, Verdict } from "../solver/problem.ts";
import { solve, type Solution } from "../solver/solve.ts";
import { switchField } from "../solver/exhaustive/switch-field.ts";
import { SwitchPrices } from "../solver/proofs/switch-prices.ts";
import { SwitchSearch } from "../solver/exhaustive/switch-search.ts";
import { tiesOf } from "../solver/exhaustive/ties.ts";

/** Steps of search in all tries together, and what a machine costs beside them: some tens of milliseconds. */
const MOST_WORK = 70_000;
const WORK_OF_A_MACHINE = 30;
const WORK_OF_A_QUESTION = 60;
const WORK_OF_A_HOST = 0.1;
const WORK_OF_AN_ORDER = 3;

/** A step of the search over switches, beside one of annealing; and how many of them one question may cost. */
const WORK_OVER_SWITCHES = 0.02;
const MOST_OVER_SWITCHES = 100_000;

/**
 * How much of the search for a way counts as work, and so much for the square of the machines: after a long one, and
 * where each look takes long, there is less left to explain why there is none.
 */
const WORK_OF_SOLVING = 0.25;
const WORK_OF_MANY = 0.015;

/** With more than this share of all work spent no proof is begun that takes long. */
const MOST_FOR_PROOFS = 0.8;

/** After so many questions in a row that stayed open it is too hard to prove anything: the next may cost less. */
const MOST_OPEN = 4;
const LITTLE_OVER_SWITCHES = 10_000;
/** A look of a search through every way, beside a step; and how many of them one question may cost. */
const WORK_OF_A_LOOK = 2;
const MOST_LOOKS = 6000;

/**
 * Random graphs of 100 to 500 machines with no more than so many links too much were never proven by prices to have no
 * room; of those with one more some were.
 */
const LINKS_OF_NEARLY = 2;

/** So few items that much can be proven of them however wide the trunks are. */
const FEW = 20;

/** So few that a long search takes a few milliseconds. */
const FEW_TO_BE_SURE = 16;

/** Part of a design that finds no place by itself. */
export interface Conflict {
  readonly needs: Requirements;
  readonly asked: DesignProblem;
  readonly solution: Solution;
}

/** What is asked of switches alone, where trunks decide. */
interface OverSwitches {
  readonly search: SwitchSearch;
  readonly prices: SwitchPrices;
  /** So many machines, whichever they are, go under one switch. */
  readonly mostUnderOne: number;
}

/** Asks again and again whether some nodes of a design find a place, and remembers the answers. */
export class ConflictSearch {
  readonly whole: Conflict;
  /** Whether there are so few machines and hosts that every way of putting them is tried. */
  readonly isFew: boolean;
  readonly #pool: HostPool;
  /** What is not moved: of parts the same as of all, though these may ask less of the hosts' cables. */
  readonly #stays: Kept["hosts"];
  readonly #most: number;
  readonly #switches: OverSwitches | null;
  readonly #known = new Map<string, Verdict>();
  /** The same, as the search over switches alone tells. */
  readonly #bySwitches = new Map<string, Verdict>();
  /** What longer searches said. */
  readonly #conflicts = new Map<string, Conflict | null>();
  /** Per node: its items. */
  readonly #itemsOf: ReadonlyMap<NodeId, readonly number[]>;
  #order: readonly NodeId[] | null = null;
  #leastConflict: number;
  #work: number;
  /** Questions in a row that the search over switches left open, those with a way not counted. */
  #open = 0;

  /** `patience`: so many times as much work is made as for an answer at once. */
  constructor(pool: HostPool, whole: Conflict, patience = 1) {
    this.whole = whole;
    this.#most = MOST_WORK * patience;
    this.#pool = pool;
    this.#stays = stayingIn(pool, whole.asked);
    this.#work =
      whole.solution.steps * WORK_OF_SOLVING +
      whole.asked.problem.shapeOf.length ** 2 * WORK_OF_MANY;
    this.#switches = overSwitches(whole.asked.problem);
    const items = whole.needs.machines.map(({ node }): [NodeId, number[]] => [node, []]);
    whole.asked.needOf.forEach((need, item) => items[need]?.[1].push(item));
    this.#itemsOf = new Map(items);
    this.isFew = areFew(whole.asked.problem);
    this.#leastConflict = leastConflict(whole.needs, this.#switches?.mostUnderOne ?? 0);
  }

  /** Fewer nodes than this never conflict. */
  get leastConflict(): number {
    return this.#leastConflict;
  }

  /** It was seen that so many nodes, whichever they are, have a place. */
  allFit(size: number): void {
    this.#leastConflict = Math.max(this.#leastConflict, size + 1);
  }

  /** All nodes, so that the first few are likely to conflict by themselves. */
  get order(): readonly NodeId[] {
    return (this.#order ??= this.orderFrom());
  }

  /** The same from a given node on. */
  orderFrom(node?: NodeId): readonly NodeId[] {
    this.#work += WORK_OF_AN_ORDER * this.whole.needs.machines.length;
    return conflictOrder(this.whole, node);
  }

  /** How much of the work was spent that it is worth. */
  get share(): number {
    const { search, prices } = this.#switches ?? { search: NO_WORK, prices: NO_WORK };
    return (this.#work + (search.work + prices.work) * WORK_OVER_SWITCHES) / this.#most;
  }

  /** Whether these nodes alone find a place, as far as a quick search tells; or only as far as is seen at once. */
  verdictOf(nodes: readonly NodeId[], onlySure = false): Verdict {
    const key = keyOf(nodes);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const tried = this.isFew ? this.#tryEveryWay(nodes) : "unknown";
    if (tried !== "unknown") {
      this.#known.set(key, tried);
      return tried;
    }
    const sure = this.#ofSwitches(nodes, key);
    if (onlySure && this.#switches !== null) return sure;
    const verdict = sure === "unknown" ? this.#askQuickly(nodes) : sure;
    this.#known.set(key, verdict);
    return verdict;
  }

  /** Whether it is seen at once, or was proven, that there is no place for these nodes alone. */
  isProven(nodes: readonly NodeId[]): boolean {
    return this.verdictOf(nodes, true) === "none";
  }

  /** Whether counting proves that these nodes alone have no room in one of their networks. */
  isCrowded(nodes: readonly NodeId[]): boolean {
    const { problem } = this.#problemOf(nodes);
    this.#work += WORK_OF_A_HOST * problem.grid.hosts;
    const isCrowded = crowdedOut(problem) !== null;
    if (isCrowded) this.#known.set(keyOf(nodes), "none");
    return isCrowded;
  }

  /** Equal texts for nodes that could change places without anybody noticing. */
  sortOf(node: NodeId): string {
    const items = this.#itemsOf.get(node) ?? [];
    const { twinOf, stays } = this.whole.asked.problem;
    const staying = items.map((item) => stays[item] ?? UNPLACED).toSorted((a, b) => a - b);
    const twins = items.map((item) => twinOf[item] ?? 0).toSorted((a, b) => a - b);
    return `${twins.join(" ")}, ${staying.join(" ")}`;
  }

  /** Whether so little is too much that no proof by prices was ever seen of it. */
  get isNearlyMapped(): boolean {
    const { left, mapping } = this.whole.solution;
    const promised = mapping.links.pairMbps.filter((mbps) => mbps > 0);
    const usual = promised.reduce((sum, mbps) => sum + mbps, 0) / Math.max(1, promised.length);
    return left.length === 0 && mapping.cables.over <= LINKS_OF_NEARLY * usual;
  }

  /** Whether trunks are so wide that little is seen of what they cannot carry but by prices. */
  get isWide(): boolean {
    return (
      this.#switches?.search.isTight === false && this.whole.asked.problem.shapeOf.length > FEW
    );
  }

  /** Well above 1 there is likely no place for these nodes, by what trunks carry; 0 where trunks do not decide. */
  strainOf(nodes: readonly NodeId[]): number {
    return this.#switches?.prices.strain(this.#itemsOfAll(nodes)) ?? 0;
  }

  /** Prices of all items to begin with. */
  firstPrices(): Float64Array {
    return this.#switches?.prices.firstPrices() ?? new Float64Array(0);
  }

  /**
   * What these nodes are worth beside what all switches can hold: above 1 there is provably no place for them alone.
   * Prices of all items are begun with, and changed; 0 where trunks do not decide or it takes too much.
   */
  *worth(nodes: readonly NodeId[], prices: Float64Array): Steps<number> {
    if (this.#switches === null || this.share > MOST_FOR_PROOFS) return 0;
    const left = ((MOST_FOR_PROOFS - this.share) * this.#most) / WORK_OVER_SWITCHES;
    const worth = yield* this.#switches.prices.worth(this.#itemsOfAll(nodes), prices, left);
    const key = keyOf(nodes);
    if (worth > 1) for (const known of [this.#known, this.#bySwitches]) known.set(key, "none");
    return worth;
  }

  /** What a node is worth by prices of all items. */
  priceOf(node: NodeId, prices: Float64Array): number {
    return this.#itemsOf.get(node)?.reduce((sum, item) => sum + (prices[item] ?? 0), 0) ?? 0;
  }

  /** These nodes alone, when they find no place in a longer search either; a short one where there is none. */
  conflictOf(nodes: readonly NodeId[]): Conflict | null {
    if (nodes.length === this.whole.needs.machines.length) return this.whole;
    const key = keyOf(nodes);
    const known = this.#conflicts.get(key);
    const found = known === undefined ? this.#lookLonger(nodes) : known;
    this.#conflicts.set(key, found);
    return found;
  }

  #lookLonger(nodes: readonly NodeId[]): Conflict | null {
    const { needs, asked } = this.#part(nodes);
    const isProven = this.isProven(nodes);
    const longer = asked.problem.shapeOf.length <= FEW_TO_BE_SURE ? "later" : "soon";
    const solution = solve(asked.problem, { only: isProven ? "at-once" : longer });
    this.#work += solution.steps;
    if (solution.found) return null;
    return { needs, asked, solution: isProven ? { ...solution, isProven } : solution };
  }

  #ofSwitches(nodes: readonly NodeId[], key: string): Verdict {
    if (this.#switches === null) return "unknown";
    const known = this.#bySwitches.get(key);
    if (known !== undefined) return known;
    this.#work += WORK_OF_A_QUESTION;
    const items = this.#itemsOfAll(nodes);
    const isHopeless =
      this.#open > MOST_OPEN || !(this.#switches.search.isTight || items.length <= FEW);
    const most = isHopeless ? LITTLE_OVER_SWITCHES : MOST_OVER_SWITCHES;
    const verdict = this.#switches.search.search(items, most);
    if (verdict === "none") this.#open = 0;
    if (verdict === "unknown") this.#open += 1;
    this.#bySwitches.set(key, verdict);
    return verdict;
  }

  #itemsOfAll(nodes: readonly NodeId[]): Int32Array {
    return Int32Array.from(nodes.flatMap((node) => this.#itemsOf.get(node) ?? []));
  }

  #tryEveryWay(nodes: readonly NodeId[]): Verdict {
    const { verdict, looks } = tryEveryWay(this.#problemOf(nodes).problem, MOST_LOOKS);
    this.#work += looks * WORK_OF_A_LOOK + WORK_OF_A_QUESTION;
    return verdict;
  }

  #askQuickly(nodes: readonly NodeId[]): Verdict {
    const { problem, previous } = this.#problemOf(nodes);
    const { found, isProven, steps } = solve(problem, {
      ...(previous && { previous }),
      only: "at-once",
    });
    this.#work += steps + WORK_OF_A_MACHINE * problem.shapeOf.length;
    if (found) return "way";
    return isProven ? "none" : "unknown";
  }

  #problemOf(nodes: readonly NodeId[]): PartialProblem {
    return this.whole.asked.isEntangled
      ? { problem: this.#part(nodes).asked.problem }
      : problemOf(this.whole, new Set(nodes));
  }

  #part(nodes: readonly NodeId[]): Omit<Conflict, "solution"> {
    const needs = only(this.whole.needs, new Set(nodes));
    return { needs, asked: designProblem(this.#pool, needs, this.#stays) };
  }
}

/** So many nodes, however they are chosen, and one more: fewer go under one switch, where nothing needs a trunk. */
function leastConflict({ machines }: Requirements, mostUnderOne: number): number {
  const counts = machines.map(({ instances }) => instances.length);
  let [nodes, left] = [0, mostUnderOne];
  for (const count of counts.toSorted((a, b) => b - a)) {
    left -= count;
    if (left < 0) break;
    nodes += 1;
  }
  return nodes + 1;
}

/** The hosts of the machines that are not moved. */
function stayingIn({ hosts }: HostPool, { problem, instances }: DesignProblem): Kept["hosts"] {
  const staying = instances.flatMap((instance, item) => {
    const host = hosts[problem.stays[item] ?? UNPLACED];
    return host === undefined ? [] : [[instance, host.id] as const];
  });
  return Object.fromEntries(staying);
}

const NO_WORK = { work: 0 };

function overSwitches(problem: MappingProblem): OverSwitches | null {
  const field = switchField(problem);
  if (field === null) return null;
  const ties = tiesOf(problem);
  const [search, prices] = [new SwitchSearch(field, ties), new SwitchPrices(field, ties)];
  return { search, prices, mostUnderOne: field.mostUnderOne };
}

function keyOf(nodes: readonly NodeId[]): string {
  return nodes.toSorted().join("\n");
}

/** The problem of some nodes by itself, and where they came to stand with all the others, where that says anything. */
interface PartialProblem {
  readonly problem: MappingProblem;
  readonly previous?: Int32Array;
}

function problemOf(
  { needs, asked, solution }: Conflict,
  nodes: ReadonlySet<NodeId>,
): PartialProblem {
  const isIn = needs.machines.map(({ node }) => nodes.has(node));
  const items = Int32Array.from(asked.needOf.keys()).filter(
    (item) => isIn[asked.needOf[item] ?? 0] === true,
  );
  const problem = partOfProblem(asked.problem, items);
  return { problem, previous: items.map((item) => solution.mapping.hostOf[item] ?? UNPLACED) };
}

/** The requirements of some of the machines. */
function only(needs: Requirements, nodes: ReadonlySet<NodeId>): Requirements {
  const standings = needs.standings.map((standing) => standingAmong(standing, nodes));
  return {
    ...needs,
    machines: needs.machines.filter(({ node }) => nodes.has(node)),
    networks: networksAmong(needs.networks, nodes),
    standings,
  };
}
