import { CalendarPage } from "./pages/calendar-page.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { later, nextMonday } from "./support/days.ts";
import { inventory } from "./support/inventory.ts";
import { expect, test } from "./support/test.ts";

// A whole lab is written down, booked and looked at by axe: that takes long on a busy machine.
test.describe.configure({ timeout: 240_000 });

test("a lab admin imports 500 hosts, drains a rack and sees who is affected; example 3 is booked every weekday morning for a month beside two others", async ({
  labwright,
}) => {
  const { page } = labwright;
  const start = new StartPage(page);
  const lab = new PoolPage(page);
  const live = new LivePage(page);
  const calendar = new CalendarPage(page);
  const monday = nextMonday();
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");

  await test.step("a lab of 500 hosts comes from a CSV file; a wrong row is told and changes nothing", async () => {
    await lab.open();
    await lab.paste("name,cores\nbroken,many");
    await expect(lab.dialog).toContainText("line 2, cores");
    await expect(lab.dialog.getByRole("button", { name: "Import" })).toBeDisabled();
    await page.keyboard.press("Escape");
    await expect(lab.dialog).toBeHidden();
    await lab.choose(inventory(25, 20), false);
    await expect(lab.dialog).toContainText("550 added");
    await lab.take();
    await lab.show("Racks");
    await expect(lab.rack("Berlin/R1").getByRole("button", { name: /Free$/ })).toHaveCount(21);
    // One is as all are; axe looks at each of its things.
    expect(await findings(page, "[aria-label='Rack Berlin/R1']")).toEqual([]);
  });

  await test.step("what is plugged into what is found, and leads to its host", async () => {
    await lab.show("Cabling");
    await expect(page.getByRole("status").filter({ hasText: "connections" })).toHaveText(
      "542 connections",
    );
    await page.getByRole("textbox", { name: "Search cables" }).fill("r7-12");
    const cables = page.getByRole("grid", { name: "Cables" });
    await expect(cables.getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("status").filter({ hasText: "connection" })).toHaveText(
      "1 connection",
    );
    const cable = cables.getByRole("row").nth(1);
    await expect(cable).toContainText("R7-12leaf-R725 Gb/s0 Mb/s (0 %)");
    expect(await findings(page)).toEqual([]);
    await cable.click();
    await expect(lab.panel.getByRole("heading", { name: "R7-12" })).toBeVisible();
  });

  await test.step("the first other runs now", async () => {
    await lab.leave();
    await start.openExample("Search service");
    await live.openSendDialog();
    await live.send("Simulated lab");
    await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
  });

  await test.step("the second other has the same mornings", async () => {
    await calendar.openBookDialog();
    await calendar.fill("Name", "Course");
    await calendar.chooseMornings(monday, later(monday, 27));
    await expect(calendar.bookDialog.getByText("All 20 times fit")).toBeVisible();
    await calendar.book();
    await expect(calendar.entries("Course")).toHaveCount(5);
  });

  const rack =
    await test.step("from its canvas to the host, back and again; the rack is drained: who is affected is shown before", async () => {
      const showInLab = page.getByRole("button", { name: /^Show .+ in the lab$/ }).first();
      await lab.leave();
      await showInLab.click();
      await lab.onIt.getByRole("button", { name: "Search service" }).click();
      await expect(live.bar).toContainText("Ready");
      await showInLab.click();
      await lab.panel.getByRole("definition").getByRole("button").click();
      await expect(lab.panel.getByRole("heading", { name: /^Rack / })).toBeVisible();
      const name = (await lab.panel.getByRole("heading").first().textContent()) ?? "";
      await lab.act("Drain…");
      const affected = lab.dialog.getByRole("table", { name: "Affected environments" });
      await expect(affected.getByRole("row").nth(1)).toContainText("Search service");
      await expect(affected.getByRole("row").nth(1)).toContainText("Running");
      await lab.dialog.getByRole("textbox", { name: "Why" }).fill("New floor");
      await confirm(lab.dialog, "Drain");
      await expect(lab.panel).toContainText("Draining");
      await lab.show("Overview");
      await expect(lab.outOfUse).toContainText("New floor");
      expect(await findings(page)).toEqual([]);
      await live.showEnvironments();
      await expect(live.environment("Search service")).toContainText("Draining of ");
      expect(await findings(page)).toEqual([]);
      // Whoever runs there may move off it, and is shown first what goes with it.
      await live.openEnvironment("Search service");
      await live.bar.getByRole("button", { name: "Move…" }).click();
      await expect(live.moveDialog.getByRole("list")).toContainText(
        /anew, losing its disk of .+: host /,
      );
      await live.moveDialog.getByRole("button", { name: "Cancel" }).click();
      await lab.open();
      return name;
    });

  await test.step("example 3 is booked every weekday morning for a month beside the two", async () => {
    await lab.leave();
    await start.open();
    await expect(start.examples.nth(2)).toContainText("Web-site simulator");
    await start.openExample("Web-site simulator");
    await calendar.openBookDialog();
    await calendar.chooseMornings(monday, later(monday, 27));
    await expect(calendar.bookDialog.getByText("All 20 times fit")).toBeVisible();
    await calendar.book();
    await expect(calendar.entries("Web-site simulator")).toHaveCount(5);
    await expect(calendar.entries("Course")).toHaveCount(5);
    expect(await findings(page)).toEqual([]);
    await calendar.show("Month");
    await expect(calendar.entries("Web-site simulator").first()).toBeVisible();
    await calendar.openEntry(calendar.entries("Web-site simulator").first());
    await expect(calendar.drawer).toContainText("216, with");
    await expect(calendar.drawer).toContainText("of 20");
    await calendar.closeDrawer();
    // Nothing is booked on what is emptied, and the timeline says why.
    await calendar.show("Timeline");
    await page.getByRole("button", { name: "Today", exact: true }).click();
    await expect(
      page.getByRole("img", { name: /^Draining from .+: New floor\.$/ }).first(),
    ).toBeVisible();
  });

  await test.step("the rack is put back to use, and the lab remembers it", async () => {
    await lab.open();
    await lab.act("End draining…");
    await confirm(lab.dialog, "End draining");
    await expect(lab.outOfUse).toContainText("Everything answers");
    // Who is on hundreds of things is told of all of them.
    await lab.show("Table");
    await lab.grid.focus();
    await page.keyboard.press("Control+a");
    await expect(lab.panel.getByRole("heading", { name: /^[5-9]\d\d things$/ })).toBeVisible();
    await expect(lab.onIt.getByRole("button", { name: "Search service" })).toBeVisible();
    await lab.show("Occupancy");
    expect(await findings(page)).toEqual([]);
    await lab.show("History");
    await expect(lab.history.getByRole("listitem").first()).toContainText(
      `Draining of ${rack.replace("Rack", "rack")} has ended`,
    );
  });
});
