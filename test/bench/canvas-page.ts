import type { CDPSession, Page } from "@playwright/test";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How smooth one gesture was. All in milliseconds. */
export interface Smoothness {
  /** Between two frames: the median, and what 95 of 100 stay below. */
  readonly frame: number;
  readonly frame95: number;
  /** What the page's main thread worked for each movement of the pointer: not rounded to frames. */
  readonly work: number;
}

const STEPS = 40;

/** Opens a drawing by `open` and gives the time until all nodes are there and have been painted. */
export async function timeToShow(page: Page, nodes: number, open: () => Promise<void>) {
  await page.evaluate((count) => {
    const shown = (): number => document.querySelectorAll(".react-flow__node").length;
    const painted = (): Promise<number> =>
      new Promise((resolve) => {
        const look = (): void => {
          // The second frame begins after the first, with all nodes in it, was handed to the compositor.
          if (shown() < count) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
        };
        look();
      });
    Object.assign(window, { painted: painted() });
  }, nodes);
  await open();
  return page.evaluate(async () => {
    const { painted, opened } = window as unknown as { painted: Promise<number>; opened: number };
    return (await painted) - opened;
  });
}

/** The gestures of somebody looking around in a drawing and moving one node, with real input. */
export async function useCanvas(page: Page): Promise<Record<Gesture, Smoothness>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const measure = (gesture: () => Promise<number>): Promise<Smoothness> =>
    smoothness(page, cdp, gesture);
  await settle(page);
  const panAll = await measure(() => drag(page, "middle", "react-flow__pane"));
  const zoom = await measure(() => wheel(page, -100));
  await settle(page);
  const panNear = await measure(() => drag(page, "middle", "react-flow__pane"));
  await settle(page);
  const dragNode = await measure(() => drag(page, "left", "react-flow__node"));
  await cdp.detach();
  return { panAll, zoom, panNear, dragNode };
}

export const GESTURES = {
  panAll: "pan with all of it in view",
  zoom: "zoom in to actual size",
  panNear: "pan at actual size",
  dragNode: "drag one node",
} as const;
export type Gesture = keyof typeof GESTURES;

/** Until the checks, prices and fits that follow an opening or a gesture are done. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let quiet = 0;
        let last = performance.now();
        const look = (): void => {
          const now = performance.now();
          quiet = now - last < 100 ? quiet + 1 : 0;
          last = now;
          if (quiet > 20) resolve();
          else setTimeout(look, 25);
        };
        look();
      }),
  );
}

/** Drags from something; gives the number of steps, as every gesture does. */
async function drag(page: Page, button: "left" | "middle", on: string): Promise<number> {
  const from = await pointOn(page, on);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  for (let step = 1; step <= STEPS; step++) {
    // There and back, so that what is in view stays about the same.
    const way = 4 * (step <= STEPS / 2 ? step : STEPS - step);
    await page.mouse.move(from.x + way, from.y + way / 2);
  }
  await page.mouse.up({ button });
  return STEPS;
}

/** Until nodes are as large as they are drawn. */
async function wheel(page: Page, by: number): Promise<number> {
  const middle = await pointOn(page, "react-flow__node");
  await page.mouse.move(middle.x, middle.y);
  let steps = 0;
  while (steps < STEPS && (await zoomOf(page)) < 1) {
    await page.mouse.wheel(0, by);
    steps++;
  }
  return steps;
}

function zoomOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const viewport = document.querySelector<HTMLElement>(".react-flow__viewport");
    return new DOMMatrix(viewport?.style.transform).a;
  });
}

/** A point near the middle of the canvas where an element of that class is on top. */
function pointOn(page: Page, className: string): Promise<Point> {
  return page.evaluate((wanted) => {
    const { left, top, width, height } = document
      .querySelector(".react-flow")!
      .getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    for (let radius = 0; radius < Math.min(width, height) / 2; radius += 4)
      for (let turn = 0; turn < 2 * Math.PI; turn += 0.3) {
        const point = {
          x: middle.x + radius * Math.cos(turn),
          y: middle.y + radius * Math.sin(turn),
        };
        const hit = document.elementFromPoint(point.x, point.y);
        const isPort = hit?.classList.contains("react-flow__handle") === true;
        if (
          !isPort &&
          hit?.closest(".react-flow__pane, .react-flow__node")?.classList.contains(wanted)
        )
          return point;
      }
    throw new Error(`there is no ${wanted} on the canvas`);
  }, className);
}

async function smoothness(
  page: Page,
  cdp: CDPSession,
  gesture: () => Promise<number>,
): Promise<Smoothness> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const record = (at: number): void => {
      frames.push(at);
      Object.assign(window, { frames, recording: requestAnimationFrame(record) });
    };
    Object.assign(window, { recording: requestAnimationFrame(record) });
  });
  const before = await workOf(cdp);
  const steps = await gesture();
  const work = (await workOf(cdp)) - before;
  const frames = await page.evaluate(() => {
    const recorded = window as unknown as { frames: number[]; recording: number };
    cancelAnimationFrame(recorded.recording);
    return recorded.frames;
  });
  const between = frames
    .slice(1)
    .map((at, index) => at - (frames[index] ?? at))
    .toSorted((a, b) => a - b);
  const share = (part: number): number => between[Math.floor(between.length * part)] ?? NaN;
  return { frame: share(0.5), frame95: share(0.95), work: (work * 1000) / steps };
}

/** Seconds that the page's main thread has worked so far. */
async function workOf(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
}
