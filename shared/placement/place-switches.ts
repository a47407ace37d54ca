import { err, ok, type Result } from "../base/result.ts";
import type { InstanceId } from "../design/instances.ts";
import { resourceIds, type Pool } from "../pool/pool.ts";
import { assignPieces, onlyKept } from "./assign.ts";
import type { Available } from "./available.ts";
import { namesOf } from "./refusals/fewest-over.ts";
import {
  fewestPieces,
  nodesOf,
  sumsOf,
  withFewest,
  type NodePiece,
} from "./refusals/fewest-pieces.ts";
import type { Kept, Refusal } from "./placement.ts";
import type { SwitchNeed } from "./requirements.ts";

/** A switch of the design, and a real one with its free ports. */
interface SwitchPiece extends NodePiece {
  readonly speedMbps: number;
}
interface Device {
  readonly name: string;
  readonly speedMbps: number;
  readonly amounts: readonly number[];
}

/**
 * Gives every switch of the design free ports of one real switch that is fast enough. A pool that lists no
 * switches makes them in software: none is assigned and nothing counted.
 */
export function placeSwitches(
  pool: Pool,
  available: Available,
  needs: readonly SwitchNeed[],
  kept: Kept["switches"],
): Result<ReadonlyMap<InstanceId, string>, readonly Refusal[]> {
  const { switches } = pool.resources;
  if (switches.length === 0 || needs.length === 0) return ok(new Map());
  const devices = switches.map(({ id, name, speedMbps }) => {
    return { name, speedMbps, amounts: [available.free(resourceIds.switchPorts(pool.id, id))] };
  });
  // One that is out of use keeps nobody.
  const inUse = new Set(switches.flatMap(({ id, ports }) => (ports > 0 ? [id] : [])));
  const staysOn = (instance: InstanceId): string | undefined => {
    const own = kept[instance];
    return own !== undefined && inUse.has(own) ? own : undefined;
  };
  const pieces = needs.map(({ node, name, instance, ports, speedMbps }) => ({
    node,
    name,
    speedMbps,
    amounts: [ports],
    suits: onlyKept(
      staysOn(instance),
      switches.map((one) => ({ id: one.id, suits: one.speedMbps >= speedMbps })),
    ),
  }));
  const fastest = Math.max(...switches.map(({ speedMbps }) => speedMbps));
  const tooFast = pieces.filter(({ speedMbps }) => speedMbps > fastest);
  const others = pieces.filter(({ speedMbps }) => speedMbps <= fastest);
  const { verdict, chosen } = assignPieces(
    others,
    devices.map(({ amounts }) => amounts),
  );
  const refusals = [
    ...(tooFast.length > 0 ? [tooSlow(tooFast, fastest)] : []),
    ...(verdict === "way" ? [] : shortages(others, devices).map((one) => besides(one, tooFast))),
  ];
  if (refusals.length > 0) return err(refusals);
  return ok(
    new Map(needs.map(({ instance }, index) => [instance, switches[chosen[index] ?? 0]?.id ?? ""])),
  );
}

/** Each of them alone is too fast. */
function tooSlow(tooFast: readonly SwitchPiece[], fastest: number): Refusal {
  const names = namesOf([...new Set(tooFast.map(({ name }) => name))]);
  const needed = Math.max(...tooFast.map(({ speedMbps }) => speedMbps));
  const elements = nodesOf(tooFast);
  return { code: "switch-too-slow", elements, parameters: { names, needed, fastest, fewest: 1 } };
}

/**
 * What lacks in sum of the fastest of which there are too few, where slower ones make no difference; and the fewest that
 * conflict where that are fewer.
 */
function shortages(pieces: readonly SwitchPiece[], devices: readonly Device[]): readonly Refusal[] {
  const refusalOf = (some: readonly SwitchPiece[], speed: number): Refusal => {
    const elements = nodesOf(some);
    const isOfSpeed = devices.some(({ speedMbps }) => speedMbps < speed);
    const parameters = { ...(isOfSpeed && { speedMbps: speed }), ...sumsOf(some, devices, 0) };
    return { code: "not-enough-switch-ports", elements, parameters };
  };
  const speeds = [...new Set(pieces.map(({ speedMbps }) => speedMbps))].toSorted((a, b) => b - a);
  const ofSpeed = speeds.map((speed) =>
    refusalOf(
      pieces.filter(({ speedMbps }) => speedMbps >= speed),
      speed,
    ),
  );
  const inSum = ofSpeed
    .filter(({ parameters: { needed = 0, free = 0 } }) => needed > free)
    .slice(0, 1);
  const conflict = fewestPieces(pieces, devices);
  if (conflict === null) return inSum.length > 0 ? inSum : ofSpeed.slice(-1);
  const slowest = Math.min(...conflict.map(({ speedMbps }) => speedMbps));
  const own = refusalOf(conflict, slowest);
  const [only, ...others] = devices.filter((_, at) => conflict.some(({ suits }) => suits[at]));
  const couldGo = devices.filter(({ speedMbps }) => speedMbps >= slowest);
  const isThere = only !== undefined && others.length === 0 && couldGo.length > 1;
  const parameters = { ...own.parameters, ...(isThere && { on: only.name }) };
  return withFewest(inSum, conflict, { ...own, parameters });
}

/** No fewer of the others conflict, but each that is too fast does by itself. */
function besides(refusal: Refusal, tooFast: readonly SwitchPiece[]): Refusal {
  if (tooFast.length === 0 || refusal.parameters["proof"] === undefined) return refusal;
  return { ...refusal, parameters: { ...refusal.parameters, proof: "minimal" } };
}
