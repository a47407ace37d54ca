import { chromium, expect, type Page } from "@playwright/test";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CalendarPage } from "./pages/calendar-page.ts";
import { CompletionPage } from "./pages/completion-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { TablePage } from "./pages/table-page.ts";
import { openInBrowser } from "./support/browser.ts";
import { later, nextMonday } from "./support/days.ts";
import { inventory } from "./support/inventory.ts";
import { inClone } from "./support/paths.ts";

// `npm run screenshots`: the README's pictures, from the program itself, light and dark.

const folder = await mkdtemp(join(tmpdir(), "labwright-screenshots-"));
const target = inClone("assets/screenshots");
await mkdir(target, { recursive: true });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--force-device-scale-factor=1"],
});
try {
  for (const scheme of ["light", "dark"] as const) await takeAll(scheme);
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

async function takeAll(scheme: "light" | "dark"): Promise<void> {
  const labwright = await openInBrowser(browser, join(folder, scheme), {
    colorScheme: scheme,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
  });
  const { page } = labwright;
  const design = new DesignPage(page);
  const live = new LivePage(page);
  await design.connection.filter({ hasText: "Lab connected" }).waitFor();
  const lab = new PoolPage(page);
  await lab.open();
  await lab.choose(inventory(8, 16), false);
  await lab.take();
  await showDesign(page);
  await new StartPage(page).openExample("Search service");
  await design.press("ControlOrMeta+0");
  await design.node("web").click();
  await take(page, `canvas-${scheme}`);
  await design.tab(/^Cost/).click();
  await take(page, `cost-${scheme}`);
  await new TablePage(page).toggle();
  await take(page, `table-${scheme}`);
  await new TablePage(page).toggle();
  await design.canvas.waitFor();
  await page.keyboard.press("ControlOrMeta+Alt+s");
  const completion = new CompletionPage(page);
  await completion.service("E-mail", 200);
  await completion.price.waitFor();
  await take(page, `complete-${scheme}`);
  await page.keyboard.press("Escape");
  await bookMornings(page);
  await take(page, `calendar-${scheme}`);
  await showDesign(page);
  await live.openSendDialog();
  await live.send("Simulated lab");
  await live.bar.getByText("Ready").waitFor({ timeout: 120_000 });
  await live.openConsole("web");
  await live.type("ip addr");
  // Long enough for a charge that one can see.
  await page.waitForTimeout(20_000);
  await take(page, `live-${scheme}`);
  await lab.open();
  await lab.show("Racks");
  await lab.selectRack("R1");
  await take(page, `lab-${scheme}`);
  await labwright.close();
}

async function showDesign(page: Page): Promise<void> {
  await page.getByRole("radiogroup", { name: "View" }).getByText("Design").click();
}

/** Every weekday morning of a month, and a test on one afternoon. */
async function bookMornings(page: Page): Promise<void> {
  const calendar = new CalendarPage(page);
  const monday = nextMonday();
  await calendar.openBookDialog();
  await calendar.choose("Repeated");
  await calendar.fill("First day", monday);
  await calendar.fill("Last day", later(monday, 27));
  await calendar.bookDialog.getByText("All 20 times fit").waitFor();
  await calendar.book();
  await showDesign(page);
  await calendar.openBookDialog();
  await calendar.fill("Name", "Load test");
  await calendar.fill("From", `${later(monday, 2)}T13:00`);
  await calendar.fill("To", `${later(monday, 2)}T17:00`);
  await calendar.bookDialog.getByText("It fits").waitFor();
  await calendar.book();
  await calendar.entries("Load test").waitFor();
}

async function take(page: Page, name: string): Promise<void> {
  // What was just said is no part of the picture.
  await expect(page.locator(".mantine-Notification-root")).toHaveCount(0, { timeout: 30_000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(target, `${name}.png`) });
}
