import { printDesign } from "../../shared/design/print.ts";
import { sketch } from "../../shared/design/sketch.ts";
import { CanvasPage } from "./pages/canvas-page.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { FilesPage } from "./pages/files-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { PanelsPage } from "./pages/panels-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { TablePage } from "./pages/table-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test("many are changed at once, outline, table and canvas agree, the minimap leads, sizes and colours stay", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new CanvasPage(design);
  const panels = new PanelsPage(design);
  await new StartPage(page).openExample("Search service");
  await expect(design.node("web")).toBeVisible();

  await test.step("selected in the outline, selected on the canvas, edited together", async () => {
    await design.tab(/^Outline/).click();
    await panels.outlined("web").click();
    await panels.outlined("app").click({ modifiers: ["ControlOrMeta"] });
    await expect(panels.outlined("app")).toHaveAttribute("aria-pressed", "true");
    await expect(design.node("web")).toHaveAccessibleName(/, selected$/);
    await expect(design.inspector.getByRole("heading", { name: "2 × Machine" })).toBeVisible();
    await design.fill("Count", "4");
    for (const name of ["web", "app"]) await expect(design.node(name)).toContainText("×4");
    await page.getByRole("button", { name: "Undo change count" }).press("Enter");
    for (const name of ["web", "app"]) await expect(design.node(name)).not.toContainText("×4");
  });

  await test.step("many links at once; a table's selection is of its own rows", async () => {
    const table = new TablePage(page);
    await design.node("web").click();
    await table.toggle();
    await table.showLinks();
    await table.grid.focus();
    await table.press("Space", "Shift+ArrowDown");
    await expect(table.selected).toHaveCount(2);
    await expect(design.inspector.getByRole("heading", { name: "2 links" })).toBeVisible();
    await design.fill("Bandwidth needed", "50");
    await expect(table.grid.getByRole("gridcell", { name: "50", exact: true })).toHaveCount(2);
    await page.getByRole("button", { name: "Undo change links" }).press("Enter");
    await expect(table.grid.getByRole("gridcell", { name: "50", exact: true })).toHaveCount(0);
    await page.getByRole("button", { name: "Canvas or table" }).click();
    await expect(design.node("web")).toBeVisible();
  });

  await test.step("the view is moved by the minimap and by arrows", async () => {
    await canvas.settled();
    const before = await canvas.view();
    await canvas.minimap.click({ position: { x: 20, y: 20 } });
    await expect.poll(() => canvas.view()).not.toEqual(before);
    const clicked = await canvas.view();
    await canvas.minimap.hover({ position: { x: 20, y: 20 } });
    await page.mouse.down();
    await canvas.minimap.hover({ position: { x: 90, y: 60 } });
    await page.mouse.up();
    await expect.poll(async () => (await canvas.view()).x).toBeLessThan(clicked.x);
    const dragged = await canvas.view();
    expect(dragged.zoom).toBe(clicked.zoom);
    await design.press("Escape");
    await design.press("ArrowLeft");
    await expect.poll(async () => (await canvas.view()).x).toBe(dragged.x + 80);
    await design.press("m");
    await expect(canvas.minimap).toHaveCount(0);
    await page.getByRole("button", { name: "Show the minimap" }).click();
    await expect(canvas.minimap).toBeVisible();
    // It is drawn anew in the colours of the other scheme.
    await expect.poll(() => canvas.minimapInk()).not.toBe("none");
    const bright = await canvas.minimapInk();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(() => canvas.minimapInk()).not.toBe(bright);
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(() => canvas.minimapInk()).toBe(bright);
    await page.getByRole("button", { name: "Fold the minimap" }).click();
    await expect(canvas.minimap).toHaveCount(0);
  });

  await test.step("Esc in a field takes back what was typed, then selects nothing; what cannot be has no price", async () => {
    await design.press("ControlOrMeta+0");
    await canvas.settled();
    await design.node("web").click();
    const [count, total] = [design.field("Count"), design.tab(/^Cost/)];
    await count.press("ControlOrMeta+a");
    await page.keyboard.type("-5");
    await expect(design.node("web")).toContainText("×-5");
    await total.click();
    const notice = page.getByRole("alert").filter({ hasText: "Not the price of what is drawn" });
    await expect(notice).toContainText("web as one");
    // What a time costs and what each hour costs are never written alike.
    await expect(page.getByTestId("price-web")).toHaveText(/^≠ €[\d.,]+ for 1 day$/);
    await expect(total).toContainText(/≠ €[\d.,]+ an hour$/);
    await count.fill("7");
    await expect(notice).toHaveCount(0);
    await design.press("Escape");
    await expect(count).toHaveValue("-5");
    await expect(count).not.toBeFocused();
    const start = page.getByLabel("Starts; empty for now", { exact: true });
    await expect(start).toHaveAttribute("placeholder", "Starts now");
    await start.fill("2030-01-01T08:00");
    await start.press("Escape");
    await expect(start).toHaveValue("");
    // So it is with half a date, which is no value yet.
    await start.focus();
    await page.keyboard.type("12");
    await start.press("Escape");
    await expect(start).toHaveValue("");
    await page.getByRole("button", { name: "Undo change count" }).click();
    await expect(design.node("web")).not.toContainText("×");
    await expect(design.node("web")).toHaveAccessibleName(/, selected$/);
    await design.press("Escape");
    await expect(design.inspector.getByRole("heading", { name: "Design" })).toBeVisible();
  });

  await test.step("sizes, what is open, and dark stay over a reload", async () => {
    const [inspector, bottom] = ["Width of the inspector", "Height of the bottom panel"];
    await panels.divider(inspector).focus();
    for (const key of ["ArrowLeft", "ArrowLeft"]) await design.press(key);
    await panels.expectSize(inspector, 352);
    await panels.drag(bottom, { x: 0, y: -68 });
    await panels.expectSize(bottom, 300);
    const scheme = page.locator("html");
    await expect(scheme).toHaveAttribute("data-mantine-color-scheme", "light");
    await page.getByRole("button", { name: /^Change colour scheme/ }).click();
    await expect(scheme).toHaveAttribute("data-mantine-color-scheme", "dark");
    await expect
      .poll(() => panels.kept())
      .toMatchObject({
        colorScheme: "dark",
        panels: { "inspector.size": 352, "bottom.size": 300, "minimap.open": false },
      });
    await page.reload();
    await new StartPage(page).openExample("Search service");
    await panels.expectSize(inspector, 352);
    await panels.expectSize(bottom, 300);
    await expect(canvas.minimap).toHaveCount(0);
    await expect(scheme).toHaveAttribute("data-mantine-color-scheme", "dark");
  });
});

