import type { Locator } from "@playwright/test";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { inventory } from "./support/inventory.ts";
import { expect, test } from "./support/test.ts";

// Ten thousand things are written down: that takes long on a busy machine.
test.describe.configure({ timeout: 240_000 });

test("ten thousand things are found, sorted, selected and changed", async ({ labwright }) => {
  const { page } = labwright;
  const lab = new PoolPage(page);
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  await lab.open();
  await lab.choose(inventory(400, 24), true);
  await expect(lab.dialog).toContainText("10,400 added", { timeout: 60_000 });
  await lab.take();
  await lab.show("Table");
  await expect(lab.grid).toHaveAttribute("aria-rowcount", "10001");
  // What is not seen is not drawn.
  const rows = lab.grid.getByRole("row");
  expect(await rows.count()).toBeLessThan(80);
  await lab.grid.focus();
  await page.keyboard.press("Control+End");
  const last = lab.grid.locator("[role=row][aria-rowindex='10001']");
  await expect(last).toHaveAttribute("aria-selected", "false");
  // It is read after all others, whichever element draws it.
  const order = await lab.grid.locator("[aria-owns]").getAttribute("aria-owns");
  expect(order?.split(" ").at(-1)).toBe(await last.getAttribute("id"));
  expect(await rows.count()).toBeLessThan(80);

  await page.getByRole("textbox", { name: "Search the lab" }).fill("R77-");
  await expect(lab.grid).toHaveAttribute("aria-rowcount", "25");
  await lab.grid.focus();
  // The head is one stop of the keyboard; the arrows walk along it.
  for (const key of ["Tab", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  const head = (name: string) => lab.grid.getByRole("columnheader", { name, exact: true });
  await expect(head("Sort")).toHaveAttribute("aria-sort", "ascending");
  for (const key of ["ArrowLeft", "Enter"]) await page.keyboard.press(key);
  await expect(head("Name")).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("ArrowDown");
  await expect(lab.grid).toBeFocused();
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
  await confirm(form, "Save");
  await expect(lab.grid.getByRole("row", { selected: true })).toContainText("Robotics");
  await expect(lab.panel).toContainText("0 of 64");

  // What stands nowhere is written down, seen and changed as well.
  await page.getByRole("button", { name: "Add…" }).click();
  await page.getByRole("menuitem", { name: "licence" }).click();
  const licence = page.getByRole("form", { name: "New licence" });
  await licence.getByRole("textbox", { name: "Product" }).fill("cad");
  await licence.getByRole("textbox", { name: "Seats" }).fill("2");
  await confirm(licence, "Add");
  await lab.show("Overview");
  // The keyboard goes to what is told of it, and back.
  const cad = page.getByRole("button", { name: "cad", exact: true });
  await cad.press("Enter");
  await expect(lab.panel).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(cad).toBeFocused();
  await cad.click();
  await lab.panel.getByRole("button", { name: "Change…" }).click();
  const seats = page.getByRole("form", { name: "Change licence" });
  await seats.getByRole("textbox", { name: "Seats" }).fill("5");
  await confirm(seats, "Save");
  await expect(page.getByRole("region", { name: "How much is held" })).toContainText("0 of 5");
  await page.getByRole("button", { name: "Change VLANs and addresses…" }).click();
  await lab.dialog.getByRole("textbox", { name: "VLANs" }).fill("100 - 99");
  await lab.dialog.getByRole("button", { name: "Save" }).click();
  await expect(lab.dialog).toContainText("the first before the last");
  await lab.dialog.getByRole("textbox", { name: "VLANs" }).fill("300\n100 - 250");
  await confirm(lab.dialog, "Save");
  await expect(page.getByRole("region", { name: "VLANs and outside addresses" })).toContainText(
    "100 – 250, 300",
  );
  await page
    .getByRole("region", { name: "How much is held" })
    .getByRole("button", { name: "VLANs", exact: true })
    .click();
  await expect(lab.panel.getByRole("heading", { name: "VLANs" })).toBeVisible();
  await expect(lab.panel).toContainText("Nobody, now or later.");

  // More than go out of use one by one: racks of which all is chosen are taken as one.
  await lab.show("Table");
  await page.getByRole("textbox", { name: "Search the lab" }).fill("");
  await expect(lab.grid).toHaveAttribute("aria-rowcount", "10001");
  await lab.grid.focus();
  await page.keyboard.press("Control+a");
  await expect(lab.panel.getByRole("heading", { name: "10000 things" })).toBeVisible();
  await expect(lab.panel).toContainText("Nobody, now or later.");
  await lab.act("Drain…");
  await expect(lab.dialog.getByRole("note")).toContainText(
    /as a whole: rack Berlin\/R\d+, .+ and 396 more\. Each is put back as a whole too/,
  );
  await expect(lab.dialog).toContainText("Nobody has anything of it then.");
  await lab.dialog.getByRole("textbox", { name: "Why" }).fill("Another building");
  await confirm(lab.dialog, "Drain");
  await expect(lab.panel).toContainText("10,000Draining");
  // One decision is one line, which opens to see each.
  await lab.show("Overview");
  await expect(lab.outOfUse.getByRole("listitem")).toHaveCount(1);
  await expect(lab.outOfUse).toContainText(
    /400 racks, 9,600 hosts and 400 switches: Another building · from .+ until it is put back/,
  );
  await lab.outOfUse.getByRole("button", { name: "Each of 400 racks" }).click();
  const each = (within: Locator): Locator =>
    within.getByRole("list", { name: "Each of 400 racks" }).getByRole("listitem");
  await expect(each(lab.outOfUse)).toHaveCount(400);
  await each(lab.outOfUse).getByRole("button", { name: "Berlin/R2", exact: true }).click();
  await expect(lab.panel.getByRole("heading", { name: "Rack Berlin/R2" })).toBeVisible();
  await lab.outOfUse.getByRole("button", { name: "End draining…: 400 racks" }).click();
  const ends = lab.dialog.getByRole("list", { name: "What ends" });
  await expect(ends.getByRole("listitem")).toHaveCount(1);
  await ends.getByRole("button", { name: "Each of 400 racks" }).click();
  await expect(each(ends)).toHaveCount(400);
  await confirm(lab.dialog, "End draining");
  await expect(lab.outOfUse).toContainText("Everything answers");
  await lab.show("History");
  // What one decision ended is one line there too, as what it began.
  const lines = lab.history.getByRole("listitem");
  await expect(lines.first()).toContainText(/^Draining of 400 racks has ended/);
  await page.getByRole("button", { name: "Show older" }).click();
  await expect(lines.filter({ hasText: /^Draining of 400 racks/ })).toHaveCount(2);
  await lines.first().getByRole("button", { name: "Each of 400 racks" }).click();
  await expect(each(lab.history)).toHaveCount(400);
});
