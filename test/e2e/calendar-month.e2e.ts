import { CalendarPage } from "./pages/calendar-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { firstMondayOfNextMonth, later } from "./support/days.ts";
import { expect, test } from "./support/test.ts";

test("in a month what takes days is a bar over all of them, one thing for the keyboard, moved by each of its pieces", async ({
  labwright,
}) => {
  const { page } = labwright;
  const calendar = new CalendarPage(page);
  const kept = calendar.entries("Kept");
  const further = calendar.further("Kept");
  const month = calendar.view("Month");
  const course = calendar.entries("Course");
  const monday = firstMondayOfNextMonth();
  const widthOf = async (piece = kept): Promise<number> => {
    const [inside, box] = [await month.boundingBox(), await piece.boundingBox()];
    return Math.round(((box?.width ?? 0) / (inside?.width ?? 1)) * 7);
  };
  await new StartPage(page).openExample("Small lab");
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");

  await test.step("one from Friday to Tuesday, and a night within", async () => {
    await calendar.openBookDialog();
    await calendar.fill("Name", "Kept");
    await calendar.fill("From", `${later(monday, 4)}T09:00`);
    await calendar.fill("To", `${later(monday, 8)}T17:00`);
    await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
    await calendar.book();
    await calendar.showDesign();
    await calendar.openBookDialog();
    await calendar.fill("Name", "Course");
    await calendar.fill("From", `${later(monday, 5)}T22:00`);
    await calendar.fill("To", `${later(monday, 6)}T06:00`);
    await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
    await calendar.book();
    await calendar.show("Month");
    await expect(kept).toHaveCount(1);
    await expect(further).toHaveCount(1);
    expect([await widthOf(), await widthOf(further), await widthOf(course)]).toEqual([3, 2, 1]);
    await expect(course).toHaveCount(1);
    await expect(page.getByRole("button", { name: /^Kept/ })).toHaveCount(1);
    expect(await findings(page)).toEqual([]);
  });

  await test.step("its second piece opens it, and the keyboard comes back to the first", async () => {
    await calendar.openEntry(further);
    await calendar.closeDrawer();
    await expect(kept).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await expect(course).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(kept).toBeFocused();
  });

  await test.step("by the arrows a day earlier, and its end two days later", async () => {
    await page.keyboard.press("m");
    await expect(calendar.moving).toBeVisible();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => widthOf()).toBe(4);
    expect(await widthOf(further)).toBe(1);
    await expect(kept).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(calendar.said(/^Moved to /)).toBeVisible();
    await expect(kept).toBeFocused();
    await page.keyboard.press("e");
    await expect(calendar.moving).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect(calendar.said(/^It now lasts /)).toBeVisible();
    await expect.poll(() => widthOf(further)).toBe(3);
  });

  await test.step("by hand: by its second piece three days earlier, by its end one day later", async () => {
    const day = ((await month.boundingBox())?.width ?? 0) / 7;
    await calendar.drag(further, { x: -3 * day, y: 0 });
    await expect(calendar.said(/^Moved to /).last()).toBeVisible();
    await expect(further).toHaveCount(0);
    await expect.poll(() => widthOf()).toBe(7);
    await calendar.dragRight(kept, day);
    await expect(calendar.said(/^It now lasts /).last()).toBeVisible();
    await expect.poll(() => widthOf(further)).toBe(1);
  });

  await test.step("what has no room is counted on each of its days", async () => {
    await calendar.showDesign();
    await calendar.openBookDialog();
    await calendar.fill("Name", "Many");
    await calendar.fill("From", `${later(monday, 9)}T10:00`);
    await calendar.fill("To", `${later(monday, 10)}T12:00`);
    await calendar.fill("Copies", "10");
    await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
    await calendar.book();
    const more = month.getByRole("button", { name: /more on/ });
    await expect(more).toHaveCount(2);
    // A look between a count that came and what is drawn of it sees nothing.
    await expect(calendar.entries("Many").nth(1)).toBeVisible();
    const drawn = await calendar.entries("Many").count();
    expect(drawn).toBeGreaterThan(1);
    const words = [9, 10].map((day) => `${10 - drawn} more on ${later(monday, day)}`);
    for (const [index, said] of words.entries())
      await expect(more.nth(index)).toHaveAccessibleName(`${said}: show all of that day`);
  });

  await test.step("in a window that has become larger there is room for all, also for what had none on its screen", async () => {
    const many = calendar.entries("Many");
    await page.setViewportSize({ width: 1440, height: 500 });
    await calendar.show("Timeline");
    await calendar.show("Month");
    await expect(many).not.toHaveCount(0);
    // Tab comes to what is booked, and not to the way to more of it, though that is written before.
    await expect(month.getByRole("button", { name: /more on/ })).not.toHaveCount(0);
    await expect(month.locator("[data-entry][tabindex='0']")).toHaveCount(1);
    expect(await page.evaluate(() => screen.height)).toBe(500);
    await page.setViewportSize({ width: 1440, height: 2000 });
    await expect(many).toHaveCount(10);
    await expect(month.getByRole("button", { name: /more on/ })).toHaveCount(0);
  });

  await test.step("a day's name leads to its week", async () => {
    const day = month.getByTitle("Show its week").nth(9);
    const name = (await day.textContent()) ?? "";
    await day.click();
    await expect(calendar.view("Week")).toContainText(name);
  });
});
