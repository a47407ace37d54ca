import { activeDocument, useDocuments } from "../store/documents.ts";
import { ask } from "./actions.ts";
import { useLive } from "./state.ts";

/** The lab counts in minutes; it is told no more often. */
const EVERY_MS = 30_000;

/**
 * Tells the lab that somebody is there: whoever opens an environment, or works in a window that shows it. One that
 * was booked to be released when nobody comes, or its user goes away, stays by that. Returns how to stop.
 */
export function tellPresence(now: () => number): () => void {
  const stop = new AbortController();
  const told = new Map<string, number>();
  const tell = (): void => {
    const environment = activeDocument()?.environment ?? null;
    if (environment === null || useLive.getState().connection.status !== "online") return;
    const at = now();
    if (at - (told.get(environment) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    told.set(environment, at);
    // One that was never booked has no lease, and nothing to be told.
    void ask((client) => client.reservations.heartbeat({ id: environment }));
  };
  for (const sign of ["pointerdown", "keydown", "wheel"])
    window.addEventListener(sign, tell, { signal: stop.signal, capture: true, passive: true });
  const unfollow = useDocuments.subscribe((documents, before) => {
    if (documents.active !== before.active) tell();
  });
  return () => {
    stop.abort();
    unfollow();
  };
}
