import { toInstant } from "../../../shared/base/clock.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import type { Window as TimeWindow } from "../../../shared/schedule/window.ts";
import { useLive } from "../../live/state.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { calm } from "../../store/calm.ts";
import { activeDocument } from "../../store/documents.ts";
import { patchesBetween } from "../../store/history.ts";
import { NO_FIT, shownAnswer, useChosen, useLabFit } from "../../store/lab-fit.ts";
import { useReference } from "../../store/reference.ts";
import type { FitAnswer, FitQuestion, HeldPool } from "./fitter.ts";
import type { OfFitWorker, ToFitWorker } from "./fit-worker.ts";
import { somethingTurns, type AskedTimes } from "./turns.ts";

const SETTLE_MS = 250;
const HOUR_MS = 3_600_000;
/** What is free may change with the clock alone. */
const AGAIN_MS = 60_000;
const MOMENT_MS = 1000;
const NOTHING_HELD: HeldPool["held"] = [];

/** Starts asking whenever the design, the pools or the chosen time change. Called once; returns how to stop. */
export function startFit(now: () => number): () => void {
  const asking = asker(send, now);
  // Made ahead, since it takes a while to load.
  let worker: Worker | null = workerFor(asking.hear, fail);
  function send(question: FitQuestion): void {
    worker ??= workerFor(asking.hear, fail);
    tell(worker, question);
  }
  /** A worker that failed is not trusted again: the next question begins with a new one. */
  function fail(reason: string): void {
    worker?.terminate();
    worker = null;
    asking.fail();
    throw new Error(`What fits the lab could not be worked out: ${reason}`);
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(asking.ask, SETTLE_MS);
  };
  const again = setInterval(soon, AGAIN_MS);
  const stops = [
    useAnalysis.subscribe((after, before) => {
      if (after.design !== before.design || after.hours !== before.hours) soon();
    }),
    useLive.subscribe((after, before) => {
      if (after.pools !== before.pools || after.timelines !== before.timelines) soon();
    }),
    useChosen.subscribe(soon),
  ];
  return () => {
    clearTimeout(timer);
    clearInterval(again);
    worker?.terminate();
    for (const stop of stops) stop();
  };
}

function workerFor(hear: (answer: FitAnswer) => void, fail: (reason: string) => void): Worker {
  const worker = new Worker(new URL("./fit-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<OfFitWorker>) => {
    if (data === "practised") practise(worker);
    else hear(data);
  });
  worker.addEventListener("error", ({ message }) => {
    fail(message);
  });
  practise(worker);
  return worker;
}

/** A step of practice, while nobody wants anything of the window: it would take the processor from that. */
function practise(worker: Worker): void {
  void calm().then(() => {
    tell(worker, "practise");
  });
}

function tell(worker: Worker, message: ToFitWorker): void {
  // A worker has no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(message);
}

/** What a question was about. */
interface Asked {
  readonly document: string;
  readonly design: Design;
  readonly hours: number;
  readonly chosen: ReturnType<typeof useChosen.getState>;
  readonly times: AskedTimes;
}

/** Keeps what the worker knows already, and sends it only what is new; nothing when the answer would be the same. */
function asker(send: (question: FitQuestion) => void, now: () => number) {
  let number = 0;
  let asked: Asked | null = null;
  let sent: Design = emptyDesign("");
  let reference: ReturnType<typeof useReference.getState> | null = null;
  let pools: readonly HeldPool[] = [];
  return {
    ask: (): void => {
      const document = activeDocument();
      const { design, hours } = useAnalysis.getState();
      const held = heldPools();
      // A running environment holds its own share; it needs no lab to fit into.
      if (
        document === null ||
        design === null ||
        document.environment !== null ||
        held.length === 0
      ) {
        asked = null;
        useLabFit.setState(NO_FIT);
        return;
      }
      const next = {
        document: document.id,
        design,
        hours,
        chosen: useChosen.getState(),
        times: timesAt(now()),
      };
      const isKnown = useReference.getState() === reference;
      const isSame = samePools(held, pools);
      if (asked !== null && isKnown && isSame && isAnswered(next, asked, held)) return;
      if (useLabFit.getState().document !== document.id) useLabFit.setState(NO_FIT);
      const { catalogue, terms } = useReference.getState();
      const question: FitQuestion = {
        number: ++number,
        patches: patchesBetween(sent, design),
        ...(!isKnown && { reference: { catalogue: catalogue.data, priceBook: terms.book } }),
        ...(!isSame && { pools: held }),
        now: next.times.now.start,
        window: next.times.chosen,
        chosen: next.chosen.pool,
      };
      asked = next;
      [sent, reference, pools] = [design, useReference.getState(), held];
      send(question);
    },
    /** Nobody knows anything any more. */
    fail: (): void => {
      [asked, sent, reference, pools] = [null, emptyDesign(""), null, []];
      useLabFit.setState({ ...NO_FIT, failed: true });
    },
    /** Only the answer to the newest question counts. */
    hear: (answer: FitAnswer): void => {
      if (answer.number !== number || asked === null) return;
      const { document, design } = asked;
      const shown = shownAnswer(answer.answers, useChosen.getState().pool);
      useLabFit.setState({
        document,
        design,
        answers: answer.answers,
        failed: false,
        pool: shown?.pool ?? null,
        problems: shown === undefined ? [] : [...shown.now, ...shown.chosen],
      });
    },
  };
}

function timesAt(now: number): AskedTimes {
  return {
    now: { start: toInstant(now), end: toInstant(now + MOMENT_MS) },
    chosen: chosenWindow(now),
  };
}

/** Of the same pools: whether the answer to one question is that to another. */
function isAnswered(next: Asked, asked: Asked, held: readonly HeldPool[]): boolean {
  return (
    next.document === asked.document &&
    next.design === asked.design &&
    next.hours === asked.hours &&
    next.chosen === asked.chosen &&
    !somethingTurns(held, asked.times, next.times)
  );
}

/** The chosen window, or from now on for as long as the quote is. */
export function chosenWindow(now: number): TimeWindow {
  const { window } = useChosen.getState();
  const end = now + useAnalysis.getState().hours * HOUR_MS;
  return window ?? { start: toInstant(now), end: toInstant(end) };
}

function heldPools(): readonly HeldPool[] {
  const { pools, timelines } = useLive.getState();
  return pools.map((pool) => ({ pool, held: timelines[pool.id]?.held ?? NOTHING_HELD }));
}

function samePools(a: readonly HeldPool[], b: readonly HeldPool[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ pool, held }, index) => pool === b[index]?.pool && held === b[index].held)
  );
}
