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
  if (chosen === null) return err(shortage(needs, free));
  return ok(
    new Map(needs.map(({ instance }, index) => [instance, switches[chosen[index] ?? 0]?.id ?? ""])),
  );
}

function shortage(needs: readonly SwitchNeed[], left: readonly number[]): Refusal {
  const free = left.reduce((sum, ports) => sum + ports, 0);
  const shares = needs.map(({ node, name, ports: amount }) => ({ node, name, amount }));
  return {
    code: "not-enough-switch-ports",
    elements: nodesOf(needs),
    parameters: {
      needed: needs.reduce((sum, { ports }) => sum + ports, 0),
      free,
      largest: Math.max(...needs.map(({ ports }) => ports)),
      largestFree: Math.max(...left),
      ...fewestOver(shares, free),
    },
  };
}

function nodesOf(needs: readonly { readonly node: string }[]): string[] {
  return [...new Set(needs.map(({ node }) => node))];
}
