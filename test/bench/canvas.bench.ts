import type { Page } from "@playwright/test";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { importFile } from "../../shared/formats/index.ts";
import { checkContent } from "./canvas-content.ts";
import { liveRows } from "./canvas-live.ts";
import {
  GESTURES,
  settle,
  timeToShow,
  useCanvas,
  type Gesture,
  type Smoothness,
} from "./canvas-page.ts";
import type { RivalDrawing } from "./canvas-rival/rival.ts";
import { CHROMIUM, openSites, visit, VIEW, type Sites } from "./canvas-sites.ts";
import { median, rangeOf, type BenchResult, type BenchRow } from "./measure.ts";

const ALL = Object.keys(GESTURES) as Gesture[];
/** What stock React Flow can do too. */
const SHARED: readonly Gesture[] = ["panAll", "zoom", "panNear", "dragNear"];
/** Ten thousand of its cards take the rival a minute to mount; nobody waits for its gestures. */
const SIZES = [
  { nodes: 200, runs: 3, rivalRuns: 3, rivalGestures: SHARED },
  { nodes: 1000, runs: 3, rivalRuns: 3, rivalGestures: SHARED },
  { nodes: 10_000, runs: 3, rivalRuns: 1, rivalGestures: [] as readonly Gesture[] },
];
type Size = (typeof SIZES)[number];
const SAMPLE = "/work/shared/samples/cml/300_node_lab.yaml";

interface Visit {
  readonly open: number;
  readonly gestures: ReadonlyMap<Gesture, Smoothness>;
}

/**
 * The canvas in real Chromium beside stock React Flow with the same cards, in turns, each time in a new page.
 * That both show the same is checked before anything is compared.
 */
export async function bench(): Promise<BenchResult> {
  const name = "Canvas in Chromium";
  if (!existsSync(CHROMIUM)) return { name, rows: [], skipped: "Chromium is missing" };
  const folder = await mkdtemp(join(tmpdir(), "labwright-canvas-"));
  const sites = await openSites(folder);
  try {
    const rows: BenchRow[] = [];
    for (const size of SIZES) rows.push(...(await compared(sites, size)));
    rows.push(...(await fileRows(sites)), ...(await liveRows(sites, drawing(10_000))));
    return { name, rows };
  } finally {
    await sites.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function compared(sites: Sites, size: Size): Promise<readonly BenchRow[]> {
  const design = drawing(size.nodes);
  const ours: Visit[] = [];
  const theirs: Visit[] = [];
  for (let run = 0; run < size.runs; run++) {
    let canvas = VIEW;
    ours.push(
      await visit(sites.browser, await sites.labwright(), async (page) => {
        const open = await openFile(page, design);
        canvas = (await page.locator(".react-flow").boundingBox()) ?? VIEW;
        await settle(page);
        await checkContent(sites.browser, page, design);
        return { open, gestures: await useCanvas(page, design, ALL) };
      }),
    );
    if (run < size.rivalRuns)
      theirs.push(
        await visit(sites.browser, sites.rival, async (page) => {
          const open = await timeToShow(page, size.nodes, () => mountRival(page, design, canvas));
          await checkContent(sites.browser, page, design);
          return { open, gestures: await useCanvas(page, design, size.rivalGestures) };
        }),
      );
  }
  return rowsOf(size, ours, theirs);
}

/** As if the file had been dropped onto the window; gives the time until it is painted. */
async function openFile(page: Page, design: Design): Promise<number> {
  await page.getByRole("status").filter({ hasText: "Lab connected" }).waitFor();
  await settle(page);
  const nodes = Object.keys(design.nodes).length;
  return timeToShow(page, nodes, () =>
    page.evaluate((content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], "large.labwright.json"));
      Object.assign(window, { opened: performance.now() });
      window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    }, printDesign(design)),
  );
}

async function mountRival(
  page: Page,
  design: Design,
  { width, height }: { width: number; height: number },
): Promise<void> {
  await page.evaluate(
    (given) => {
      const { text, ...size } = given;
      const shown: RivalDrawing = { ...size, design: JSON.parse(text) };
      Object.assign(window, { opened: performance.now() });
      window.mountRival?.(shown);
    },
    { text: printDesign(design), width, height },
  );
}

