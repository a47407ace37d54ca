import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { starterCatalogue } from "../../../shared/catalogue/starter.ts";
import { emptyDesign, type Design } from "../../../shared/design/design.ts";
import { sketch } from "../../../shared/design/sketch.ts";
import { labPriceBook } from "../../../shared/prices/lab-book.ts";
import { createPricer, type Priced } from "../../../shared/pricing/pricer.ts";
import { quote } from "../../../shared/pricing/quote.ts";
import { defaultContract } from "../../../shared/pricing/terms.ts";
import { activate, edit, openDocument, useDocuments } from "../documents.ts";
import { isBeingPriced, startAnalysis, useAnalysis } from "../analysis.ts";
import { patchesBetween } from "../history.ts";
import { useReference } from "../reference.ts";
import {
  createPriceRanger,
  createWholePricer,
  pricedOf,
  type PriceAnswer,
  type PriceQuestion,
} from "./work.ts";

type Listener = (event: { readonly data?: PriceAnswer }) => void;

/** What a browser's worker is to the page. It answers one question after the other, when it is told to. */
class FakeWorker {
  static readonly made: FakeWorker[] = [];
  readonly #asked: PriceQuestion[] = [];
  readonly #listeners = new Map<string, Listener>();
  readonly #work = createWholePricer();
  ended = false;
  constructor() {
    FakeWorker.made.push(this);
  }
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, listener);
  }
  postMessage(question: PriceQuestion): void {
    this.#asked.push(structuredClone(question));
  }
  terminate(): void {
    this.ended = true;
  }
  get waiting(): number {
    return this.#asked.length;
  }
  answer(): void {
    const question = this.#asked.shift();
    const data = structuredClone(this.#work(question!));
    this.#listeners.get("message")?.({ data });
  }
  die(): void {
    this.#listeners.get("error")?.({});
  }
}

const NOW = Date.parse("2026-03-02T07:20:00Z");
const HOUR = 3_600_000;
const book = labPriceBook();
const terms = { book, contract: defaultContract("acme", book) };
const catalogue = starterCatalogue();

/** Enough machines of one sort that each more makes the last ones cheaper. */
function lab(name: string, machines: number): Design {
  return sketch(name, {
    farm: { kind: "machine", operatingSystem: "debian-13", count: machines, cores: 2 },
    web: { kind: "machine", operatingSystem: "debian-13", cores: 2 },
  });
}

function whole(design: Design, hours = 24): Priced {
  const begin = Math.floor(NOW / HOUR) * HOUR;
  const at = (time: number): string => new Date(time).toISOString();
  const window = { start: at(begin), end: at(begin + hours * HOUR) };
  return createPricer(catalogue, terms, window).whole(design);
}

function said(): Partial<Priced> {
  const { rated, rate, prices } = useAnalysis.getState();
  return { ...(rated && { rated }), ...(rate && { rate }), prices };
}

function shownDesign(): Design {
  return useAnalysis.getState().design ?? emptyDesign("");
}

const reference = useReference.getState();
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("Worker", FakeWorker);
  FakeWorker.made.length = 0;
  useDocuments.setState({ documents: [], active: null });
  useReference.setState({ catalogue, terms });
  stop = startAnalysis(() => NOW);
});
afterEach(() => {
  stop();
  useAnalysis.setState({ hours: 24 });
  useReference.setState(reference);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000);
}

async function draw(machines: number): Promise<void> {
  edit("Change", [{ type: "change-node", id: "farm", change: { count: machines } }]);
  await settle();
}

describe("what the worker says of a whole design", () => {
  it("is what pricing all of it at once says, version by version, for any duration", () => {
    const work = createWholePricer();
    const first = { catalogue: catalogue.data, terms };
    let before = emptyDesign("");
    for (const [index, machines] of [4, 12].entries())
      for (const hours of [24, 100]) {
        const design = lab(`Lab ${index}`, machines);
        const isFirst = index === 0 && hours === 24;
        const expected = whole(design, hours);
        const question: PriceQuestion = {
          patches: patchesBetween(before, design),
          ...(isFirst && { reference: first }),
          window: {
            start: new Date(Math.floor(NOW / HOUR) * HOUR).toISOString(),
            end: new Date(Math.floor(NOW / HOUR) * HOUR + hours * HOUR).toISOString(),
          },
        };
        const answer = pricedOf(structuredClone(work(structuredClone(question))));
        expect(answer).toEqual(expected);
        expect(answer.rated.lines.length).toBeGreaterThan(2);
        before = design;
      }
  });
});

