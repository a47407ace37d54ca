import type { Browser, Page } from "@playwright/test";
import { endFrames, processorTime, settle, startFrames } from "./canvas-page.ts";

/** How one gesture or action went. All in milliseconds of the main thread's processor time, but for the frames. */
export interface Work {
  /** What 95 of 100 steps stay below. A step is one movement of the wheel, or one task of an action. */
  readonly step95: number;
  readonly longest: number;
  /** All of it. */
  readonly total: number;
  /** Between frames: what 95 of 100 stay below. */
  readonly frame95: number;
}

const WHEELS = 40;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Scrolls whatever is under a point, there and back. */
export async function scrolling(page: Page, at: Point, pixels: number): Promise<Work> {
  await page.mouse.move(at.x, at.y);
  return stepping(page, WHEELS, (step) =>
    page.mouse.wheel(0, step < WHEELS / 2 ? pixels : -pixels),
  );
}

const DRAGS = 120;

/** Takes what is at a point and brings it in small steps to another and back; there it is let go of with Esc. */
export async function dragging(page: Page, from: Point, to: Point): Promise<Work> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const work = await stepping(page, DRAGS, (step) => {
    const part = 1 - Math.abs(1 - (2 * (step + 1)) / DRAGS);
    return page.mouse.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
  });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  return work;
}

/** Does one thing a frame, so many times. */
async function stepping(
  page: Page,
  steps: number,
  act: (step: number) => Promise<void>,
): Promise<Work> {
  await settle(page);
  const clock = await processorTime(page);
  await startFrames(page);
  const works: number[] = [];
  let before = clock();
  for (let step = 0; step < steps; step++) {
    await act(step);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
    const now = clock();
    works.push(now - before);
    before = now;
  }
  const { most } = await endFrames(page);
  const sorted = works.toSorted((a, b) => a - b);
  return {
    step95: sorted[Math.floor(sorted.length * 0.95)] ?? NaN,
    longest: sorted.at(-1) ?? NaN,
    total: works.reduce((sum, one) => sum + one, 0),
    frame95: most,
  };
}

/** Of a quarter of a second a window that has nothing to do uses no more, in milliseconds. */
const RESTING = 15;

/**
 * Waits until the window has done what it does by itself when it opens: learning what the daemon knows, keeping
 * that, and rehearsing in idle moments. None of it is work of the screen that is looked at next.
 */
export async function rest(page: Page): Promise<void> {
  const clock = await processorTime(page);
  let before = clock();
  for (let quiet = 0, tries = 0; quiet < 4 && tries < 120; tries++) {
    await page.waitForTimeout(250);
    // The answer itself is work, a little.
    await page.evaluate(() => null);
    const now = clock();
    quiet = now - before < RESTING ? quiet + 1 : 0;
    before = now;
  }
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Does something and waits for what comes of it: the tasks that the page's main thread had with it. */
export async function acting(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<Work> {
  await settle(page);
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await startFrames(page);
  await act();
  await settle(page);
  const { most } = await endFrames(page);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[];
  };
  const mains = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = trace.traceEvents
    .filter(
      ({ name, ph, pid, tid }) =>
        ph === "X" && name.endsWith("RunTask") && mains.has(`${pid} ${tid}`),
    )
    .map(({ tdur = 0 }) => tdur / 1000);
  // Thousands that do next to nothing would hide those that count.
  const counted = tasks.filter((task) => task > 0.5).toSorted((a, b) => a - b);
  return {
    step95: counted[Math.floor(counted.length * 0.95)] ?? 0,
    longest: counted.at(-1) ?? 0,
    total: tasks.reduce((sum, one) => sum + one, 0),
    frame95: most,
  };
}
