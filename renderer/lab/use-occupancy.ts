import { useState } from "react";
import { toInstant } from "../../shared/base/clock.ts";
import type { Fault } from "../../shared/base/fault.ts";
import type { Steps } from "../../shared/pool/occupancy.ts";
import { ask } from "../live/actions.ts";
import { BLOCK, type Blocks } from "../live/use-blocks.ts";

interface Line {
  readonly key: string;
  readonly title: string;
  /** Held of its cores in each step. */
  readonly percent: readonly number[];
}

export interface Occupancy {
  readonly total: number;
  /** By their place from above, as far as they were looked at. */
  readonly known: ReadonlyMap<number, Line>;
  readonly fault: Fault | null;
}

interface Wanted {
  readonly pool: string;
  readonly by: "rack" | "host";
  readonly scale: Steps;
}

interface Told {
  /** Null before the first came. */
  readonly occupancy: Occupancy | null;
  /** How lines are asked for, once it is known which are in view. */
  readonly blocks: Omit<Blocks, "first" | "last">;
}

/** How full the racks or hosts of a pool are, as far as they were asked for. */
export function useOccupancy({ pool, by, scale }: Wanted): Told {
  const [state, setState] = useState<(Occupancy & { readonly key: string }) | null>(null);
  const key = JSON.stringify([pool, by, scale.from]);
  const current = state?.key === key ? state : null;
  const load = async (blocks: readonly number[], anew: boolean): Promise<void> => {
    const { from: start, step, steps } = scale;
    const window = { start: toInstant(start), end: toInstant(start + step * steps) };
    const answers = await Promise.all(
      blocks.map((block) =>
        ask((client) =>
          client.pools.occupancy({
            id: pool,
            ...window,
            by,
            steps,
            from: block * BLOCK,
            count: BLOCK,
          }),
        ),
      ),
    );
    setState((before) => {
      const kept = !anew && before?.key === key ? before : null;
      const known = new Map(kept?.known);
      let total = kept?.total ?? 0;
      for (const [index, answer] of answers.entries()) {
        if (!answer.ok) return { key, total, known, fault: answer.error };
        total = answer.value.total;
        for (const [place, line] of answer.value.rows.entries())
          known.set((blocks[index] ?? 0) * BLOCK + place, line);
      }
      return { key, total, known, fault: null };
    });
  };
  const has = (line: number): boolean => current?.known.has(line) ?? false;
  return { occupancy: current, blocks: { key, total: current?.total ?? null, has, load } };
}
