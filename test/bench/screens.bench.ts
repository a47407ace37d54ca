import { chromium, type Browser, type Page } from "@playwright/test";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../electron/launch/build.mjs";
import { spawnDaemon } from "../../electron/node/spawn-daemon.ts";
import { faultSentence } from "../../shared/base/fault.ts";
import { fillLargeLab } from "../support/large-lab.ts";
import { CHROMIUM, VIEW } from "./canvas-sites.ts";
import type { BenchResult, BenchRow } from "./measure.ts";
import { acting, dragging, rest, scrolling, type Work } from "./screens-page.ts";

const SIZE = { racks: 400, hostsEach: 24, reservations: 50_000, days: 90 };
/** In the middle of what scrolls, right of what names the rows. */
const MIDDLE = { x: 700, y: 600 };

/** The lab and its calendar in real Chromium, on a real daemon with 10,000 things and 50,000 reservations. */
export async function bench(): Promise<BenchResult> {
  const name = "Lab and calendar, 10,000 resources and 50,000 reservations";
  if (!existsSync(CHROMIUM)) return { name, rows: [], skipped: "Chromium is missing" };
  await build(["renderer", "daemon"]);
  const folder = await mkdtemp(join(tmpdir(), "labwright-screens-"));
  const data = join(folder, "data");
  await fillLargeLab(data, SIZE, Date.now());
  const daemon = await spawnDaemon({
    entry: join(import.meta.dirname, "../../dist/daemon/main.js"),
    parameters: ["--data", data],
    logFile: join(folder, "daemon.log"),
  });
  if (!daemon.ok) throw new Error(faultSentence(daemon.error));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const page = await (await browser.newContext({ viewport: VIEW })).newPage();
    await page.goto(await addressOf(daemon.value));
    await page.getByRole("status").filter({ hasText: "Lab connected" }).waitFor();
    await rest(page);
    return {
      name,
      rows: [...(await labRows(browser, page)), ...(await calendarRows(browser, page))],
    };
  } finally {
    await browser.close();
    await daemon.value.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function addressOf(daemon: { url: string; secret: string }): Promise<string> {
  const headers = { authorization: `Bearer ${daemon.secret}` };
  const response = await fetch(new URL("/code", daemon.url), { method: "POST", headers });
  const { code } = (await response.json()) as { code: string };
  return `${daemon.url}/#code=${code}`;
}

async function labRows(browser: Browser, page: Page): Promise<readonly BenchRow[]> {
  const tab = (name: string) => page.getByRole("tab", { name });
  const grid = page.getByRole("grid", { name: "Things of the lab" });
  const search = page.getByRole("textbox", { name: "Search the lab" });
  const act = (work: () => Promise<void>): Promise<Work> => acting(browser, page, work);
  const rows: BenchRow[] = [];
  const view = page.getByRole("radiogroup", { name: "View" });
  rows.push(
    shown(
      "overview",
      await act(async () => {
        await view.getByText("Lab").click();
        await page.getByRole("region", { name: "How much is held" }).getByText("Cores").waitFor();
      }),
    ),
  );
  const open = async (name: string, ready: () => Promise<void>): Promise<void> => {
    const work = await act(async () => {
      await tab(name).click();
      await ready();
    });
    rows.push(shown(name.toLowerCase(), work));
  };
  await open("Table", () => grid.getByRole("row").nth(5).waitFor());
  rows.push(moved("table: scroll", await scrolling(page, MIDDLE, 600)));
  for (const column of ["State", "Cores held", "Name"])
    rows.push(
      done(
        `table: sort by ${column.toLowerCase()}`,
        await act(() => grid.getByRole("button", { name: column }).click()),
      ),
    );
  rows.push(
    done(
      "table: search, six letters",
      await act(async () => {
        await search.pressSequentially("R77-12", { delay: 60 });
        await grid.and(page.locator("[aria-rowcount='2']")).waitFor();
      }),
    ),
    done("table: search taken back", await act(() => search.fill(""))),
    done(
      "table: select a host",
      await act(async () => {
        await grid.getByRole("gridcell").first().click();
        await page.getByRole("region", { name: "On it now and next" }).waitFor();
      }),
    ),
  );
  await page.keyboard.press("Escape");
  await open("Racks", () =>
    page.getByRole("region", { name: "Rack Berlin/R1", exact: true }).waitFor(),
  );
  rows.push(moved("racks: scroll", await scrolling(page, MIDDLE, 300)));
  const strips = page.getByRole("group", { name: "Held this week" });
  await open("Occupancy", () => strips.getByRole("button").nth(5).waitFor());
  rows.push(
    moved("occupancy: scroll racks", await scrolling(page, { x: 700, y: 300 }, 200)),
    done("occupancy: by host", await act(() => page.getByText("By host").click())),
    moved("occupancy: scroll hosts", await scrolling(page, { x: 700, y: 300 }, 400)),
  );
  return rows;
}

async function calendarRows(browser: Browser, page: Page): Promise<readonly BenchRow[]> {
  const act = (work: () => Promise<void>): Promise<Work> => acting(browser, page, work);
  const entries = page.locator("[data-entry]");
  const view = page.getByRole("radiogroup", { name: "View" });
  const as = page.getByRole("radiogroup", { name: "Show as" });
  const rows: BenchRow[] = [];
  await view.getByText("Calendar").click();
  await page.getByRole("combobox", { name: "Lab" }).waitFor();
  const open = async (name: string): Promise<void> => {
    const work = await act(async () => {
      await as.getByText(name).click();
      await entries.first().waitFor();
    });
    rows.push(shown(name.toLowerCase(), work));
    rows.push(moved(`${name.toLowerCase()}: scroll`, await scrolling(page, MIDDLE, 200)));
    rows.push(
      done(
        `${name.toLowerCase()}: turn to what comes next`,
        await act(async () => {
          await page.getByRole("button", { name: "After" }).click();
          await entries.first().waitFor();
        }),
      ),
    );
  };
  // What can be moved, and well in the picture.
  const drag = async (what: string, by: { x: number; y: number }): Promise<void> => {
    await page.locator("[data-entry][aria-describedby]").first().waitFor();
    const from = await page.evaluate(movableInMiddle, MIDDLE);
    const to = { x: from.x + by.x, y: from.y + by.y };
    rows.push(moved(`${what}: drag a booking`, await dragging(page, from, to)));
  };
  await act(() => as.getByText("Waiting").click());
  await open("Week");
  await drag("week", { x: 300, y: 200 });
  rows.push(
    done(
      "week: open an entry",
      await act(async () => {
        await entries.first().click();
        await page.getByRole("table", { name: "Facts" }).waitFor();
      }),
    ),
  );
  await page.keyboard.press("Escape");
  await page.getByRole("table", { name: "Facts" }).waitFor({ state: "hidden" });
  await open("Month");
  await drag("month", { x: 300, y: 200 });
  await open("Timeline");
  await drag("timeline by host", { x: 300, y: 0 });
  const by = async (title: string): Promise<void> => {
    const work = await act(async () => {
      await page.getByRole("combobox", { name: "Rows" }).click();
      await page.getByRole("option", { name: title }).click();
      await entries.first().waitFor();
    });
    rows.push(shown(`timeline ${title.toLowerCase()}`, work));
    rows.push(moved(`timeline ${title.toLowerCase()}: scroll`, await scrolling(page, MIDDLE, 300)));
  };
  await by("By environment");
  await by("By person");
  await drag("timeline by person", { x: 300, y: 0 });
  await act(() => page.getByText("4 weeks").click());
  rows.push(moved("timeline of four weeks: scroll", await scrolling(page, MIDDLE, 300)));
  return rows;
}

/** In the page: the middle of the booking that can be moved and is nearest to a point. */
function movableInMiddle(middle: { x: number; y: number }): { x: number; y: number } {
  const far = ({ x, y }: { x: number; y: number }): number =>
    Math.hypot(x - middle.x, y - middle.y);
  const places = [...document.querySelectorAll("[data-entry][aria-describedby]")]
    .map((entry) => ({ entry, box: entry.getBoundingClientRect() }))
    .map(({ entry, box: { x, y, width, height } }) => ({
      entry,
      x: x + width / 2,
      y: y + height / 2,
    }))
    .filter(({ entry, x, y }) => entry.contains(document.elementFromPoint(x, y)))
    .sort((a, b) => far(a) - far(b));
  if (places[0] === undefined) throw new Error("nothing here can be moved");
  const { x, y } = places[0];
  return { x, y };
}

/** All the work until a screen stands. */
function shown(what: string, { total, longest, frame95 }: Work): BenchRow {
  const note = `longest task ${readable(longest)}; 95 % of frames within ${readable(frame95)}; at most 300 is wanted`;
  return { what: `${what}: shown`, value: total, unit: "ms", note };
}

function moved(what: string, { step95, longest, frame95 }: Work): BenchRow {
  const note = `longest ${readable(longest)}; 95 % of frames within ${readable(frame95)}; at most 16.7 is wanted`;
  return { what: `${what}, 95 % of steps`, value: step95, unit: "ms", note };
}

function done(what: string, { step95, longest, total, frame95 }: Work): BenchRow {
  const note = `longest ${readable(longest)}, ${readable(total)} together; 95 % of frames within ${readable(frame95)}; at most 16.7 is wanted`;
  return { what: `${what}, 95 % of tasks`, value: step95, unit: "ms", note };
}

function readable(value: number): string {
  return value.toPrecision(3).replace(/\.0$/, "");
}
