import { useEffect, useState } from "react";
import type { Design } from "../../shared/design/design.ts";
import type { TotalRange } from "../../shared/pricing/review/total-range.ts";
import type { Window } from "../../shared/schedule/window.ts";
import { useReference } from "../store/reference.ts";
import { createRangeAsker } from "../store/whole-prices/askers.ts";
import type { Uncertain } from "../store/whole-prices/work.ts";

/** Nobody has drawn for so long. */
const PAUSE_MS = 400;

interface Known {
  /** What it is about. */
  readonly design: Design;
  readonly about: string;
  readonly range: TotalRange | null;
}

/**
 * The least and the most that a design may cost; a worker works it out. Null until it is known; where only what is
 * uncertain about it has changed, as it was until then.
 */
export function useTotalRange(
  design: Design,
  { start, end }: Window,
  uncertain: Uncertain,
): TotalRange | null {
  const reference = useReference();
  const [asker] = useState(createRangeAsker);
  const [known, setKnown] = useState<Known | null>(null);
  const about = `${start} ${end} ${uncertain.qosClass}`;
  useEffect(() => () => asker.stop(), [asker]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const hear = (range: TotalRange | null): void => {
        setKnown({ design, about, range });
      };
      asker.ask({ design, reference, window: { start, end }, uncertain, hear });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [asker, design, start, end, about, uncertain, reference]);
  // What is known of another design, time or promise says nothing about this one.
  return known?.design === design && known.about === about ? known.range : null;
}
