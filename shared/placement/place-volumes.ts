import { err, ok, type Result } from "../base/result.ts";
import type { InstanceId } from "../design/instances.ts";
import { resourceIds, type Pool } from "../pool/pool.ts";
import { assignPieces, onlyKept } from "./assign.ts";
import type { Available } from "./available.ts";
import {
  fewestPieces,
  nodesOf,
  sumsOf,
  withFewest,
  type NodePiece,
} from "./refusals/fewest-pieces.ts";
import type { Kept, Refusal } from "./placement.ts";
import type { VolumeNeed } from "./requirements.ts";

const PARTS = ["capacityGiB", "bandwidthMbps"] as const;
const CODES = ["not-enough-storage", "not-enough-storage-bandwidth"] as const;

/** Storage pools with what is free of each part. */
type Arrays = readonly { readonly name: string; readonly amounts: readonly number[] }[];

/** A volume, and whether it is on a storage pool already, from which it does not go. */
interface VolumePiece extends NodePiece {
  readonly stays: boolean;
}

/**
 * Gives every volume room and bandwidth of one storage pool. What is out of use takes no other volumes, and has for
 * those that are on it what they hold already.
 */
export function placeVolumes(
  pool: Pool,
  available: Available,
  needs: readonly VolumeNeed[],
  kept: Pick<Kept, "storage" | "claims">,
): Result<ReadonlyMap<InstanceId, string>, readonly Refusal[]> {
  const { storage } = pool.resources;
  const held = new Map(kept.claims.map(({ resource, quantity }) => [resource, quantity]));
  const arrays = storage.map(({ id, name, capacityGiB, local }) => ({
    id,
    name,
    local,
    suits: capacityGiB > 0,
    amounts: PARTS.map((part) => {
      const resource = resourceIds.storage(pool.id, id, part);
      return (capacityGiB > 0 ? available.free(resource) : held.get(resource)) ?? 0;
    }),
  }));
  const pieces = needs.map((need) => {
    const own = kept.storage[need.instance];
    return {
      node: need.node,
      name: need.name,
      stays: arrays.some(({ id }) => id === own),
      amounts: PARTS.map((part) => need[part]),
      suits: onlyKept(
        own,
        arrays.map(({ id, suits, local }) => {
          return { id, suits: (suits && !(need.shared && local)) || id === own };
        }),
      ),
    };
  });
  const { verdict, chosen } = assignPieces(
    pieces,
    arrays.map(({ amounts }) => amounts),
  );
  if (verdict !== "way") return err(shortages(pieces, arrays));
  return ok(
    new Map(needs.map(({ instance }, index) => [instance, storage[chosen[index] ?? 0]?.id ?? ""])),
  );
}

/** What lacks in sum, and the fewest that conflict where that are fewer. */
function shortages(pieces: readonly VolumePiece[], arrays: Arrays): readonly Refusal[] {
  const refusalOf = (some: readonly VolumePiece[], part: 0 | 1): Refusal => {
    const parameters = { ...sumsOf(some, arrays, part), ...whereOf(some, arrays) };
    return { code: CODES[part], elements: nodesOf(some), parameters };
  };
  // Where there is no storage at all it says nothing more that it is not fast either.
  const parts = arrays.length === 0 ? ([0] as const) : ([0, 1] as const);
  const inSum = parts
    .map((part) => refusalOf(pieces, part))
    .filter(({ parameters: { needed = 0, free = 0 } }) => needed > free);
  const conflict = fewestPieces(pieces, arrays);
  if (conflict === null)
    return inSum.length > 0 ? inSum : [refusalOf(pieces, partOf(pieces, arrays))];
  const { elements, code, parameters } = refusalOf(conflict, partOf(conflict, arrays));
  const isOfBoth = goes(conflict, arrays, 0) && goes(conflict, arrays, 1);
  return withFewest(inSum, conflict, {
    code,
    elements,
    parameters: { ...parameters, ...(isOfBoth && { both: 1 }) },
  });
}

/** The one storage pool that all of them are on already; nothing where any of them is free to go. */
function whereOf(pieces: readonly VolumePiece[], arrays: Arrays): Refusal["parameters"] {
  const [only, ...others] = arrays.filter((_, at) => pieces.some(({ suits }) => suits[at]));
  const isThere = others.length === 0 && pieces.every(({ stays }) => stays);
  return only !== undefined && isThere ? { on: only.name, pieces: pieces.length } : {};
}

/** Bandwidth where capacity alone would have sufficed, and that alone would not. */
function partOf(pieces: readonly NodePiece[], arrays: Arrays): 0 | 1 {
  return goes(pieces, arrays, 0) && !goes(pieces, arrays, 1) ? 1 : 0;
}

/** Whether they would go into what there is of one part alone. */
function goes(pieces: readonly NodePiece[], arrays: Arrays, part: 0 | 1): boolean {
  const { verdict } = assignPieces(
    pieces.map(({ amounts, suits }) => ({ amounts: [amounts[part] ?? 0], suits })),
    arrays.map(({ amounts }) => [amounts[part] ?? 0]),
  );
  return verdict === "way";
}