test("what a design costs now and by when it starts is what quotes at those times say", () => {
  const design = lab("Lab", 12);
  const at = (time: number): string => new Date(time).toISOString();
  const window = { start: at(NOW), end: at(NOW + 3 * HOUR) };
  const question: PriceQuestion = {
    patches: patchesBetween(emptyDesign(""), design),
    reference: { catalogue: catalogue.data, terms },
    window,
  };
  const asked = { ...question, startsWithin: 7 * 24 * HOUR };
  const { expected, low, high, byStart, byUse } = createPriceRanger()(structuredClone(asked));
  const costs = (start: number): string => {
    const asked = { start: at(start), end: at(start + 3 * HOUR) };
    return quote({ design, catalogue, terms, window: asked }).totals.gross;
  };
  expect(expected).toBe(costs(NOW));
  expect(byUse).toBeNull();
  expect(low).toBe(costs(byStart!.cheapest.start));
  expect(high).toBe(costs(byStart!.dearest.start));
  const hourly = Array.from({ length: 7 * 24 }, (_, hour) => Number(costs(NOW + hour * HOUR)));
  expect(Number(low)).toBeLessThanOrEqual(Math.min(...hourly));
  expect(Number(high)).toBeGreaterThanOrEqual(Math.max(...hourly));
  expect(low).not.toBe(high);
});

describe("prices that depend on the whole design", () => {
  it("are unknown until the worker says them, and then exact", async () => {
    openDocument(lab("Shown", 12));
    await settle();
    expect(isBeingPriced(useAnalysis.getState())).toBe(true);
    FakeWorker.made[0]?.answer();
    expect(said()).toEqual(whole(shownDesign()));
    await draw(13);
    expect(isBeingPriced(useAnalysis.getState())).toBe(true);
    expect(useAnalysis.getState().prices.size).toBe(0);
    FakeWorker.made[0]?.answer();
    expect(said()).toEqual(whole(shownDesign()));
  });

  it("never come from an answer about an older version, and only the newest waits", async () => {
    openDocument(lab("Shown", 4));
    await settle();
    for (const machines of [5, 9, 12]) await draw(machines);
    const [worker] = FakeWorker.made;
    expect(worker?.waiting).toBe(1);
    worker?.answer();
    expect(isBeingPriced(useAnalysis.getState())).toBe(true);
    expect(worker?.waiting).toBe(1);
    worker?.answer();
    expect(worker?.waiting).toBe(0);
    expect(shownDesign().nodes["farm"]?.count).toBe(12);
    expect(said()).toEqual(whole(shownDesign()));
  });

  it("are not taken from an answer that comes while the next version is not looked at yet", async () => {
    openDocument(lab("Shown", 4));
    await settle();
    edit("Change", [{ type: "change-node", id: "farm", change: { count: 13 } }]);
    FakeWorker.made[0]?.answer();
    expect(isBeingPriced(useAnalysis.getState())).toBe(true);
    await settle();
    FakeWorker.made[0]?.answer();
    expect(said()).toEqual(whole(shownDesign()));
  });

  it("are not those of another duration, nor of another tab", async () => {
    openDocument(lab("One", 4));
    await settle();
    const one = useDocuments.getState().active;
    useAnalysis.setState({ hours: 168 });
    FakeWorker.made[0]?.answer();
    expect(isBeingPriced(useAnalysis.getState())).toBe(true);
    await settle();
    openDocument(lab("Two", 12));
    await settle();
    activate(one);
    await settle();
    // What is worked on is just what is asked for again; the other tab has no turn any more.
    FakeWorker.made[0]?.answer();
    expect(FakeWorker.made[0]?.waiting).toBe(0);
    expect(shownDesign().name).toBe("One");
    expect(said()).toEqual(whole(shownDesign(), 168));
  });

  it("are asked for once, and known again when the tab is shown again", async () => {
    openDocument(lab("One", 4));
    await settle();
    const one = useDocuments.getState().active;
    FakeWorker.made[0]?.answer();
    activate(null);
    await settle();
    activate(one);
    await settle();
    expect(FakeWorker.made[0]?.waiting).toBe(0);
    expect(said()).toEqual(whole(shownDesign()));
  });

  it("are worked out on the page when the worker fails, and the next one is told everything", async () => {
    openDocument(lab("Shown", 4));
    await settle();
    FakeWorker.made[0]?.die();
    expect(FakeWorker.made[0]?.ended).toBe(true);
    expect(said()).toEqual(whole(shownDesign()));
    await draw(12);
    FakeWorker.made[1]?.answer();
    expect(said()).toEqual(whole(shownDesign()));
  });
});
