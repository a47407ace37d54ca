import { AxeBuilder } from "@axe-core/playwright";
import { CalendarPage } from "./pages/calendar-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { later, nextMonday } from "./support/days.ts";
import { expect, test } from "./support/test.ts";

const HOUR_PIXELS = 44;

test("a design is booked every weekday morning beside two others, moved by hand and by key, and cancelled", async ({
  labwright,
}) => {
  const { page } = labwright;
  const calendar = new CalendarPage(page);
  await new StartPage(page).openExample("Web-site simulator");
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  const monday = nextMonday();

  // All mornings of a month
  await calendar.openBookDialog();
  await calendar.choose("Repeated");
  await calendar.fill("First day", monday);
  await calendar.fill("Last day", later(monday, 27));
  await expect(calendar.bookDialog.getByText("All 20 times fit")).toBeVisible();
  await calendar.book();
  const mornings = calendar.entries("Web-site simulator");
  await expect(mornings).toHaveCount(5);

  // Another beside them, for a whole day; its copies leave no room
  await page.getByRole("radiogroup", { name: "View" }).getByText("Design").click();
  await calendar.openBookDialog();
  await calendar.fill("Name", "Load test");
  await calendar.fill("From", `${later(monday, 1)}T12:00`);
  await calendar.fill("To", `${later(monday, 1)}T16:00`);
  await calendar.fill("Copies", "60");
  await expect(calendar.bookDialog.getByText("It does not fit then")).toBeVisible();
  await calendar.fill("Copies", "1");
  await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
  await calendar.book();
  await expect(calendar.entries("Load test")).toHaveCount(1);

  // And one more, while one of the mornings lasts
  await page.getByRole("radiogroup", { name: "View" }).getByText("Design").click();
  await calendar.openBookDialog();
  await calendar.fill("Name", "Rehearsal");
  await calendar.fill("From", `${later(monday, 2)}T10:00`);
  await calendar.fill("To", `${later(monday, 2)}T13:00`);
  await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
  await calendar.book();
  await expect(calendar.entries("Rehearsal")).toHaveCount(1);
  await expect(mornings).toHaveCount(5);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  // By hand: Monday's two hours later
  await calendar.drag(mornings.first(), { x: 0, y: 2 * HOUR_PIXELS });
  await expect(page.getByText(/^Moved to .*11:00–13:00/)).toBeVisible();
  await expect(mornings.first()).toHaveAccessibleName(/11:00–13:00/);

  // By key: Friday's one hour later
  await mornings.last().focus();
  await page.keyboard.press("m");
  await expect(calendar.moving).toBeVisible();
  await page.keyboard.press("Shift+ArrowDown");
  await expect(calendar.moving).toContainText("10:00–12:00");
  await page.keyboard.press("Enter");
  await expect(mornings.last()).toHaveAccessibleName(/10:00–12:00/);

  // The rest is cancelled
  await mornings.first().click();
  await calendar.drawer.getByRole("button", { name: "Cancel it" }).click();
  await page.getByRole("menuitem", { name: "The whole series" }).click();
  await page.getByRole("button", { name: "Cancel the reservation" }).click();
  await expect(mornings).toHaveCount(0);
  await expect(calendar.entries("Load test")).toHaveCount(1);
});