test("a running drawing says how each node is, only release asks, and without a daemon it is greyed with its time", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const canvas = new CanvasPage(design);
  const live = new LivePage(page);
  await new StartPage(page).openExample("Search service");
  await expect(design.connection).toHaveText("Lab connected");
  await live.openSendDialog();
  await expect(live.sendDialog.getByText("It fits")).toBeVisible();
  await live.send("Simulated lab");
  await expect(live.bar).toBeVisible();
  const status = design.node("web").getByTestId(/^status-/);
  await expect(status.getByRole("progressbar", { name: /^Progress: / })).toBeVisible();

  await test.step("colour, picture and word; the view keeps its place meanwhile", async () => {
    const { zoom } = await canvas.view();
    await design.press("-");
    await expect.poll(async () => (await canvas.view()).zoom).toBeLessThan(zoom);
    await canvas.settled();
    const view = await canvas.view();
    await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
    await expect(status).toHaveText(/Running|running/);
    await expect(status).toHaveAttribute("data-tone", "good");
    await expect(status.locator("svg")).toBeVisible();
    expect(await canvas.view()).toEqual(view);
  });

  await test.step("what is drawn meanwhile waits until it is applied, and can be undone", async () => {
    const count = await design.nodes.count();
    await design.select("web");
    await design.press("Delete");
    await expect(design.nodes).toHaveCount(count - 1);
    await expect(live.bar).toContainText(/not applied/);
    await design.press("ControlOrMeta+z");
    await expect(design.nodes).toHaveCount(count);
    await expect(live.bar).not.toContainText(/not applied/);
    await expect(status).toHaveText(/running/i);
  });

  await test.step("release asks, and lists what it hits", async () => {
    await live.bar.getByRole("button", { name: "Release" }).click();
    const asked = page.getByRole("dialog", { name: "Release Search service?" });
    await expect(asked.getByRole("listitem").filter({ hasText: /^web/ })).not.toHaveCount(0);
    expect(await findings(page)).toEqual([]);
    await confirm(asked, "Go on using it");
    await expect(live.bar).toContainText("Ready");
  });

  await test.step("a host dies: its node says that it does not run, and why", async () => {
    const host = await live.hostOf("web.1");
    const lab = new PoolPage(page);
    await lab.open();
    await lab.chooseFault("Dead host", host);
    await lab.leave();
    await expect(status).toHaveAttribute("data-tone", /^(bad|warning)$/, { timeout: 30_000 });
    await expect(status).toHaveAttribute("title", new RegExp(host));
  });

  await test.step("the daemon goes: what is known stays, greyed, with the time it was true", async () => {
    const known = (await status.textContent()) ?? "";
    await labwright.endDaemon();
    await expect(design.connection).toHaveText("Working offline");
    await expect(live.bar.getByRole("status")).toHaveText(/^As of \d/);
    await expect(status).toHaveAttribute("data-stale", "true");
    await expect(status).toHaveAttribute("title", /last known at \d/);
    await expect(status).toHaveText(known);
    await expect(live.bar.getByRole("button", { name: "Release" })).toBeDisabled();
    for (const name of ["Book…", "Send again"]) {
      const button = page.getByRole("button", { name });
      await expect(button).toBeDisabled();
      await expect(button).toHaveAttribute("title", /does not answer at the moment/);
    }
  });
});

