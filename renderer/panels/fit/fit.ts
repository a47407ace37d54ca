import { create } from "zustand";
import { toInstant } from "../../../shared/base/clock.ts";
import { useLive } from "../../live/state.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { useReference } from "../../store/reference.ts";
import type { FitAnswer, FitQuestion } from "./fit-worker.ts";

interface Fit {
  /** null while it is being worked out. */
  readonly pools: FitAnswer["pools"] | null;
}

/** Whether the shown design fits into each known pool. */
export const useFit = create<Fit>()(() => ({ pools: null }));

const SETTLE_MS = 250;
const HOUR_MS = 3_600_000;

/** Starts asking whenever the design, the pools or the duration change. Called once; returns how to stop. */
export function startFit(now: () => number): () => void {
  const worker = new Worker(new URL("./fit-worker.ts", import.meta.url), { type: "module" });
  let number = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  worker.addEventListener("message", (event: MessageEvent<FitAnswer>) => {
    // Only the answer to the newest question counts.
    if (event.data.number === number) useFit.setState({ pools: event.data.pools });
  });
  const ask = (): void => {
    const { design, hours } = useAnalysis.getState();
    const { pools } = useLive.getState();
    if (design === null || pools.length === 0) return;
    const start = now();
    const question: FitQuestion = {
      number: ++number,
      design,
      catalogue: useReference.getState().catalogue.data,
      pools,
      window: { start: toInstant(start), end: toInstant(start + hours * HOUR_MS) },
    };
    // A worker has no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage(question);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(ask, SETTLE_MS);
  };
  const stops = [
    useAnalysis.subscribe((after, before) => {
      if (after.design !== before.design || after.hours !== before.hours) soon();
    }),
    useLive.subscribe((after, before) => {
      if (after.pools !== before.pools) soon();
    }),
  ];
  return () => {
    clearTimeout(timer);
    worker.terminate();
    for (const stop of stops) stop();
  };
}
