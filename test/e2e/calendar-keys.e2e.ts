import { CalendarPage } from "./pages/calendar-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { PoolPage } from "./pages/pool-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { later, nextMonday } from "./support/days.ts";
import { inventory } from "./support/inventory.ts";
import { openAsStranger } from "./support/signed-in.ts";
import { expect, test } from "./support/test.ts";

test("by the keyboard alone one goes from one booking to the next, in a week and in the timeline", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const calendar = new CalendarPage(page);
  const mornings = calendar.entries("Web-site simulator");
  const course = calendar.entries("Course");
  const monday = nextMonday();
  await new StartPage(page).openExample("Web-site simulator");
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");

  await test.step("mornings of a week, and four copies of a course on Tuesday afternoon", async () => {
    await calendar.bookMornings(monday);
    await calendar.fill("Name", "Course");
    await calendar.fill("From", `${later(monday, 1)}T14:00`);
    await calendar.fill("To", `${later(monday, 1)}T16:00`);
    await calendar.fill("Copies", "4");
    await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
    await calendar.book();
    await expect(course).not.toHaveCount(0);
  });

  await test.step("in a week up and down in time, left and right by days; Tab leaves it, and comes back to where one was", async () => {
    const week = calendar.view("Week");
    await mornings.first().focus();
    await page.keyboard.press("ArrowRight");
    await expect(mornings.nth(1)).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(course.first()).toBeFocused();
    await page.keyboard.press("End");
    await expect(course.last()).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(mornings.nth(2)).toBeFocused();
    await page.keyboard.press("Control+Home");
    await expect(mornings.first()).toBeFocused();
    await page.keyboard.press("Control+End");
    await expect(mornings.last()).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(week.locator(":focus")).toHaveCount(0);
    await page.keyboard.press("Shift+Tab");
    await expect(mornings.last()).toBeFocused();
    await page.keyboard.press("Enter");
    await calendar.closeDrawer();
    await expect(mornings.last()).toBeFocused();
  });

  await test.step("in the timeline left and right in time, up and down by rows", async () => {
    await calendar.show("Timeline");
    const timeline = calendar.view("Timeline");
    const rows = timeline.getByRole("group").filter({ has: page.locator("[data-entry]") });
    await expect(rows).not.toHaveCount(0);
    await rows.first().locator("[data-entry]").first().focus();
    await page.keyboard.press("Home");
    const first = await timeline.locator(":focus").getAttribute("aria-label");
    await page.keyboard.press("ArrowRight");
    await expect(rows.first().locator(":focus")).not.toHaveAccessibleName(first ?? "");
    await page.keyboard.press("ArrowDown");
    await expect(rows.nth(1).locator(":focus")).toHaveCount(1);
    await page.keyboard.press("ArrowUp");
    await expect(rows.first().locator(":focus")).toHaveCount(1);
    const begin = await rows.first().getAttribute("aria-label");
    // It is so long that its end is drawn only there.
    await page.keyboard.press("Control+End");
    await expect(rows.last().locator(":focus")).toBeInViewport();
    await expect(rows.last()).not.toHaveAccessibleName(begin ?? "");
    await page.keyboard.press("Control+Home");
    await expect(rows.first().locator(":focus")).toHaveAccessibleName(first ?? "");
    await expect(rows.first()).toHaveAccessibleName(begin ?? "");
    // Beyond the first there is nothing, and it stays.
    await page.keyboard.press("ArrowUp");
    await expect(rows.first().locator(":focus")).toHaveAccessibleName(first ?? "");
  });

  await test.step("what others have, of which one may know no more, is gone to as well", async () => {
    const stranger = await openAsStranger(labwright, folder);
    const { keyboard } = stranger;
    const theirs = new CalendarPage(stranger);
    const { held } = theirs;
    const here = theirs.view("Timeline").locator(":focus");
    await theirs.open();
    await theirs.show("Timeline");
    await stranger.getByRole("button", { name: "After" }).click();
    await expect(held).not.toHaveCount(0);
    expect(await findings(stranger, "[aria-label=Timeline]")).toEqual([]);
    await theirs.view("Timeline").focus();
    await keyboard.press("ArrowRight");
    await expect(here).toHaveAccessibleName(/^Held, Mon .*, Booked$/);
    const row = held.and(here).locator("xpath=../..");
    const name = (await row.getAttribute("aria-label")) ?? "";
    await keyboard.press("ArrowRight");
    await expect(here).toHaveAccessibleName(/^Held, Tue /);
    await keyboard.press("Tab");
    await expect(here).toHaveCount(0);
    await keyboard.press("Shift+Tab");
    await expect(here).toHaveAccessibleName(/^Held, Tue /);
    await keyboard.press("ArrowDown");
    await expect(here).toHaveAccessibleName(/^Held, Tue /);
    await expect(here.locator("xpath=../..")).not.toHaveAccessibleName(name);
    await keyboard.press("Home");
    await expect(here).toHaveAccessibleName(/^Held, Mon /);
    await stranger.close();
  });

  await test.step("where there is nothing for very long, it goes to the last that there is, or stays", async () => {
    const lab = new PoolPage(page);
    await lab.open();
    await lab.choose(inventory(40, 30), false);
    await lab.take();
    await calendar.open();
    const timeline = calendar.view("Timeline");
    const rows = timeline.getByRole("group").filter({ has: page.locator("[data-entry]") });
    await expect(rows).not.toHaveCount(0);
    await rows.first().locator("[data-entry]").first().focus();
    await page.keyboard.press("Control+End");
    await expect(rows.last().locator(":focus")).toBeInViewport();
    await page.keyboard.press("ArrowDown");
    await expect(rows.last().locator(":focus")).toBeInViewport();
  });

  await test.step("what is moved by the arrows is moved, and nothing else is gone to", async () => {
    await calendar.show("Week");
    await mornings.last().focus();
    await page.keyboard.press("m");
    await expect(calendar.moving).toBeVisible();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    await expect(calendar.moving).toContainText(/08:45–10:45/);
    await page.keyboard.press("Escape");
    await expect(calendar.moving).toBeHidden();
    await expect(mornings.last()).toBeFocused();
  });

  await test.step("all of it stands on the sheet of keys", async () => {
    await page.keyboard.press("?");
    const keys = page.getByRole("region", { name: "Calendar" });
    await expect(keys).toContainText("Week, month: earlier or later, another day");
  });
});
