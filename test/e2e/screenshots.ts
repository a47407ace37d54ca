import { chromium, expect, type Page } from "@playwright/test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { printStatement } from "../../shared/statements/seal.ts";
import { courseParts, statementOf } from "../support/statement.ts";
import { BillsPage } from "./pages/bills-page.ts";
import { CalendarPage } from "./pages/calendar-page.ts";
import { CompletionPage } from "./pages/completion-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { TablePage } from "./pages/table-page.ts";
import { openInBrowser } from "./support/browser.ts";
import { commandLine, newToken } from "./support/command-line.ts";
import { later, nextMonday } from "./support/days.ts";
import { inventory } from "./support/inventory.ts";
import type { Labwright } from "./support/labwright.ts";
import { inClone } from "./support/paths.ts";

// `npm run screenshots`: the README's pictures, from the program itself, light and dark.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MACHINES = { app: "vm-large", web: "vm-medium", gate: "vm-small" };

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
  // The key is the drawing's.
  await design.node("web").click();
  const table = new TablePage(page);
  await table.toggle();
  await table.grid.waitFor();
  await take(page, `table-${scheme}`);
  await table.toggle();
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
  await lab.selectRack("Berlin/R1");
  await take(page, `lab-${scheme}`);
  await billLastMonth(labwright);
  const bills = new BillsPage(page);
  await bills.open();
  await bills.show(/LW-000001/);
  await bills.pane("Bill LW-000001").waitFor();
  await take(page, `bill-${scheme}`);
  await openStatement(labwright);
  await take(page, `statement-${scheme}`);
  await labwright.close();
}

async function showDesign(page: Page): Promise<void> {
  await page.getByRole("radiogroup", { name: "View" }).getByText("Design").click();
}

/** A month of office hours is reported of what runs, and billed as soon as there is a customer. */
async function billLastMonth({ page, data }: Labwright): Promise<void> {
  const secret = await newToken(data, "token", "issue", "You");
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(new URL(`/api${path}`, page.url()), {
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const subjects = z.array(z.object({ managementId: z.string() }));
  const [subject] = subjects.parse(await ask("/usage/subjects"));
  await ask("/usage", { producer: "office", events: officeHours(subject?.managementId ?? "") });
  const file = join(folder, "customer.json");
  await writeFile(file, JSON.stringify(acme()));
  await commandLine(data, "customer", "sign-up", file);
}

function officeHours(managementId: string): readonly object[] {
  const first = firstOfLastMonth();
  const days = Array.from({ length: 28 }, (_, index) => new Date(first.getTime() + index * DAY));
  const working = days.filter((day) => day.getUTCDay() % 6 !== 0);
  const events = working.flatMap((day) =>
    Object.entries(MACHINES).flatMap(([node, item]) =>
      (["start", "stop"] as const).map((kind) => ({
        managementId,
        instance: `${node}.1`,
        meterId: "instance",
        item,
        kind,
        at: new Date(day.getTime() + (kind === "start" ? 8 : 18) * HOUR).toISOString(),
      })),
    ),
  );
  return events.map((event, index) =>
    Object.assign(event, { eventId: `e${index + 1}`, seq: index + 1 }),
  );
}

function firstOfLastMonth(): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
}

function acme(): object {
  return {
    tenant: "local",
    customer: {
      name: "Acme Ltd.",
      address: { street: "Main Street 1", city: "Town", country: "DE" },
      email: "bills@acme.example",
    },
    contract: { account: "local", start: firstOfLastMonth().toISOString() },
    baseFee: { amount: "25.00", due: "arrears" },
  };
}

/** What a course was to cost and what it came to, with the reasons. */
async function openStatement(labwright: Labwright): Promise<void> {
  const { page } = labwright;
  const file = join(folder, "course.labstatement");
  await writeFile(file, printStatement(await statementOf(courseParts)));
  await labwright.open(file);
  await page.getByText("Projected and actual").click();
  await page.locator("canvas").first().waitFor();
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
