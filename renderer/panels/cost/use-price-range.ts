import { useEffect, useState } from "react";
import type { Design } from "../../../shared/design/design.ts";
import type { SlotRange } from "../../../shared/pricing/review/cheapest-slot.ts";
import type { Window } from "../../../shared/schedule/window.ts";
import { useReference } from "../../store/reference.ts";
import { createRangeAsker } from "../../store/whole-prices/askers.ts";

/** Nobody has drawn for so long. */
const PAUSE_MS = 400;

interface Known {
  /** What it is about. */
  readonly design: Design;
  readonly window: Window;
  readonly range: SlotRange | null;
}

/**
 * The lowest and the highest price within a week, by when it starts; a worker works it out. Null until it is known,
 * and where prices are the same at any time.
 */
export function usePriceRange(design: Design, window: Window): SlotRange | null {
  const reference = useReference();
  const [asker] = useState(createRangeAsker);
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => () => asker.stop(), [asker]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const hear = (heard: { readonly range: SlotRange | null } | null): void => {
        setKnown({ design, window, range: heard?.range ?? null });
      };
      asker.ask({ design, reference, window, hear });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [asker, design, window, reference]);
  // What is known of another design or time says nothing about this one.
  return known?.design === design && known.window === window ? known.range : null;
}
