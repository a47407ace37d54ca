import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
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
  /** Processor time of the page's main thread for a frame, on average. */
  readonly work: number;
  /** And what it stays below for 95 of 100 movements of the pointer, each of which is a frame or more. */
  readonly work95: number;
}

const STEPS = 30;
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

/** Called after each movement of the pointer. */
type Step = () => void;

/** A gesture as far as it was measured; letting go, and what follows from it, is not part of it. */
interface Made {
  readonly finish?: () => Promise<void>;
}

/** What somebody does who looks around in a drawing, with real input. */
export const GESTURES = {
  panAll: {
    title: "pan with all of it in view",
    run: (page: Page, design: Design, step: Step) =>
      drag(page, "middle", () => gapNearMiddle(page, design), step),
  },
  dragOne: {
    title: "drag one node with all in view",
    run: (page: Page, design: Design, step: Step) =>
      drag(page, "left", () => nodeNearMiddle(page, design), step),
  },
  dragAll: {
    title: "drag all of it at once",
    prepare: selectAll,
    run: (page: Page, design: Design, step: Step) =>
      drag(page, "left", () => nodeNearMiddle(page, design), step),
  },
  box: {
    title: "draw a box over all of it",
    run: (page: Page, _: Design, step: Step) => boxAll(page, step),
  },
  zoom: {
    title: "zoom in to actual size",
    run: (page: Page, design: Design, step: Step) => wheel(page, design, step),
  },
  panNear: {
    title: "pan at actual size",
    run: (page: Page, design: Design, step: Step) =>
      drag(page, "middle", () => gapNearMiddle(page, design), step),
  },
  dragNear: {
    title: "drag one node at actual size",
    run: (page: Page, design: Design, step: Step) =>
      drag(page, "left", () => nodeNearMiddle(page, design), step),
  },
} satisfies Record<
  string,
  {
    readonly title: string;
    prepare?(page: Page): Promise<void>;
    run(page: Page, design: Design, step: Step): Promise<Made>;
  }
>;
export type Gesture = keyof typeof GESTURES;

/** Makes gestures, in the order they are given, and tells how smooth each was. */
export async function useCanvas(
  page: Page,
  design: Design,
  gestures: readonly Gesture[],
): Promise<ReadonlyMap<Gesture, Smoothness>> {
  const clock = await processorTime(page);
  const results = new Map<Gesture, Smoothness>();
  for (const gesture of gestures) {
    await settle(page);
    const { run, prepare } = { prepare: undefined, ...GESTURES[gesture] };
    await prepare?.(page);
    results.set(gesture, await smoothness(page, clock, (step) => run(page, design, step)));
  }
  return results;
}

/** Until the checks, prices and fits that follow an opening or a gesture are done. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        let quiet = 0;
        const start = performance.now();
        let last = start;
        const look = (): void => {
          const now = performance.now();
          quiet = now - last < 100 ? quiet + 1 : 0;
          last = now;
          // A computer that others keep busy is never quiet for long.
          if (quiet > 20 || now - start > 4000) resolve();
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
  moved: Step,
): Promise<Made> {
  const from = await place();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  for (let step = 1; step <= STEPS; step++) {
    // There and back, so that what is in view stays about the same.
    const way = 4 * (step <= STEPS / 2 ? step : STEPS - step);
    await page.mouse.move(from.x + way, from.y + way / 2);
    moved();
  }
  return { finish: () => letGo(page, button) };
}

async function letGo(page: Page, button: "left" | "middle"): Promise<void> {
  await page.mouse.up({ button });
  await page.keyboard.press("Escape");
}

async function boxAll(page: Page, moved: Step): Promise<Made> {
  const { left, top, width, height } = await viewOf(page);
  const start = { x: left + 8, y: top + 60 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(
      start.x + ((width - 60) * step) / STEPS,
      start.y + ((height - 110) * step) / STEPS,
    );
    moved();
  }
  return { finish: () => letGo(page, "left") };
}

/** Until nodes are as large as they are drawn. */
async function wheel(page: Page, design: Design, moved: Step): Promise<Made> {
  const middle = await nodeNearMiddle(page, design);
  await page.mouse.move(middle.x, middle.y);
  let steps = 0;
  while (steps < 2 * STEPS && (await viewOf(page)).zoom < 1) {
    await page.mouse.wheel(0, -100);
    moved();
    steps++;
  }
  return {};
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
  clock: () => number,
  gesture: (step: Step) => Promise<Made>,
): Promise<Smoothness> {
  await startFrames(page);
  const works = [clock()];
  const { finish } = await gesture(() => {
    works.push(clock());
  });
  const { median, most, count } = await endFrames(page);
  await finish?.();
  const work = ((works.at(-1) ?? 0) - (works[0] ?? 0)) / Math.max(1, count);
  return { frame: median, frame95: most, work, work95: spread(between(works)).most };
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
  return spread(between(frames));
}

function between(values: readonly number[]): readonly number[] {
  return values.slice(1).map((value, index) => value - (values[index] ?? value));
}

function spread(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const share = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? NaN;
  return { median: share(0.5), most: share(0.95), count: sorted.length };
}

/**
 * A clock of the processor time, in milliseconds, that the main threads of all pages have used so far. It is the
 * system's own: what other programs on the same computer do does not lengthen it, as it does what Chromium counts.
 */
export async function processorTime(page: Page): Promise<() => number> {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page belongs to no browser");
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === "renderer");
  return () => pages.reduce((sum, { id }) => sum + threadTime(id), 0);
}

/** Of a process's first thread, which in Chromium is the page's main one; 0 when it is gone. */
function threadTime(id: number): number {
  try {
    const [nanoseconds] = readFileSync(`/proc/${id}/task/${id}/schedstat`, "utf8").split(" ");
    return Number(nanoseconds) / 1e6;
  } catch {
    return 0;
  }
}
