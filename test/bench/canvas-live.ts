import type { CDPSession, Page } from "@playwright/test";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { endFrames, processorTime, settle, startFrames, timeToShow } from "./canvas-page.ts";
import { visit, type Sites } from "./canvas-sites.ts";
import { median, rangeOf, type BenchRow } from "./measure.ts";

declare global {
  interface Window {
    mountLive?: (design: Design) => void;
    startChanges?: (perSecond: number) => void;
    stopChanges?: () => number;
  }
}

const PER_SECOND = 1000;
const SPAN_MS = 1500;
const RUNS = 5;
/** Panning this far and back, so often, before memory is looked at again. */
const ROUNDS = 12;

interface Span {
  readonly work: number;
  readonly frame95: number;
}

/** What a thousand status changes a second cost while all is in view, and whether panning keeps memory. */
export function liveRows(sites: Sites, design: Design): Promise<readonly BenchRow[]> {
  return visit(sites.browser, sites.live, async (page) => {
    await timeToShow(page, Object.keys(design.nodes).length, () =>
      page.evaluate((text) => {
        Object.assign(window, { opened: performance.now() });
        window.mountLive?.(JSON.parse(text));
      }, printDesign(design)),
    );
    await settle(page);
    const clock = await processorTime(page);
    const [still, changing]: [Span[], Span[]] = [[], []];
    // In turns, so that whatever else the computer does hits both.
    for (let run = 0; run < RUNS && !(run > 1 && sites.late()); run++) {
      still.push(await span(page, clock));
      await page.evaluate((rate) => window.startChanges?.(rate), PER_SECOND);
      changing.push(await span(page, clock));
      await page.evaluate(() => window.stopChanges?.());
    }
    const nodes = Object.values(design.nodes);
    const what = `${nodes.reduce((total, { count }) => total + count, 0)} instances of ${nodes.length} nodes`;
    const rows = [changeRow(what, still, changing)];
    return nodes.length < 10_000 ? rows : [...rows, await memoryRow(page)];
  });
}

async function span(page: Page, clock: () => number): Promise<Span> {
  await startFrames(page);
  const before = clock();
  await page.waitForTimeout(SPAN_MS);
  const work = clock() - before;
  const { most, count } = await endFrames(page);
  return { work: work / Math.max(1, count), frame95: most };
}

function changeRow(what: string, still: readonly Span[], changing: readonly Span[]): BenchRow {
  const rest = median(still.map(({ work }) => work));
  const added = changing.map(({ work }) => work - rest);
  const frames = (list: readonly Span[]): string =>
    median(list.map(({ frame95 }) => frame95)).toPrecision(3);
  return {
    what: `${what}: what ${PER_SECOND} status changes a second add to a frame`,
    value: median(added),
    unit: "ms",
    range: rangeOf(added),
    runs: added.length,
    note: `at most 2 is wanted; 95 % of frames ${frames(changing)} ms, without changes ${frames(still)} ms`,
  };
}

async function memoryRow(page: Page): Promise<BenchRow> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const before = await heap(cdp);
  const canvas = await page.locator(".react-flow").boundingBox();
  const { x, y } = { x: (canvas?.x ?? 0) + 300, y: (canvas?.y ?? 0) + 300 };
  // Near enough for cards to come and go.
  await page.mouse.move(x, y);
  for (let step = 0; step < 22; step++) await page.mouse.wheel(0, -150);
  for (let round = 0; round < ROUNDS; round++) {
    await page.mouse.move(x, y);
    await page.mouse.down({ button: "middle" });
    await page.mouse.move(x + (round % 2 === 0 ? 400 : -400), y + 200, { steps: 10 });
    await page.mouse.up({ button: "middle" });
    await settle(page);
  }
  const after = await heap(cdp);
  return {
    what: `10000 nodes: memory after panning ${ROUNDS} views`,
    value: after / before,
    unit: "×",
    note: `${(after / 2 ** 20).toFixed(0)} MiB against ${(before / 2 ** 20).toFixed(0)}`,
  };
}

/** Bytes of the page's heap that are still in use. */
async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? NaN;
}
