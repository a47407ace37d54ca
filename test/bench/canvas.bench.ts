import type { Page } from "@playwright/test";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { readDesign } from "../../shared/design/read.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
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
import { drop, sampleRows } from "./canvas-sample.ts";
import { CHROMIUM, openSites, ready, visit, VIEW, type Sites } from "./canvas-sites.ts";
import { median, rangeOf, type BenchResult, type BenchRow } from "./measure.ts";

const ALL = Object.keys(GESTURES) as Gesture[];
/** What stock React Flow can do too. */
const SHARED: readonly Gesture[] = ["panAll", "zoom", "dragNear"];
/** Ten thousand of its cards take the rival a quarter of a minute to mount; nobody waits for its gestures. */
const SIZES = [
  { nodes: 10_000, runs: 3, used: 2, rivalRuns: 2, rivalGestures: [] as readonly Gesture[] },
  { nodes: 1000, runs: 2, used: 2, rivalRuns: 2, rivalGestures: SHARED },
] as const;
type Size = (typeof SIZES)[number];
/** The rival is given up after this long, and counted as if it had been ready then. */
const LONGEST_MS = 60_000;
const EXAMPLE = new URL("../../assets/examples/web-site-simulator.labwright.json", import.meta.url);

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
    const [large, usual] = SIZES;
    rows.push(...(await compared(sites, large)), ...(await sampleRows(sites)));
    rows.push(...(await liveRows(sites, drawing(large.nodes))));
    rows.push(...(await compared(sites, usual)));
    for (const design of [drawing(usual.nodes), await example()])
      rows.push(...(await liveRows(sites, design)));
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
  for (let run = 0; run < size.runs && !(run > 0 && sites.late()); run++) {
    let canvas = VIEW;
    ours.push(
      await visit(sites.browser, await sites.labwright(), async (page) => {
        const open = await openFile(page, design);
        canvas = (await page.locator(".react-flow").boundingBox()) ?? VIEW;
        await settle(page);
        await checkContent(sites.browser, page, design);
        return { open, gestures: await useCanvas(page, design, run < size.used ? ALL : []) };
      }),
    );
    if (run < size.rivalRuns)
      theirs.push(
        await visit(sites.browser, sites.rival, async (page) => {
          const open = await openRival(page, size, design, canvas);
          if (open === null) return { open: LONGEST_MS, gestures: new Map() };
          await checkContent(sites.browser, page, design);
          return { open, gestures: await useCanvas(page, design, size.rivalGestures) };
        }),
      );
  }
  return rowsOf(size, ours, theirs);
}

/** Gives the time from the drop of the file until it is painted. */
async function openFile(page: Page, design: Design): Promise<number> {
  await ready(page);
  const file = { name: "large.labwright.json", text: printDesign(design) };
  return timeToShow(page, Object.keys(design.nodes).length, () => drop(page, file));
}

/** Null when it took longer than anybody waits. */
async function openRival(page: Page, size: Size, design: Design, canvas: Area) {
  const shown = timeToShow(page, size.nodes, () => mountRival(page, design, canvas));
  // A page that is closed before it has shown everything.
  shown.catch(() => {});
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), LONGEST_MS).unref();
  });
  return Promise.race([shown, late]);
}

interface Area {
  readonly width: number;
  readonly height: number;
}

async function mountRival(page: Page, design: Design, { width, height }: Area): Promise<void> {
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

/** A few nodes that stand for 216 machines. */
async function example(): Promise<Design> {
  const read = readDesign(await readFile(EXAMPLE, "utf8"));
  if (!read.ok) throw new Error(`the example is not read: ${read.error.code}`);
  return read.value;
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
  const capped = stock >= LONGEST_MS ? "more than " : "";
  const open: BenchRow = {
    what: `${nodes} nodes: open and show`,
    value: mine,
    unit: "ms",
    range: rangeOf(opened[0]),
    runs: ours.length,
    note: `reading the file counted in; stock React Flow with the same cards: ${capped}${readable(stock)} ms, without`,
  };
  const ratio: BenchRow = {
    what: `${nodes} nodes: as fast as stock React Flow with the same cards`,
    value: stock / mine,
    unit: "×",
    range: rangeOf(opened[1].map((time, index) => time / (opened[0][index] ?? mine))),
    runs: theirs.length,
    note: nodes >= 10_000 ? "at least 10 is wanted; the same nodes are seen on both" : "",
  };
  return [open, ratio, ...ALL.map((gesture) => gestureRow(nodes, gesture, ours, theirs))];
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
  const told = (list: readonly Visit[]): string =>
    `${readable(median(of(list, ({ work }) => work)))} in a frame; frames ${readable(median(of(list, ({ frame }) => frame)))} ms apart, 95 % within ${readable(median(of(list, ({ frame95 }) => frame95)))}`;
  const work95 = of(ours, (smooth) => smooth.work95);
  const stock = of(theirs, (smooth) => smooth.work95);
  const against =
    stock.length === 0
      ? ""
      : `; stock React Flow: ${readable(median(stock))} ms of work, ${told(theirs)}`;
  return {
    what: `${nodes} nodes: ${GESTURES[gesture].title}, work in 95 % of steps`,
    value: median(work95),
    unit: "ms",
    range: rangeOf(work95),
    runs: work95.length,
    note: `${told(ours)}${against}`,
  };
}

function readable(value: number): string {
  return value.toPrecision(3).replace(/\.0$/, "");
}
