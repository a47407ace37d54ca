import type { NodeId } from "../design/design.ts";
import type { HostPool } from "./host-pool.ts";
import { freeAround } from "./homes.ts";
import type { DesignProblem } from "./mapping-problem.ts";
import type { Refusal } from "./placement.ts";
import type { Requirements } from "./requirements.ts";

/** Machines for which every host that would suit hangs on too narrow a cable, or has too narrow ports; not the `homeless`. */
export function cableRefusals(
  pool: HostPool,
  { problem, needOf, leaving, widest }: DesignProblem,
  { machines }: Requirements,
  homeless: ReadonlySet<NodeId>,
): readonly Refusal[] {
  const lacking: Lack[] = [];
  let latest = -1;
  for (const [item, need] of needOf.entries()) {
    if (need === latest) continue;
    latest = need;
    const machine = machines[need];
    const shape = problem.shapes[problem.shapeOf[item] ?? 0];
    if (machine === undefined || homeless.has(machine.node)) continue;
    if (shape?.suits.includes(1) !== false) continue;
    const { compute, name, node } = machine;
    const able = pool.suits(compute.architecture, compute.features);
    const port = widestOver(able, (host) => pool.ports[host] ?? 0);
    const cable = widestOver(able, (host) => freeAround(pool.grid, host));
    const common = { node, name };
    if ((widest[item] ?? 0) > port)
      lacking.push({ ...common, of: "port", needed: widest[item] ?? 0, free: port });
    else lacking.push({ ...common, of: "cable", needed: leaving[item] ?? 0, free: cable });
  }
  return (["port", "cable"] as const).flatMap((of) => refusalOf(lacking, of));
}

interface Lack {
  readonly node: string;
  readonly name: string;
  readonly of: "port" | "cable";
  readonly needed: number;
  readonly free: number;
}

/** One for all that lack the same, with the numbers of the neediest. */
function refusalOf(lacking: readonly Lack[], of: Lack["of"]): readonly Refusal[] {
  const own = lacking.filter((lack) => lack.of === of).toSorted((a, b) => b.needed - a.needed);
  const [worst] = own;
  if (worst === undefined) return [];
  const { name, needed, free } = worst;
  const elements = own.map(({ node }) => node).toSorted();
  return [{ code: "cable-too-narrow", elements, parameters: { name, of, needed, free } }];
}

function widestOver(able: Uint8Array, widthOf: (host: number) => number): number {
  let most = 0;
  able.forEach((one, host) => {
    if (one === 1) most = Math.max(most, widthOf(host));
  });
  return most;
}
