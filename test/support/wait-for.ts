import { setTimeout as delay } from "node:timers/promises";

/** Asks again and again until there is an answer; how long it may take is the test's own time limit. */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  patience = 60_000,
): Promise<T> {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    await delay(20);
  }
  throw new Error(`waited in vain for ${what}`);
}
