import { heardCharges, type Charges } from "../../shared/pricing/charges.ts";
import { faultOf } from "../../shared/protocol/errors.ts";
import { activeDocument, useDocuments } from "../store/documents.ts";
import { daemon, windowClock } from "./connection.ts";
import { hasRole } from "./role.ts";
import { useLive, type Live } from "./state.ts";

const AGAIN_MS = 5000;

/** Hears what the environment on the canvas is charged, for as long as the daemon answers. Returns how to stop. */
export function learnCharges(): () => void {
  let heard: { readonly id: string; readonly stop: AbortController } | null = null;
  const look = (): void => {
    const id = wantedOf(useLive.getState());
    if (id === (heard?.id ?? null)) return;
    heard?.stop.abort();
    heard = id === null ? null : { id, stop: new AbortController() };
    if (heard !== null) void listen(heard.id, heard.stop.signal);
  };
  const stops = [
    useLive.subscribe((live, before) => {
      if (live.connection !== before.connection || live.summaries !== before.summaries) look();
    }),
    useDocuments.subscribe(look),
  ];
  look();
  return () => {
    for (const stop of stops) stop();
    heard?.stop.abort();
  };
}

/** The environment that is shown, where this person may see what it costs and that can change. */
function wantedOf(live: Live): string | null {
  const id = activeDocument()?.environment ?? null;
  const isOver = id !== null && live.charges[id]?.isFinal === true;
  return isOver || !hasRole(live, "architect", "customer", "operator") ? null : id;
}

async function listen(id: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const stream = await daemon()?.environments.charges({ id }, { signal });
      for await (const news of stream ?? [])
        useLive.setState(({ charges }) => ({
          charges: { ...charges, [id]: heardCharges(charges[id], news) },
        }));
      if (useLive.getState().charges[id]?.isFinal === true) return;
    } catch (thrown) {
      // What has no price, is gone, or is an older daemon's stays without.
      const { code } = faultOf(thrown);
      if (code === "no-rate" || code === "not-found" || code === "forbidden") return;
    }
    await windowClock.sleep(AGAIN_MS, signal).catch(() => undefined);
  }
}

/** Beyond this nobody said that it goes on so. */
const TRUSTED_MS = 60_000;

/** Until when an environment's charges may be counted on by what they are by the hour; not at all while offline. */
export function chargedUntil(charges: Charges, now: number, isOnline: boolean): number {
  const at = Date.parse(charges.at);
  return isOnline ? Math.max(at, Math.min(now, at + TRUSTED_MS)) : at;
}