/** Opening a lab of 302 nodes: until it is painted, and until the page answers without a pause. */
async function fileRows(sites: Sites): Promise<readonly BenchRow[]> {
  if (!existsSync(SAMPLE)) return [];
  const text = await readFile(SAMPLE, "utf8");
  const imported = importFile({ name: SAMPLE, text }, starterCatalogue());
  if (!imported.ok) throw new Error(`the sample is not imported: ${imported.error.code}`);
  const { design } = imported.value;
  const runs = 5;
  const [painted, answering]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++)
    await visit(sites.browser, await sites.labwright(), async (page) => {
      await page.evaluate(noteLongTasks);
      const shown = await openFile(page, design);
      await settle(page);
      painted.push(shown);
      answering.push(Math.max(shown, await page.evaluate(endOfLongTasks)));
    });
  const nodes = Object.keys(design.nodes).length;
  const row = (what: string, list: readonly number[], note: string): BenchRow => {
    const about = { what: `${nodes} nodes of a file: ${what}`, unit: "ms", runs, note };
    return { ...about, value: median(list), range: rangeOf(list) };
  };
  return [
    row("to painted", painted, "from the drop of the file, reading it counted in"),
    row("to interactive", answering, "no task of 50 ms or more after it; at most 300 is wanted"),
  ];
}

function noteLongTasks(): void {
  const noted = { end: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) noted.end = startTime + duration;
  }).observe({ type: "longtask" });
  Object.assign(window, { noted });
}

function endOfLongTasks(): number {
  const { noted, opened } = window as unknown as { noted: { end: number }; opened: number };
  return noted.end - opened;
}

/** Subnets with nineteen machines each, side by side, in a shape about as wide as a screen. */
function drawing(size: number): Design {
  const nodes: Record<string, SketchNode> = {};
  const links: string[] = [];
  const columns = Math.ceil(Math.sqrt(size));
  for (let index = 0; index < size; index++) {
    const at = [(index % columns) * 240, Math.floor(index / columns) * 150] as const;
    const subnet = Math.floor(index / 20);
    const cidr = `10.${subnet >> 8}.${subnet & 255}.0/24`;
    if (index % 20 === 0) nodes[`lan-${subnet}`] = { kind: "subnet", cidr, at };
    else {
      nodes[`web-${index}`] = {
        kind: "machine",
        machineType: "vm-small",
        operatingSystem: "debian-13",
        at,
      };
      links.push(`web-${index}:nic lan-${subnet}:net`);
    }
  }
  return sketch(`${size} nodes`, nodes, links);
}

function rowsOf({ nodes }: Size, ours: readonly Visit[], theirs: readonly Visit[]): BenchRow[] {
  const opened = [ours, theirs].map((list) => list.map(({ open }) => open)) as [number[], number[]];
  const [mine, stock] = opened.map(median) as [number, number];
  const open: BenchRow = {
    what: `${nodes} nodes: open and show`,
    value: mine,
    unit: "ms",
    range: rangeOf(opened[0]),
    runs: ours.length,
    note: `${readable(stock / mine)} × as fast as stock React Flow with the same cards (${readable(stock)} ms, without reading a file)`,
  };
  return [open, ...ALL.map((gesture) => gestureRow(nodes, gesture, ours, theirs))];
}

function gestureRow(
  nodes: number,
  gesture: Gesture,
  ours: readonly Visit[],
  theirs: readonly Visit[],
): BenchRow {
  const of = (list: readonly Visit[], value: (smooth: Smoothness) => number): number[] =>
    list.flatMap(({ gestures }) => {
      const smooth = gestures.get(gesture);
      return smooth === undefined ? [] : [value(smooth)];
    });
  const frame95 = of(ours, (smooth) => smooth.frame95);
  const stock = of(theirs, (smooth) => smooth.frame95);
  const against =
    stock.length === 0
      ? ""
      : `; stock React Flow: ${readable(median(stock))} and ${readable(median(of(theirs, (smooth) => smooth.work)))}`;
  return {
    what: `${nodes} nodes: ${GESTURES[gesture].title}, 95 % of frames`,
    value: median(frame95),
    unit: "ms",
    range: rangeOf(frame95),
    runs: frame95.length,
    note: `work per step ${readable(median(of(ours, (smooth) => smooth.work)))} ms${against}`,
  };
}

function readable(value: number): string {
  return value.toPrecision(3).replace(/\.0$/, "");
}
