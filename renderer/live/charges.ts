import { useSyncExternalStore } from "react";
import { chargeAt } from "../../shared/pricing/charges.ts";
import { useShownEnvironment } from "../store/selectors.ts";
import { localTime } from "../ui/local-time.ts";
import { growingMoney, money } from "../ui/money.ts";
import { chargedUntil } from "./learn-charges.ts";
import { daemonNow } from "./running-charge.ts";
import { useLive } from "./state.ts";

const TICK_MS = 1000;
/** With more than this to show, they grow in longer steps. */
const MANY = 300;
const LONG_TICK_MS = 5000;
/** From here on its cents are seen to grow. */
const LARGE = 10;

// One clock for all that is shown: a node asks for its own words, and is only drawn again for others.
const shown = new Set<() => void>();
let now = daemonNow();
let timer: ReturnType<typeof setTimeout> | undefined;

function tick(): void {
  now = daemonNow();
  timer = setTimeout(tick, shown.size > MANY ? LONG_TICK_MS : TICK_MS);
  for (const changed of shown) changed();
}

function subscribe(changed: () => void): () => void {
  shown.add(changed);
  timer ??= setTimeout(tick, TICK_MS);
  const stop = useLive.subscribe((live, before) => {
    if (live.charges !== before.charges || live.connection !== before.connection) changed();
  });
  return () => {
    stop();
    shown.delete(changed);
    if (shown.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/** What a node of an environment was charged so far, in words; null where nothing is known of it. */
export function chargeWords(environment: string | null, node: string): string | null {
  const { charges, connection } = useLive.getState();
  const own = environment === null ? undefined : charges[environment];
  const charge = own?.nodes[node];
  if (own === undefined || charge === undefined) return null;
  const until = chargedUntil(own, now, connection.status === "online");
  const amount = chargeAt(charge.at, charge, until);
  return Number(amount) < LARGE ? growingMoney(amount, own.currency) : money(amount, own.currency);
}

/** The same for the shown environment, following it. */
export function useChargeWords(node: string): string | null {
  const environment = useShownEnvironment();
  return useSyncExternalStore(subscribe, () => chargeWords(environment, node));
}

/** What an environment was charged in all, as it grows; null while nobody said. */
export function useTotalCharge(environment: string): string | null {
  return useSyncExternalStore(subscribe, () => {
    const { charges, connection } = useLive.getState();
    const own = charges[environment];
    if (own === undefined) return null;
    const until = chargedUntil(own, now, connection.status === "online");
    return growingMoney(chargeAt(own.at, own.total, until), own.currency);
  });
}

/** When that was true, in words, while nobody tells more; null while somebody does. */
export function useChargedAt(environment: string | null): string | null {
  return useLive(({ charges, connection }) => {
    const own = environment === null ? undefined : charges[environment];
    return own === undefined || connection.status === "online" ? null : localTime(own.at);
  });
}
