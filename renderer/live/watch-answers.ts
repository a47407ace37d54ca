import type { AbortSignalLike, Clock } from "../../shared/base/clock.ts";

const LOOK_MS = 5000;
/** After so many looks without a word the daemon is asked for one, and after so many it is given up. */
const ASKED_AFTER = 2;
const LOST_AFTER = 5;

/** A connection of which it is not known whether somebody still answers at its other end. */
export interface Watched {
  isOpen(): boolean;
  /** Asks something small; whatever comes then, or before, counts as a word. */
  ask(): void;
  /** Nothing came. */
  lose(): void;
}

/**
 * A daemon that hangs, or whose machine sleeps, keeps its connection and answers nothing, and a browser is never told
 * of that. Gives what is to be called with each word that is heard. Looks are counted and not milliseconds: where this
 * page itself hung or slept, what came meanwhile is heard before the next look.
 */
export function watchAnswers(
  watched: Watched,
  clock: Pick<Clock, "sleep">,
  signal: AbortSignalLike,
): () => void {
  let silent = 0;
  const look = (): void => {
    silent = watched.isOpen() ? silent + 1 : 0;
    if (silent === ASKED_AFTER) watched.ask();
    if (silent < LOST_AFTER) return;
    silent = 0;
    watched.lose();
  };
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      // Without the signal, which would gather a listener for each look.
      await clock.sleep(LOOK_MS);
      if (!signal.aborted) look();
    }
  };
  void watch();
  return () => {
    silent = 0;
  };
}
