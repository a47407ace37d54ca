import { toInstant } from "../../shared/base/clock.ts";
import type { Pool } from "../../shared/pool/pool.ts";
import type { PoolTimeline } from "../../shared/pool/timeline.ts";
import { useAnalysis } from "../store/analysis.ts";
import { activeDocument } from "../store/documents.ts";
import { useChosen } from "../store/lab-fit.ts";
import { ask } from "./actions.ts";
import { useLive } from "./state.ts";

/** Others' reservations come without an event: what is held is asked for now and then. */
const EVERY_MS = 30_000;
const SOON_MS = 500;
const HOUR_MS = 3_600_000;
/** A lab that holds more than this is known for a shorter time: reading all of it would stop the window. */
const MOST_CLAIMS = 8000;
/** Further ahead nobody reserves. */
const AHEAD_MS = 366 * 24 * 3_600_000;

/** Keeps what is held of each pool over time, for as long as the daemon answers. Returns how to stop. */
export function learnTimelines(now: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void learn(now()), SOON_MS);
  };
  const unsubscribe = useLive.subscribe((live, before) => {
    const isBack = live.connection.status === "online" && before.connection.status !== "online";
    if (isBack || live.pools !== before.pools || live.summaries !== before.summaries) soon();
  });
  const unchoose = useChosen.subscribe(() => {
    const { timelines } = useLive.getState();
    const needed = neededUntil(now());
    if (needed !== undefined && Object.values(timelines).some(({ window }) => window.end < needed))
      soon();
  });
  const again = setInterval(soon, EVERY_MS);
  return () => {
    unsubscribe();
    unchoose();
    clearTimeout(timer);
    clearInterval(again);
  };
}

async function learn(now: number): Promise<void> {
  const { pools, connection } = useLive.getState();
  if (connection.status !== "online") return;
  const window = { start: toInstant(now), end: toInstant(now + AHEAD_MS) };
  const learnt = await Promise.all(pools.map((pool) => timelineOf(pool, window)));
  const present = new Set(useLive.getState().pools.map(({ id }) => id));
  useLive.setState(({ timelines }) => ({
    timelines: Object.fromEntries(
      [...Object.entries(timelines), ...learnt.flat()].filter(([id]) => present.has(id)),
    ),
  }));
}

/** A design that is open is fitted into all of the time that it is meant to run in. */
function neededUntil(now: number): string | undefined {
  if (activeDocument() === null) return undefined;
  const { window } = useChosen.getState();
  return window?.end ?? toInstant(now + useAnalysis.getState().hours * HOUR_MS);
}

async function timelineOf(
  { id }: Pool,
  window: PoolTimeline["window"],
): Promise<readonly (readonly [string, PoolTimeline])[]> {
  const least = neededUntil(Date.parse(window.start));
  const answer = await ask((client) =>
    client.pools.timeline({
      id,
      ...window,
      most: MOST_CLAIMS,
      ...(least !== undefined && { least }),
    }),
  );
  if (!answer.ok) return [];
  const known = useLive.getState().timelines[id];
  // The same again would only have everything placed anew.
  const isSame =
    known !== undefined &&
    JSON.stringify(afterStart(known)) === JSON.stringify(afterStart(answer.value));
  return [[id, isSame ? { ...answer.value, held: known.held } : answer.value]];
}

/** What is held, without the beginnings and ends that only say where the window was cut. */
function afterStart({ held, window }: PoolTimeline): unknown {
  return held.map(({ resource, quantity, window: { start, end } }) => [
    resource,
    quantity,
    start === window.start ? null : start,
    end === window.end ? null : end,
  ]);
}
