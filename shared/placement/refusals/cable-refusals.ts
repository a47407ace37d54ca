import type { NodeId } from "../../design/design.ts";
import { networksAmong } from "../bandwidth-networks.ts";
import { cableNeeds, carries, NO_CABLE, type CableNeed } from "../hosts/cable-needs.ts";
import { fewestChoice } from "./fewest-choice.ts";
import { namesOf } from "./fewest-over.ts";
import type { HostPool } from "../hosts/host-pool.ts";
import { freeAround } from "../hosts/homes.ts";
import type { DesignProblem } from "../hosts/mapping-problem.ts";
import type { Refusal } from "../placement.ts";
import type { MachineNeed, Requirements } from "../requirements.ts";

/** Machines for which every host that would suit hangs on too narrow a cable, or has too narrow ports; not the `homeless`. */
export function cableRefusals(
  pool: HostPool,
  { problem }: DesignProblem,
  needs: Requirements,
  homeless: ReadonlySet<NodeId>,
): readonly Refusal[] {
  const cables = cableNeeds(needs);
  let item = 0;
  const lacking = needs.machines.flatMap((machine, index): readonly Lack[] => {
    const shape = problem.shapes[problem.shapeOf[item] ?? 0];
    item += machine.instances.length;
    if (homeless.has(machine.node) || shape?.suits.includes(1) !== false) return [];
    return [lackOf(pool, machine, cables[index] ?? NO_CABLE)];
  });
  return (["port", "cable"] as const).flatMap((of) => {
    const own = lacking.filter((lack) => lack.of === of);
    return refusalOf(pool, needs, own);
  });
}

/** Of so many that lack something the fewest that conflict are looked for; of more, of the neediest. */
const MOST_LOOKED_AT = 24;

/** What a machine lacks with all that it is joined to. */
interface Lack {
  readonly machine: MachineNeed;
  readonly of: "port" | "cable";
  readonly needed: number;
  readonly free: number;
}

function lackOf(pool: HostPool, machine: MachineNeed, { leaving, widest }: CableNeed): Lack {
  const { compute } = machine;
  const able = hostsOf(pool, machine);
  const port = Math.max(0, ...able.map((host) => pool.ports[host] ?? 0));
  if (widest > port) return { machine, of: "port", needed: widest, free: port };
  const wide = able.filter((host) => widest <= (pool.ports[host] ?? 0));
  const free = Math.max(0, ...wide.map((host) => freeAround(pool.grid, host)));
  return { machine, of: "cable", needed: compute.bareMetal ? leaving : widest, free };
}

/** One for all that lack the same, with the numbers of the neediest, and with the fewest that conflict. */
function refusalOf(
  pool: HostPool,
  needs: Requirements,
  lacking: readonly Lack[],
): readonly Refusal[] {
  const neediest = lacking.toSorted((a, b) => b.needed - a.needed);
  const [worst] = neediest;
  if (worst === undefined) return [];
  const { machine, of, needed, free } = worst;
  const joined = joinedTo(needs, worst);
  const fewest = neediest
    .slice(0, MOST_LOOKED_AT)
    .map((lack) => fewestFor(pool, needs, lack))
    .reduce((best, one) => (one.nodes.length < best.nodes.length ? one : best));
  const all = new Set([machine.node, ...joined.flatMap(({ node }) => node ?? [])]);
  const names = fewest.nodes.map((node) => nameOf(needs, node));
  return [
    {
      code: "cable-too-narrow",
      elements: lacking.map((lack) => lack.machine.node).toSorted(),
      machines: [...new Set([...all, ...fewest.nodes])].toSorted(),
      parameters: {
        name: machine.name,
        of,
        needed,
        free,
        to: namesOf([...new Set(joined.map(({ name }) => name))]),
        fewest: fewest.nodes.length,
        ...(fewest.nodes.length < all.size && { alone: fewest.needed, names: namesOf(names) }),
      },
    },
  ];
}

interface End {
  /** Null for a subnet. */
  readonly node: NodeId | null;
  readonly name: string;
}

/** What is at the other ends of what a machine lacks: machines, or of a port that is too narrow for it alone the subnet. */
function joinedTo(
  { networks, machines }: Requirements,
  { machine: { node }, of, needed }: Lack,
): readonly End[] {
  const names = new Map(machines.map((one) => [one.node, one.name]));
  return networks.flatMap(({ members, widest, subnet }): readonly End[] => {
    if (!((members.get(node) ?? 0) > 0)) return [];
    if (of === "port" && (widest.get(node) ?? 0) < needed) return [];
    if (of === "port" && subnet !== null) return [{ node: null, name: subnet }];
    return [...members].flatMap(([other, mbps]) =>
      other !== node && mbps > 0 ? [{ node: other, name: names.get(other) ?? other }] : [],
    );
  });
}

/** The fewest nodes, the machine's among them, that alone ask too much of its host's cable, and how much that is. */
function fewestFor(
  pool: HostPool,
  needs: Requirements,
  { machine, of, needed }: Lack,
): { readonly nodes: readonly NodeId[]; readonly needed: number } {
  const able = oneOfEachSort(pool, hostsOf(pool, machine));
  const networks = needs.networks.filter(({ members }) => members.has(machine.node));
  const inside = new Set([machine.node, ...networks.flatMap(({ members }) => [...members.keys()])]);
  const machines = needs.machines.filter(({ node }) => inside.has(node));
  const needAmong = (others: readonly NodeId[]): CableNeed => {
    const among = new Set([machine.node, ...others]);
    return needOf({ machines, networks: networksAmong(networks, among) }, machine.node);
  };
  const isTooMuch = (others: readonly NodeId[]): boolean => {
    const need = needAmong(others);
    return !able.some((host) => carries(pool, host, need, machine.compute.bareMetal));
  };
  const things = [...inside].filter((node) => node !== machine.node);
  const chosen = isTooMuch([])
    ? []
    : fewestChoice({
        things,
        sortOf: (node) => node,
        verdictOf: (some) => (isTooMuch(some) ? "none" : "way"),
      });
  const others = chosen ?? things;
  const alone = needAmong(others);
  return {
    nodes: [machine.node, ...others].toSorted(),
    needed: chosen === null ? needed : of === "port" ? alone.widest : alone.leaving,
  };
}

/** What one host carries all do whose ports and cables are as wide. */
function oneOfEachSort(pool: HostPool, hosts: readonly number[]): readonly number[] {
  const sortOf = (host: number): string => `${pool.ports[host]} ${freeAround(pool.grid, host)}`;
  return [...new Map(hosts.map((host) => [sortOf(host), host])).values()];
}

type Joined = Pick<Requirements, "machines" | "networks">;

function needOf({ machines, networks }: Joined, node: NodeId): CableNeed {
  const index = machines.findIndex((machine) => machine.node === node);
  return cableNeeds({ machines, networks })[index] ?? NO_CABLE;
}

function nameOf({ machines }: Requirements, node: NodeId): string {
  return machines.find((machine) => machine.node === node)?.name ?? node;
}

/** Hosts that suit a machine but for their cables. */
function hostsOf(pool: HostPool, { compute }: MachineNeed): readonly number[] {
  const able = pool.suits(compute.architecture, compute.features);
  return [...able.keys()].filter((host) => able[host] === 1);
}
