import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sketch } from "../../../shared/design/sketch.ts";
import { applyEdits } from "../../../shared/design/edit.ts";
import { poolResourcesSchema, type Pool } from "../../../shared/pool/pool.ts";
import { useLive } from "../../live/state.ts";
import { useAnalysis } from "../../store/analysis.ts";
import { startCalm } from "../../store/calm.ts";
import { openDocument, useDocuments } from "../../store/documents.ts";
import { NO_FIT, useChosen, useLabFit } from "../../store/lab-fit.ts";
import { startFit } from "./fit.ts";
import type { ToFitWorker } from "./fit-worker.ts";
import { createFitter, type FitQuestion } from "./fitter.ts";

type Listener = (event: { readonly data?: unknown; readonly message?: string }) => void;

/** What a browser's worker is to the page; what a listener throws is thrown to the test. */
class FakeWorker {
  static readonly made: FakeWorker[] = [];
  readonly asked: FitQuestion[] = [];
  practice = 0;
  readonly #listeners = new Map<string, Listener>();
  ended = false;
  constructor() {
    FakeWorker.made.push(this);
  }
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener);
  }
  postMessage(message: ToFitWorker): void {
    if (message === "practise") this.practice++;
    else this.asked.push(structuredClone(message));
  }
  practised(): void {
    this.#listeners.get("message")?.({ data: "practised" });
  }
  terminate(): void {
    this.ended = true;
  }
  /** The answer of the real fitter to all that was asked so far. */
  answer(number = this.asked.at(-1)?.number): void {
    const fitter = createFitter();
    const answers = this.asked.map((question) => fitter.answer(question)).at(-1);
    this.#listeners.get("message")?.({ data: { number, answers } });
  }
  die(message: string): void {
    this.#listeners.get("error")?.({ message });
  }
}

const size = { architecture: "amd64" as const, memoryMiB: 65_536, diskGiB: 500 };
const lab: Pool = {
  id: "lab",
  name: "Lab",
  driver: "simulated",
  state: "online",
  refreshedAt: "2027-01-01T00:00:00.000Z",
  conditions: [],
  resources: poolResourcesSchema.parse({ hosts: [{ id: "h", name: "h", cores: 8, ...size }] }),
};
const web = sketch("Shop", { web: { kind: "machine", count: 4, cores: 2 } });
const larger = applyEdits(web, [{ type: "change-node", id: "web", change: { count: 5 } }]);
const START = Date.UTC(2027, 0, 1);
let now = START;
let stop: () => void;

function show(design: typeof web): void {
  useAnalysis.setState({ design });
  vi.advanceTimersByTime(1000);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", FakeWorker);
  FakeWorker.made.length = 0;
  useLabFit.setState(NO_FIT);
  useLive.setState({ pools: [lab], timelines: {} });
  openDocument(web);
  now = START;
  stop = startFit(() => now);
});

afterEach(() => {
  stop();
  useDocuments.setState({ documents: [], active: null });
  useAnalysis.setState({ design: null });
  useChosen.setState({ pool: null, window: null });
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the worker practises one step after the other, each only when the window is left alone", async () => {
  const page = new EventTarget();
  startCalm(page);
  stop();
  stop = startFit(() => now);
  const worker = FakeWorker.made[1]!;
  await vi.advanceTimersByTimeAsync(1000);
  expect(worker.practice).toBe(0);
  await vi.advanceTimersByTimeAsync(5000);
  expect(worker.practice).toBe(1);
  page.dispatchEvent(new Event("keydown"));
  worker.practised();
  await vi.advanceTimersByTimeAsync(1000);
  expect(worker.practice).toBe(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(worker.practice).toBe(2);
});

describe("asking the worker", () => {
  test("sends the lab and the catalogue once, then only what changed", () => {
    show(web);
    show(larger);
    const [worker] = FakeWorker.made;
    const [first, second] = worker!.asked;
    expect(first?.pools?.map(({ pool }) => pool.id)).toEqual(["lab"]);
    expect(Object.keys(first ?? {})).toContain("reference");
    expect(Object.keys(second ?? {})).not.toContain("pools");
    expect(Object.keys(second ?? {})).not.toContain("reference");
    expect(JSON.stringify(second?.patches).length).toBeLessThan(200);
    // The lab changes: it is sent again, the catalogue is not.
    useLive.setState({ pools: [{ ...lab, name: "Other" }] });
    vi.advanceTimersByTime(1000);
    expect(worker?.asked[2]?.pools?.map(({ pool }) => pool.name)).toEqual(["Other"]);
    expect(Object.keys(worker?.asked[2] ?? {})).not.toContain("reference");
    worker?.answer();
    expect(useLabFit.getState().answers?.[0]?.chosen.map(({ code }) => code)).toEqual([
      "not-enough-cores",
    ]);
  });

  test("many changes at once are one question, and only the newest answer counts", () => {
    for (const design of [web, larger, web]) useAnalysis.setState({ design });
    vi.advanceTimersByTime(1000);
    show(larger);
    const [worker] = FakeWorker.made;
    expect(worker?.asked.map(({ number }) => number)).toEqual([1, 2]);
    worker?.answer(1);
    expect(useLabFit.getState().answers).toBeNull();
    worker?.answer(2);
    expect(useLabFit.getState().design).toBe(larger);
    expect(useLabFit.getState().problems.length).toBeGreaterThan(0);
  });

  test("an error in the worker is told, shown, and the next change asks a new one everything", () => {
    show(web);
    FakeWorker.made[0]?.answer();
    expect(useLabFit.getState()).toMatchObject({ failed: false, problems: [] });
    expect(() => FakeWorker.made[0]?.die("a bug")).toThrow(/could not be worked out: a bug/);
    expect(FakeWorker.made[0]?.ended).toBe(true);
    expect(useLabFit.getState()).toEqual({ ...NO_FIT, failed: true });
    expect(FakeWorker.made).toHaveLength(1);
    show(larger);
    const [, fresh] = FakeWorker.made;
    expect(fresh?.asked[0]?.pools).toHaveLength(1);
    fresh?.answer();
    expect(useLabFit.getState()).toMatchObject({ failed: false, design: larger });
    expect(useLabFit.getState().problems.length).toBeGreaterThan(0);
  });

  test("asks again by the clock only once something begins or ends for somebody", () => {
    const hour = (hours: number): string => new Date(START + hours * 3_600_000).toISOString();
    const asked = (): number => FakeWorker.made[0]!.asked.length;
    const pass = (hours: number): void => {
      now = START + hours * 3_600_000;
      vi.advanceTimersByTime(120_000);
    };
    const at = hour(0);
    const held = [
      { resource: "lab/host/h/cores", quantity: 2, window: { start: hour(-2), end: hour(3) } },
    ];
    const timeline = { window: { start: at, end: hour(9000) }, at, held, pool: "lab" };
    useLive.setState({ timelines: { lab: timeline } });
    show(web);
    expect(asked()).toBe(1);
    pass(2);
    // The same heard anew, as it is every half a minute.
    useLive.setState({ timelines: { lab: { ...timeline, at: hour(2) } } });
    pass(2.5);
    expect(asked()).toBe(1);
    pass(3.5);
    expect(asked()).toBe(2);
    pass(4);
    expect(asked()).toBe(2);
  });

  test("without a lab nothing is asked, and nothing is said", () => {
    useLive.setState({ pools: [] });
    show(web);
    expect(FakeWorker.made[0]?.asked).toEqual([]);
    expect(useLabFit.getState()).toEqual(NO_FIT);
  });
});
