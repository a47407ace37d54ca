import { useEffect, useMemo, useState } from "react";
import { variance, type Variance } from "../../shared/pricing/engine/variance.ts";
import { askWorker } from "../host/ask-worker.ts";
import type { LazyInputs } from "./lazy.ts";
import type { Runs } from "./variance-worker.ts";

/** Up to so many segments take no longer than a frame or two, which a worker's start would take, too. */
const FEW = 60;
const NONE: readonly Variance[] = [];

/**
 * Why two runs differ. Null while it is worked out for the first time; after that the last answer stays until the
 * next one is there.
 */
export function useVariance(projected: LazyInputs, actual: LazyInputs): readonly Variance[] | null {
  const runs = useMemo((): Runs | null => {
    const [before, after] = [projected(), actual()];
    return before === null || after === null ? null : { projected: before, actual: after };
  }, [projected, actual]);
  const isQuick = runs === null || sizeOf(runs) <= FEW;
  const quick = useMemo(
    () => (runs === null ? NONE : isQuick ? variance(runs.projected, runs.actual) : null),
    [runs, isQuick],
  );
  const [slow, setSlow] = useState<readonly Variance[] | null>(null);
  useEffect(() => {
    if (runs === null || isQuick) return undefined;
    const worker = new Worker(new URL("./variance-worker.ts", import.meta.url), { type: "module" });
    return askWorker(worker, runs, ({ data }: MessageEvent<readonly Variance[]>) => {
      setSlow(data);
      return true;
    });
  }, [runs, isQuick]);
  return quick ?? slow;
}

function sizeOf({ projected, actual }: Runs): number {
  return projected.segments.length + actual.segments.length;
}
