import type { CDPSession, Page } from "@playwright/test";
import type { Design } from "../../shared/design/design.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How smooth one gesture was. All in milliseconds. */
export interface Smoothness {
  /** Between two frames: the median, and what 95 of 100 stay below. */
  readonly frame: number;
  readonly frame95: number;
  /** Processor time of the page's main thread for each movement of the pointer: not rounded to frames. */
  readonly work: number;
}

const STEPS = 40;
/** As large as Labwright draws a node, and the grid that `drawing` lays nodes on. */
const NODE = { width: 208, height: 72 };
const CELL = { width: 240, height: 150 };

/** Opens a drawing by `open` and gives the time until all nodes are there and have been painted. */
export async function timeToShow(page: Page, nodes: number, open: () => Promise<void>) {
  await page.evaluate((count) => {
    const shown = (): number => {
      const layer = document.querySelector<HTMLElement>("[data-testid=drawing-layer]");
      return layer === null
        ? document.querySelectorAll(".react-flow__node").length
        : Number(layer.dataset["nodes"]);
    };
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

/** A gesture as far as it was measured; letting go, and what follows from it, is not part of it. */
interface Made {
  readonly steps: number;
  readonly finish?: () => Promise<void>;
}

/** What somebody does who looks around in a drawing, with real input. */
export const GESTURES = {
  panAll: {
    title: "pan with all of it in view",
    run: (page: Page, design: Design) => drag(page, "middle", () => gapNearMiddle(page, design)),
  },
  dragOne: {
    title: "drag one node with all in view",
    run: (page: Page, design: Design) => drag(page, "left", () => nodeNearMiddle(page, design)),
  },
  dragAll: {
    title: "drag all of it at once",
    prepare: selectAll,
    run: (page: Page, design: Design) => drag(page, "left", () => nodeNearMiddle(page, design)),
  },
  box: {
    title: "draw a box over all of it",
    run: (page: Page) => boxAll(page),
  },
  zoom: {
    title: "zoom in to actual size",
    run: (page: Page, design: Design) => wheel(page, design),
  },
  panNear: {
    title: "pan at actual size",
    run: (page: Page, design: Design) => drag(page, "middle", () => gapNearMiddle(page, design)),
  },
  dragNear: {
    title: "drag one node at actual size",
    run: (page: Page, design: Design) => drag(page, "left", () => nodeNearMiddle(page, design)),
  },
} satisfies Record<
  string,
  {
    readonly title: string;
    prepare?(page: Page): Promise<void>;
    run(page: Page, design: Design): Promise<Made>;
  }
>;
export type Gesture = keyof typeof GESTURES;

/** Makes gestures, in the order they are given, and tells how smooth each was. */
export async function useCanvas(
  page: Page,
  design: Design,
  gestures: readonly Gesture[],
): Promise<ReadonlyMap<Gesture, Smoothness>> {
  const cdp = await processorTime(page);
  const results = new Map<Gesture, Smoothness>();
  for (const gesture of gestures) {
    await settle(page);
    const { run, prepare } = { prepare: undefined, ...GESTURES[gesture] };
    await prepare?.(page);
    results.set(gesture, await smoothness(page, cdp, () => run(page, design)));
  }
  await cdp.detach();
  return results;
}

/** Until the checks, prices and fits that follow an opening or a gesture are done. */
export async function settle(page: Page): Promise<void> {
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

async function selectAll(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+a");
  await settle(page);
}

async function drag(
  page: Page,
  button: "left" | "middle",
  place: () => Promise<Point>,
): Promise<Made> {
  const from = await place();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  for (let step = 1; step <= STEPS; step++) {
    // There and back, so that what is in view stays about the same.
    const way = 4 * (step <= STEPS / 2 ? step : STEPS - step);
    await page.mouse.move(from.x + way, from.y + way / 2);
  }
  return { steps: STEPS, finish: () => letGo(page, button) };
}

async function letGo(page: Page, button: "left" | "middle"): Promise<void> {
  await page.mouse.up({ button });
  await page.keyboard.press("Escape");
}

async function boxAll(page: Page): Promise<Made> {
  const { left, top, width, height } = await viewOf(page);
  const start = { x: left + 8, y: top + 60 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step++)
    await page.mouse.move(
      start.x + ((width - 60) * step) / STEPS,
      start.y + ((height - 110) * step) / STEPS,
    );
  return { steps: STEPS, finish: () => letGo(page, "left") };
}

/** Until nodes are as large as they are drawn. */
async function wheel(page: Page, design: Design): Promise<Made> {
  const middle = await nodeNearMiddle(page, design);
  await page.mouse.move(middle.x, middle.y);
  let steps = 0;
  while (steps < 2 * STEPS && (await viewOf(page)).zoom < 1) {
    await page.mouse.wheel(0, -100);
    steps++;
  }
  return { steps };
}

interface ShownView extends Point {
  readonly zoom: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where the canvas is in the window, and which part of the drawing it shows. */
export function viewOf(page: Page): Promise<ShownView> {
  return page.evaluate(() => {
    const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
    const { left = 0, top = 0, width = 0, height = 0 } = canvas ?? {};
    const viewport = document.querySelector<HTMLElement>(".react-flow__viewport");
    const matrix = new DOMMatrix(viewport?.style.transform);
    return { x: matrix.e, y: matrix.f, zoom: matrix.a, left, top, width, height };
  });
}

/** The middle of each node on the screen, as far as it is in view. */
export async function nodesInView(page: Page, design: Design): Promise<readonly Point[]> {
  const view = await viewOf(page);
  return Object.values(design.nodes)
    .map(({ position }) => ({
      x: view.left + view.x + (position.x + NODE.width / 2) * view.zoom,
      y: view.top + view.y + (position.y + NODE.height / 2) * view.zoom,
    }))
    .filter(
      ({ x, y }) =>
        x > view.left && y > view.top && x < view.left + view.width && y < view.top + view.height,
    );
}

async function nodeNearMiddle(page: Page, design: Design): Promise<Point> {
  const { left, top, width, height } = await viewOf(page);
  const middle = { x: left + width / 2, y: top + height / 2 };
  const distance = (point: Point): number => Math.hypot(point.x - middle.x, point.y - middle.y);
  const [nearest] = (await nodesInView(page, design)).toSorted((a, b) => distance(a) - distance(b));
  if (nearest === undefined) throw new Error("no node is in view");
  return nearest;
}

/** Where four nodes leave the most room. */
async function gapNearMiddle(page: Page, design: Design): Promise<Point> {
  const { zoom } = await viewOf(page);
  const { x, y } = await nodeNearMiddle(page, design);
  return { x: x + (CELL.width / 2) * zoom, y: y + (CELL.height / 2) * zoom };
}

async function smoothness(
  page: Page,
  cdp: CDPSession,
  gesture: () => Promise<Made>,
): Promise<Smoothness> {
  await startFrames(page);
  const before = await workOf(cdp);
  const { steps, finish } = await gesture();
  const work = (await workOf(cdp)) - before;
  const { median, most } = await endFrames(page);
  await finish?.();
  return { frame: median, frame95: most, work: work / steps };
}

/** Begins to note when frames begin. */
export async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const record = (at: number): void => {
      frames.push(at);
      Object.assign(window, { frames, recording: requestAnimationFrame(record) });
    };
    Object.assign(window, { frames, recording: requestAnimationFrame(record) });
  });
}

/** Milliseconds between frames since {@link startFrames}: the median, and what 95 of 100 stay below. */
export async function endFrames(page: Page) {
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
  return { median: share(0.5), most: share(0.95), count: between.length };
}

/** A session that counts processor time, which other programs on the same computer do not lengthen. */
export async function processorTime(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await cdp.send("Performance.enable");
  return cdp;
}

/** Milliseconds of processor time that the page's main thread has used so far. */
export async function workOf(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN);
}
