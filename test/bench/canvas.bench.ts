import { chromium, type Browser, type Page } from "@playwright/test";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build as bundle, preview } from "vite";
import { build } from "../../electron/launch/build.mjs";
import { spawnDaemon } from "../../electron/node/spawn-daemon.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import type { Design } from "../../shared/design/design.ts";
import { printDesign } from "../../shared/design/print.ts";
import { sketch, type SketchNode } from "../../shared/design/sketch.ts";
import { GESTURES, timeToShow, useCanvas, type Gesture, type Smoothness } from "./canvas-page.ts";
import type { RivalDrawing } from "./canvas-rival/rival.ts";
import { median, type BenchResult, type BenchRow } from "./measure.ts";

const CHROMIUM = "/usr/bin/chromium";
const SIZES = [200, 1000];
const RUNS = 3;
/** The browser's window. */
const VIEW = { width: 1440, height: 900 };

interface Visit extends Record<Gesture, Smoothness> {
  readonly open: number;
}
interface Sites {
  readonly browser: Browser;
  readonly labwright: () => Promise<string>;
  readonly rival: string;
}

/**
 * The canvas with many nodes in real Chromium, beside as many bare React Flow nodes: whatever React Flow
 * itself costs is the limit. Both in turns, each time in a new page.
 */
export async function bench(): Promise<BenchResult> {
  const name = "Canvas in Chromium";
  if (!existsSync(CHROMIUM)) return { name, rows: [], skipped: "Chromium is missing" };
  const folder = await mkdtemp(join(tmpdir(), "labwright-canvas-"));
  const sites = await open(folder);
  try {
    const rows: BenchRow[] = [];
    const largest = new Map<string, number[]>();
    for (const size of SIZES) {
      const { ours, theirs } = await visits(sites, size);
      for (const row of rowsOf(size, ours, theirs)) {
        const what = row.what.replace(/^\d+ nodes: /, "");
        largest.set(what, [...(largest.get(what) ?? []), row.value]);
        rows.push(row);
      }
    }
    return { name, rows: [...rows, ...growth(largest)] };
  } finally {
    await sites.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(folder: string): Promise<Sites & { close(): Promise<void> }> {
  await build(["renderer", "daemon"]);
  const daemon = await spawnDaemon({
    entry: join(import.meta.dirname, "../../dist/daemon/main.js"),
    parameters: ["--data", join(folder, "data")],
  });
  if (!daemon.ok) throw new Error(faultSentence(daemon.error));
  const { url, secret } = daemon.value;
  const outDir = join(folder, "rival");
  const root = join(import.meta.dirname, "canvas-rival");
  await bundle({
    root,
    configFile: false,
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  const server = await preview({
    root,
    configFile: false,
    logLevel: "warn",
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
  });
  return {
    browser,
    rival: server.resolvedUrls?.local[0] ?? "",
    async labwright() {
      const headers = { authorization: `Bearer ${secret}` };
      const response = await fetch(new URL("/code", url), { method: "POST", headers });
      const { code } = (await response.json()) as { code: string };
      return `${url}/#code=${code}`;
    },
    async close() {
      await browser.close();
      await server.close();
      await daemon.value.stop();
    },
  };
}

async function visits(sites: Sites, size: number): Promise<{ ours: Visit[]; theirs: Visit[] }> {
  const design = drawing(size);
  const ours: Visit[] = [];
  const theirs: Visit[] = [];
  for (let run = 0; run < RUNS; run++) {
    let canvas = VIEW;
    ours.push(
      await visit(sites.browser, async (page) => {
        await page.goto(await sites.labwright());
        await page.getByRole("status").filter({ hasText: "Lab connected" }).waitFor();
        const shown = await timeToShow(page, size, () => drop(page, printDesign(design)));
        canvas = (await page.locator(".react-flow").boundingBox()) ?? VIEW;
        return shown;
      }),
    );
    theirs.push(
      await visit(sites.browser, async (page) => {
        await page.goto(sites.rival);
        return timeToShow(page, size, () => mountRival(page, design, canvas));
      }),
    );
  }
  return { ours, theirs };
}

async function visit(browser: Browser, show: (page: Page) => Promise<number>): Promise<Visit> {
  const context = await browser.newContext({ viewport: VIEW });
  const page = await context.newPage();
  const opened = await show(page);
  const result = { open: opened, ...(await useCanvas(page)) };
  await context.close();
  return result;
}

/** As if the file had been dropped onto the window. */
async function drop(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], "large.labwright.json"));
    Object.assign(window, { opened: performance.now() });
    window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  }, text);
}

async function mountRival(
  page: Page,
  design: Design,
  size: { width: number; height: number },
): Promise<void> {
  const shown: RivalDrawing = {
    width: size.width,
    height: size.height,
    nodes: Object.entries(design.nodes).map(([id, { name, position }]) => ({
      id,
      label: name,
      x: position.x,
      y: position.y,
    })),
    links: Object.entries(design.links).map(([id, { from, to }]) => ({
      id,
      from: from.node,
      to: to.node,
    })),
  };
  await page.evaluate((given) => {
    Object.assign(window, { opened: performance.now() });
    window.mountRival?.(given);
  }, shown);
}

/** Subnets with nineteen machines each, side by side, in a shape about as wide as a screen. */
function drawing(size: number): Design {
  const nodes: Record<string, SketchNode> = {};
  const links: string[] = [];
  const columns = Math.ceil(Math.sqrt(size));
  for (let index = 0; index < size; index++) {
    const at = [(index % columns) * 240, Math.floor(index / columns) * 150] as const;
    const subnet = Math.floor(index / 20);
    if (index % 20 === 0)
      nodes[`lan-${subnet}`] = { kind: "subnet", cidr: `10.0.${subnet}.0/24`, at };
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

function rowsOf(size: number, ours: readonly Visit[], theirs: readonly Visit[]): BenchRow[] {
  const of = (list: readonly Visit[], value: (visit: Visit) => number) => list.map(value);
  const row = (what: string, value: (visit: Visit) => number, note: string): BenchRow => {
    const [mine, bare] = [of(ours, value), of(theirs, value)];
    const ratio = median(mine) / median(bare);
    return {
      what: `${size} nodes: ${what}`,
      value: median(mine),
      unit: "ms",
      range: [Math.min(...mine), Math.max(...mine)],
      runs: RUNS,
      note: `${ratio.toFixed(2)} × bare React Flow's ${readable(median(bare))} ms${note}`,
    };
  };
  const gestures = (Object.keys(GESTURES) as Gesture[]).map((gesture) => {
    const frames = (list: readonly Visit[]): string =>
      `${readable(median(of(list, (visit) => visit[gesture].frame)))} (95 %: ${readable(median(of(list, (visit) => visit[gesture].frame95)))})`;
    const note = `; frames ${frames(ours)} against ${frames(theirs)} ms`;
    return row(`${GESTURES[gesture]}, work per step`, (visit) => visit[gesture].work, note);
  });
  return [row("open and show", ({ open: opened }) => opened, ""), ...gestures];
}

/** How much more the largest costs than the smallest. */
function growth(values: ReadonlyMap<string, readonly number[]>): BenchRow[] {
  return [...values].map(([what, list]) => ({
    what: `${SIZES.at(-1)} against ${SIZES[0]} nodes: ${what}`,
    value: (list.at(-1) ?? NaN) / (list[0] ?? NaN),
    unit: "×",
  }));
}

function readable(value: number): string {
  return value.toPrecision(3).replace(/\.0$/, "");
}
