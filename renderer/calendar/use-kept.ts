import { useEffect } from "react";
import { useConnection } from "../live/state.ts";
import { useKeptCalendars } from "./keep-calendar.ts";
import type { KeptCalendar } from "./kept-calendar.ts";

interface Wanted {
  readonly pool: string;
  /** Names what is looked at. */
  readonly key: string;
  /** Names what was last told; null: nothing. */
  readonly told: string | null;
}

/** Shows what this window knows by itself, where the lab has not told what is looked at and cannot be asked. */
export function useKept({ pool, key, told }: Wanted, show: (kept: KeptCalendar) => void): void {
  const isAway = useConnection().status === "offline";
  const kept = useKeptCalendars((state) => state.kept[pool]);
  const isUntold = isAway && told !== key;
  useEffect(() => {
    if (isUntold && kept !== undefined) show(kept);
    // What is shown follows from these; the function is another one at each render.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [isUntold, kept, key]);
}
