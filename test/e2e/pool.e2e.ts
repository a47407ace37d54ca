import { AxeBuilder } from "@axe-core/playwright";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { inventory } from "./support/inventory.ts";
import { expect, test } from "./support/test.ts";

// A whole lab is written down, looked at by axe and worked on: that takes long on a busy machine.
test.describe.configure({ timeout: 240_000 });

test("a lab admin imports a lab, drains a rack, sees who is affected, and puts it back", async ({
  labwright,
}) => {
  const { page } = labwright;
  const lab = new PoolPage(page);
  const live = new LivePage(page);
  const violations = async (): Promise<readonly string[]> => {
    const { violations: found } = await new AxeBuilder({ page }).analyze();
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
    );
  };
  // What is still being faded in is too faint for anybody.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  await lab.open();

  // A wrong row is told with its column, and keeps everything as it was.
  await lab.paste("name,cores\nbroken,many");
  await expect(lab.dialog).toContainText("line 2, cores");
  await expect(lab.dialog.getByRole("button", { name: "Import" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(lab.dialog).toBeHidden();

  await lab.choose(inventory(25, 20), false);
  await expect(lab.dialog).toContainText("550 added");
  await lab.take();
  await lab.show("Racks");
  await expect(lab.rack("R1").getByRole("button", { name: /Free$/ })).toHaveCount(21);
  expect(await violations()).toEqual([]);

  // Somebody is on it.
  await page.getByRole("radiogroup", { name: "View" }).getByText("Design").click();
  await new StartPage(page).openExample("Search service");
  await live.openSendDialog();
  await live.send("Simulated lab");
  await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
  await page
    .getByRole("button", { name: /^Show .+ in the lab$/ })
    .first()
    .click();
  await lab.panel.getByRole("definition").getByRole("button").click();
  await expect(lab.panel.getByRole("heading", { name: /^Rack / })).toBeVisible();
  const rack = (await lab.panel.getByRole("heading").first().textContent()) ?? "";

  await lab.act("Drain…");
  const affected = lab.dialog.getByRole("table", { name: "Affected environments" });
  await expect(affected.getByRole("row").nth(1)).toContainText("Search service");
  await expect(affected.getByRole("row").nth(1)).toContainText("Running");
  await lab.dialog.getByRole("textbox", { name: "Why" }).fill("New floor");
  await lab.dialog.getByRole("button", { name: "Drain" }).click();
  await expect(lab.dialog).toBeHidden();
  await expect(lab.panel).toContainText("Draining");
  await lab.show("Overview");
  const out = page.getByRole("region", { name: "Failing or out of use" });
  await expect(out).toContainText("New floor");
  expect(await violations()).toEqual([]);

  // To its drawing and back: the lab is as it was left.
  await lab.panel.getByRole("button", { name: "Search service" }).first().click();
  await expect(live.bar).toBeVisible();
  await lab.open();
  await lab.act("Put back to use…");
  await lab.dialog.getByRole("button", { name: "Put back to use" }).click();
  await expect(lab.dialog).toBeHidden();
  await expect(out).toContainText("Everything answers");

  await lab.show("Occupancy");
  expect(await violations()).toEqual([]);
  await lab.show("History");
  const history = page.getByRole("group", { name: "History of the lab" });
  await expect(history.getByRole("listitem").first()).toContainText(`${rack} was put back to use`);
});

test("ten thousand things are found, sorted, selected and changed", async ({ labwright }) => {
  const { page } = labwright;
  const lab = new PoolPage(page);
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  await lab.open();
  await lab.choose(inventory(400, 24), true);
  await expect(lab.dialog).toContainText("10400 added", { timeout: 60_000 });
  await lab.take();
  await lab.show("Table");
  await expect(lab.grid).toHaveAttribute("aria-rowcount", "10001");
  // What is not seen is not drawn.
  const rows = lab.grid.getByRole("row");
  expect(await rows.count()).toBeLessThan(80);
  await lab.grid.focus();
  await page.keyboard.press("Control+End");
  await expect(lab.grid.getByRole("row", { selected: false }).last()).toHaveAttribute(
    "aria-rowindex",
    "10001",
  );
  expect(await rows.count()).toBeLessThan(80);

  await page.getByRole("textbox", { name: "Search the lab" }).fill("R77-");
  await expect(lab.grid).toHaveAttribute("aria-rowcount", "25");
  await lab.grid.focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(lab.panel.getByRole("heading", { name: "2 things" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(lab.panel.getByRole("heading", { name: "Host R77-2" })).toBeVisible();
  await lab.panel.getByRole("button", { name: "Change…" }).click();
  const form = page.getByRole("form", { name: "Change host" });
  await form.getByRole("textbox", { name: "Cores" }).fill("many");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByRole("textbox", { name: "Cores" })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await form.getByRole("textbox", { name: "Cores" }).fill("64");
  await form.getByRole("textbox", { name: "Owner" }).fill("Robotics");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toBeHidden();
  await expect(lab.grid.getByRole("row", { selected: true })).toContainText("Robotics");
  await expect(lab.panel).toContainText("0 of 64");
});
