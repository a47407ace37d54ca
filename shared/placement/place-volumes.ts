import { err, ok, type Result } from "../base/result.ts";
import type { InstanceId } from "../design/instances.ts";
import { resourceIds, type Pool } from "../pool/pool.ts";
import { assignPieces, onlyKept } from "./assign.ts";
import type { Available } from "./available.ts";
import { fewestOver } from "./fewest-over.ts";
import type { Kept, Refusal } from "./placement.ts";
import type { VolumeNeed } from "./requirements.ts";

const PARTS = ["capacityGiB", "bandwidthMbps"] as const;

/** Gives every volume room and bandwidth of one storage pool. */
export function placeVolumes(
  pool: Pool,
  available: Available,
  needs: readonly VolumeNeed[],
  kept: Kept["storage"],
): Result<ReadonlyMap<InstanceId, string>, Refusal> {
  const { storage } = pool.resources;
  const free = storage.map(({ id }) =>
    PARTS.map((part) => available.free(resourceIds.storage(pool.id, id, part))),
  );
  const all = storage.map(({ id }) => ({ id, suits: true }));
  const chosen = assignPieces(
    needs.map((need) => ({
      amounts: PARTS.map((part) => need[part]),
      suits: onlyKept(kept[need.instance], all),
    })),
    free,
  );
  if (chosen === null) return err(shortage(needs, free));
  return ok(
    new Map(needs.map(({ instance }, index) => [instance, storage[chosen[index] ?? 0]?.id ?? ""])),
  );
}

/** Names bandwidth when capacity alone would have sufficed. */
function shortage(needs: readonly VolumeNeed[], free: readonly (readonly number[])[]): Refusal {
  const capacityOnly = assignPieces(
    needs.map(({ capacityGiB }) => ({ amounts: [capacityGiB], suits: free.map(() => true) })),
    free.map(([capacity = 0]) => [capacity]),
  );
  const part = capacityOnly === null ? 0 : 1;
  const needed = needs.map((need) => need[PARTS[part]]);
  const left = free.map((amounts) => amounts[part] ?? 0);
  const inAll = left.reduce((sum, amount) => sum + amount, 0);
  const shares = needs.map((need) => ({
    node: need.node,
    name: need.name,
    amount: need[PARTS[part]],
  }));
  return {
    code: part === 0 ? "not-enough-storage" : "not-enough-storage-bandwidth",
    elements: [...new Set(needs.map(({ node }) => node))],
    parameters: {
      needed: needed.reduce((sum, amount) => sum + amount, 0),
      free: inAll,
      largest: Math.max(0, ...needed),
      largestFree: Math.max(0, ...left),
      ...fewestOver(shares, inAll),
    },
  };
}
