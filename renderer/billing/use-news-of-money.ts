import { useLive, type Live } from "../live/state.ts";

const OF_MONEY: ReadonlySet<string> = new Set(["bill", "budget", "dispute", "lab-dispute"]);

/** Another number whenever something was billed, paid, spent or said: to be asked for anew at once. */
export function useNewsOfMoney(): number {
  return useLive(newestOfMoney);
}

function newestOfMoney({ events }: Live): number {
  const found = events.find(({ body }) => OF_MONEY.has(body.type));
  return found?.sequence ?? 0;
}