const LAN = { kind: "subnet", cidr: "10.0.0.0/24" } as const;
const ONE = sketch("One", { lan: LAN, web: { kind: "machine" } }, ["web:nic lan:net"]);
const TWO = sketch("Two", { lan: LAN });

test("files dropped onto the window are tabs, one copies between them, and a locked one is safe", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const panels = new PanelsPage(design);
  await expect(new StartPage(page).heading).toBeVisible();
  await new FilesPage(page).drop([
    { name: "one.labwright.json", text: printDesign(ONE) },
    { name: "two.labwright.json", text: printDesign(TWO) },
  ]);
  await expect(panels.tab("Two")).toHaveAttribute("aria-current", "page");
  await expect(panels.tab("One")).toBeVisible();

  await test.step("from tab to tab by key, with what was copied", async () => {
    await design.press("Alt+PageUp");
    await expect(panels.tab("One")).toHaveAttribute("aria-current", "page");
    await expect(design.node("web")).toBeVisible();
    await design.press("ControlOrMeta+a");
    await design.press("ControlOrMeta+c");
    await design.press("Alt+PageDown");
    await expect(panels.tab("Two")).toHaveAttribute("aria-current", "page");
    await expect(design.node("web")).toHaveCount(0);
    await design.press("ControlOrMeta+v");
    await expect(design.node("web")).toBeVisible();
    await expect(design.links).toHaveCount(1);
  });

  await test.step("a long name is cut in its tab, and read whole in its title", async () => {
    await design.press("Escape");
    const long = "Two, as the import called it, of all that stands in the rooms under the roof";
    await design.fill("Design name", long);
    const tab = panels.tabs.locator("[aria-current=page]");
    await expect(tab).toHaveAttribute("title", new RegExp(`^${long}`));
    expect(await tab.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    await design.press("Escape");
    await design.press("ControlOrMeta+z");
    await expect(tab).toHaveAttribute("title", /^Two\n/);
    await design.node("web").click();
  });

  await test.step("locked, nothing changes it, until it is unlocked", async () => {
    await design.press("ControlOrMeta+Alt+l");
    await expect(panels.tabs.getByLabel("locked")).toBeVisible();
    await expect(page.getByRole("button", { name: "Place Machine", exact: true })).toBeDisabled();
    await expect(design.node("web")).toHaveAccessibleName(/, selected$/);
    await design.press("Delete");
    await design.press("ControlOrMeta+z");
    await expect(design.node("web")).toBeVisible();
    await expect(page.getByText("The drawing is locked")).toBeVisible();
    await page.getByRole("button", { name: "Unlock", exact: true }).click();
    await expect(page.getByText("The drawing is locked")).toHaveCount(0);
  });

  await test.step("what undo brings back is deleted without a question", async () => {
    await design.press("Delete");
    await expect(design.node("web")).toHaveCount(0);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await design.press("ControlOrMeta+z");
    await expect(design.node("web")).toBeVisible();
  });
});
