import type { Page } from "@playwright/test";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { starterCatalogue } from "../../shared/catalogue/starter.ts";
import { printDesign } from "../../shared/design/print.ts";
import { importFile } from "../../shared/formats/index.ts";
import { settle, timeToShow } from "./canvas-page.ts";
import { ready, visit, type Sites } from "./canvas-sites.ts";
import { median, rangeOf, type BenchRow } from "./measure.ts";

const SAMPLE = "/work/shared/samples/cml/300_node_lab.yaml";
const RUNS = 4;

interface Opened {
  /** From the drop until another program's file was read, and what became of it shown; 0 for one of ours. */
  readonly read: number;
  /** From then on until it was painted. */
  readonly painted: number;
  /** And until the page answers without a pause. */
  readonly answering: number;
}

/**
 * Opening a lab of 302 nodes: another program's file as it is, and what Labwright saves of it. Where the window
 * asks what to do with the lab that was read, the answer is given at once.
 */
export async function sampleRows(sites: Sites): Promise<readonly BenchRow[]> {
  if (!existsSync(SAMPLE)) return [];
  const text = await readFile(SAMPLE, "utf8");
  const imported = importFile({ name: SAMPLE, text }, starterCatalogue());
  if (!imported.ok) throw new Error(`the sample is not imported: ${imported.error.code}`);
  const { design } = imported.value;
  const nodes = Object.keys(design.nodes).length;
  const own = { name: "sample.labwright.json", text: printDesign(design) };
  const foreign = { name: basename(SAMPLE), text };
  const times = { own: [] as Opened[], foreign: [] as Opened[] };
  for (let run = 0; run < RUNS && !(run > 0 && sites.late()); run++) {
    times.own.push(await opened(sites, own, nodes));
    times.foreign.push(await opened(sites, foreign, nodes));
  }
  const row = (what: string, list: readonly number[], note: string): BenchRow => {
    const about = {
      what: `${nodes} nodes of a file: ${what}`,
      unit: "ms",
      runs: list.length,
      note,
    };
    return { ...about, value: median(list), range: rangeOf(list) };
  };
  const of = (list: readonly Opened[], part: keyof Opened): number[] =>
    list.map((one) => one[part]);
  const sums = times.foreign.map(({ read, answering }) => read + answering);
  const quiet = "no task of 50 ms or more after it; at most 300 is wanted";
  return [
    row(
      "to painted",
      of(times.own, "painted"),
      "from the drop of what Labwright saved, reading it",
    ),
    row("to interactive", of(times.own, "answering"), quiet),
    row("CML, to read", of(times.foreign, "read"), "what becomes of the lab is on the screen"),
    row("CML, to painted", of(times.foreign, "painted"), "from the press of “Open as new design”"),
    row("CML, to interactive", of(times.foreign, "answering"), `from that press; ${quiet}`),
    row("CML, all of it", sums, "read and opened, one after the other"),
  ];
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

async function opened(sites: Sites, file: NamedText, nodes: number): Promise<Opened> {
  return visit(sites.browser, await sites.labwright(), async (page) => {
    await ready(page);
    await page.evaluate(noteLongTasks);
    const read = file.name.endsWith(".json") ? 0 : await readLab(page, file);
    const painted = await timeToShow(page, nodes, () =>
      read === 0 ? drop(page, file) : page.evaluate(pressOpen),
    );
    await settle(page);
    return { read, painted, answering: Math.max(painted, await page.evaluate(endOfLongTasks)) };
  });
}

/** As if a file had been dropped onto the window. */
export async function drop(page: Page, file: NamedText): Promise<void> {
  await page.evaluate(({ name, text }) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], name));
    Object.assign(window, { opened: performance.now() });
    window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  }, file);
}

/** Drops another program's file and waits until one can say what to do with it. */
async function readLab(page: Page, file: NamedText): Promise<number> {
  await drop(page, file);
  // Asked for seldom: to look for the button from here all the time would be part of what is measured.
  await page.waitForFunction(() => "shown" in window, undefined, { polling: 200 });
  await settle(page);
  return page.evaluate(() => {
    const { shown, opened } = window as unknown as { shown: number; opened: number };
    return shown - opened;
  });
}

function pressOpen(): void {
  const buttons = [...document.querySelectorAll("button")];
  const open = buttons.find(({ textContent }) => textContent === "Open as new design");
  Object.assign(window, { opened: performance.now() });
  open?.click();
}

function noteLongTasks(): void {
  const noted = { end: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) noted.end = startTime + duration;
  }).observe({ type: "longtask" });
  Object.assign(window, { noted });
  // When the question stands on the screen, told by the page itself: to ask it from here takes time.
  const look = (): void => {
    const asks = document.body.textContent.includes("Open as new design");
    if (asks) requestAnimationFrame(() => Object.assign(window, { shown: performance.now() }));
    else requestAnimationFrame(look);
  };
  look();
}

function endOfLongTasks(): number {
  const { noted, opened } = window as unknown as { noted: { end: number }; opened: number };
  return noted.end - opened;
}
