import { err, ok, type Result } from "../base/result.ts";
import type { InstanceId } from "../design/instances.ts";
import { resourceIds, type Pool } from "../pool/pool.ts";
import { assignPieces, onlyKept } from "./assign.ts";
import type { Available } from "./available.ts";
import { fewestOver } from "./fewest-over.ts";
import type { Kept, Refusal } from "./placement.ts";
import type { SwitchNeed } from "./requirements.ts";

/**
 * Gives every switch of the design free ports of one real switch that is fast enough. A pool that lists no
 * switches makes them in software: none is assigned and nothing counted.
 */
export function placeSwitches(
  pool: Pool,
  available: Available,
  needs: readonly SwitchNeed[],
  kept: Kept["switches"],
): Result<ReadonlyMap<InstanceId, string>, Refusal> {
  const { switches } = pool.resources;
  if (switches.length === 0 || needs.length === 0) return ok(new Map());
  const free = switches.map(({ id }) => available.free(resourceIds.switchPorts(pool.id, id)));
  const fastest = Math.max(...switches.map(({ speedMbps }) => speedMbps));
  const tooFast = needs.filter(({ speedMbps }) => speedMbps > fastest);
  if (tooFast.length > 0)
    return err({
      code: "switch-too-slow",
      elements: nodesOf(tooFast),
      parameters: { needed: Math.max(...tooFast.map((need) => need.speedMbps)), fastest },
    });
  const chosen = assignPieces(
    needs.map(({ instance, ports, speedMbps }) => ({
      amounts: [ports],
      suits: onlyKept(
        kept[instance],
        switches.map((one) => ({ id: one.id, suits: one.speedMbps >= speedMbps })),
      ),
    })),
    free.map((ports) => [ports]),
  );
  if (chosen === null) return err(shortage(needs, switches, free));
  return ok(
    new Map(needs.map(({ instance }, index) => [instance, switches[chosen[index] ?? 0]?.id ?? ""])),
  );
}

/** Of the fastest that do not go onto switches of their speed, where slower ones would have made no difference. */
function shortage(
  all: readonly SwitchNeed[],
  switches: Pool["resources"]["switches"],
  left: readonly number[],
): Refusal {
  const speeds = [...new Set(all.map(({ speedMbps }) => speedMbps))].toSorted((a, b) => b - a);
  const speed = speeds.find((least) => !goesOnto(least)) ?? speeds.at(-1) ?? 0;
  const needs = all.filter(({ speedMbps }) => speedMbps >= speed);
  const room = roomAt(speed);
  const free = room.reduce((sum, ports) => sum + ports, 0);
  const shares = needs.map(({ node, name, ports: amount }) => ({ node, name, amount }));
  return {
    code: "not-enough-switch-ports",
    elements: nodesOf(needs),
    parameters: {
      ...(room.length < switches.length && { speedMbps: speed }),
      needed: needs.reduce((sum, { ports }) => sum + ports, 0),
      free,
      largest: Math.max(...needs.map(({ ports }) => ports)),
      largestFree: Math.max(...room),
      ...fewestOver(shares, free),
    },
  };

  function roomAt(least: number): readonly number[] {
    return left.filter((_, index) => (switches[index]?.speedMbps ?? 0) >= least);
  }

  function goesOnto(least: number): boolean {
    const bins = roomAt(least).map((ports) => [ports]);
    const pieces = all
      .filter(({ speedMbps }) => speedMbps >= least)
      .map(({ ports }) => ({ amounts: [ports], suits: bins.map(() => true) }));
    return assignPieces(pieces, bins) !== null;
  }
}

function nodesOf(needs: readonly { readonly node: string }[]): string[] {
  return [...new Set(needs.map(({ node }) => node))];
}
