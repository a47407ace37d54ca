/** Long work on the page's own thread, in turns with everything else that the page does. */
export interface Work {
  /** Says what is done and how far it is, 0 to 1, and lets the page have its turn; throws once somebody has cancelled. */
  turn(doing: string, share: number): Promise<void>;
  /** Aborted by whoever cancels, for what goes on beside the page. */
  readonly signal: AbortSignal;
}

/** So long may one turn take, in milliseconds. */
const TURN_MS = 30;

/** Takes everything out of a generator of about `expected` things, with turns between. */
export async function takenInTurns<Thing>(
  things: Iterable<Thing>,
  expected: number,
  doing: string,
  work: Pick<Work, "turn">,
): Promise<readonly Thing[]> {
  const taken: Thing[] = [];
  let until = performance.now() + TURN_MS;
  for (const thing of things) {
    taken.push(thing);
    if (performance.now() < until) continue;
    await work.turn(doing, Math.min(1, taken.length / expected));
    until = performance.now() + TURN_MS;
  }
  return taken;
}
