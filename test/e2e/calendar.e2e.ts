import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CalendarPage } from "./pages/calendar-page.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { later, nextMonday } from "./support/days.ts";
import { expect, test } from "./support/test.ts";

const HOUR_PIXELS = 44;

test("what is booked is moved, made longer, refused with a way out, cancelled, and read by calendar programs", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const calendar = new CalendarPage(page);
  const mornings = calendar.entries("Web-site simulator");
  const load = calendar.entries("Load test");
  const monday = nextMonday();
  await new StartPage(page).openExample("Web-site simulator");
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");

  await test.step("mornings of a week, and one beside them in as many copies as there is room for", async () => {
    await calendar.bookMornings(monday);
    await calendar.fill("Name", "Load test");
    await calendar.takeFreeTime("Earliest");
    await calendar.takeFreeTime("Cheapest");
    await calendar.fill("From", `${later(monday, 1)}T14:00`);
    await calendar.fill("To", `${later(monday, 1)}T16:00`);
    await calendar.fill("Copies", "5");
    // More than the lab ever holds: there is nothing to wait for, but fewer would fit.
    await expect(calendar.bookDialog.getByText("It never fits")).toBeVisible();
    await expect(calendar.bookDialog.getByRole("button", { name: /^Queue/ })).toHaveCount(0);
    await calendar.bookDialog.getByRole("button", { name: "Take 4 copies" }).click();
    await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
    // Enter in a field that has a list is for the list.
    await calendar.bookDialog.getByRole("combobox", { name: "Lab" }).press("Enter");
    await expect(calendar.bookDialog).toBeVisible();
    await page.keyboard.press("Escape");
    await calendar.bookDialog.getByLabel("Copies").press("Enter");
    await expect(calendar.bookDialog).toBeHidden();
    await expect(load).not.toHaveCount(0);
    await expect(mornings).toHaveCount(5);
  });

  await test.step("by hand: Monday's two hours later, Wednesday's an hour longer", async () => {
    await calendar.drag(mornings.first(), { x: 0, y: 2 * HOUR_PIXELS });
    await expect(calendar.said(/^Moved to .*11:00–13:00/)).toBeVisible();
    await expect(mornings.first()).toHaveAccessibleName(/11:00–13:00/);
    await calendar.dragEnd(mornings.nth(2), HOUR_PIXELS);
    await expect(calendar.said(/It now lasts .*09:00–12:00/)).toBeVisible();
    await expect(mornings.nth(2)).toHaveAccessibleName(/09:00–12:00/);
  });

  await test.step("by key: Friday's one hour later; by button: Wednesday's one more", async () => {
    await mornings.last().focus();
    await page.keyboard.press("m");
    await expect(calendar.moving).toBeVisible();
    await page.keyboard.press("Shift+ArrowDown");
    await expect(calendar.moving).toContainText(/10:00–12:00 · it fits · /);
    await page.keyboard.press("Enter");
    await expect(mornings.last()).toHaveAccessibleName(/10:00–12:00/);
    await calendar.openEntry(mornings.nth(2));
    await calendar.drawer.getByRole("button", { name: "One hour more" }).click();
    await expect(calendar.drawer).toContainText("09:00–13:00");
    // Escape leaves the dialog alone, not what it came from.
    const again = calendar.drawer.getByRole("button", { name: "Book again…" });
    await again.press("Enter");
    await calendar.bookDialog.getByRole("textbox", { name: "Name" }).press("Escape");
    await expect(calendar.bookDialog).toBeHidden();
    await expect(again).toBeFocused();
    await calendar.closeDrawer();
  });

  await test.step("where there is no room it says who is in the way, before and after, and offers another time", async () => {
    await mornings.nth(1).focus();
    await page.keyboard.press("m");
    await expect(calendar.moving).toBeVisible();
    for (const _ of Array.from({ length: 5 })) await page.keyboard.press("Shift+ArrowDown");
    await expect(calendar.moving).toContainText(/it does not fit; in the way: Load test/);
    await expect(page.locator("[data-in-the-way]").filter({ hasText: "Load test" })).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(page.locator("[data-in-the-way]")).toHaveCount(0);
    await calendar.drag(mornings.nth(1), { x: 0, y: 5 * HOUR_PIXELS });
    const inTheWay = calendar.refusedDialog.getByRole("list", { name: "In the way" });
    await expect(inTheWay).toContainText("Load test");
    await expect(calendar.refusedDialog).toContainText("Take another time");
    await confirm(calendar.refusedDialog, /^Move to /);
    await expect(calendar.said(/^Moved to /).last()).toBeVisible();
  });

  await test.step("calendar programs read it: a file, and a secret address that can be renewed", async () => {
    const file = await labwright.saveTo(join(folder, "lab.ics"), () =>
      calendar.fileMenu("Download .ics"),
    );
    expect(await readFile(file, "utf8")).toMatch(/SUMMARY:Load test[^]+LOCATION:Simulated lab/);
    await calendar.fileMenu("Subscribe…");
    const first = await calendar.subscribe();
    expect(await (await page.request.get(first)).text()).toMatch(/SUMMARY:Load test/);
    const second = await calendar.subscribe();
    expect((await page.request.get(first)).status()).toBe(401);
    expect((await page.request.get(second)).status()).toBe(200);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Calendar file" })).toBeFocused();
  });

  await test.step("the rest is cancelled: one of a series, then the whole of it", async () => {
    await calendar.openEntry(mornings.first());
    await calendar.cancel("Only this one");
    await expect(mornings).toHaveCount(4);
    await calendar.openEntry(mornings.first());
    await calendar.cancel("The whole series");
    await expect(mornings).toHaveCount(0);
    await expect(load).not.toHaveCount(0);
  });

  await test.step("a time that is dragged over is booked for the design that is open, at whichever end one begins", async () => {
    await calendar.pickTime([4, 15], [4, 13]);
    await expect(calendar.field("From")).toHaveValue(`${later(monday, 4)} 13:00`);
    await expect(calendar.field("To")).toHaveValue(`${later(monday, 4)} 15:00`);
    await expect(calendar.bookDialog.getByText("It fits")).toBeVisible();
    await calendar.book();
    await expect(mornings).toHaveCount(1);
    await expect(mornings).toHaveAccessibleName(/13:00–15:00/);
  });

  await test.step("with no daemon, also what was not looked at is there, as of a stated time", async () => {
    await labwright.endDaemon();
    await expect(new DesignPage(page).connection).toHaveText("Working offline");
    for (const view of ["Month", "Timeline"] as const) {
      await calendar.show(view);
      await expect(page.getByText(/^As last known, .+/)).toBeVisible();
      await expect(page.locator("[data-entry]")).not.toHaveCount(0);
    }
  });
});

test("two take turns, a lab admin approves, refuses and takes back", async ({ labwright }) => {
  const { page } = labwright;
  const calendar = new CalendarPage(page);
  const course = calendar.entries("Course");
  const booked = course.and(page.locator("[data-state=booked]"));
  const monday = nextMonday();
  await new StartPage(page).openExample("Small lab");
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");

  await test.step("who asks for more than one machine is asked about", async () => {
    await calendar.open();
    await calendar.show("Waiting");
    await calendar.askAbove(1);
    await calendar.showDesign();
    await calendar.openBookDialog();
    await calendar.fill("Name", "Course");
    await calendar.fill("From", `${later(monday, 2)}T14:00`);
    await calendar.fill("To", `${later(monday, 2)}T18:00`);
    await calendar.openFields("Environments");
    await calendar.bookDialog.getByRole("radio", { name: "By office hours" }).check();
    await calendar.fill("Office closes", "16:00");
    const times = calendar.bookDialog.getByRole("listitem");
    await expect(times).toHaveText([/14:00–16:00/, /16:00–18:00/]);
    await calendar.bookDialog.getByRole("radio", { name: "Taking turns" }).check();
    await expect(calendar.bookDialog.getByText("All 2 times fit")).toBeVisible();
    await expect(calendar.bookDialog.getByText("A lab admin has to approve it")).toBeVisible();
    await calendar.book();
    await expect(course).toHaveCount(2);
    await calendar.show("Waiting");
    await page.getByRole("button", { name: "Approve Course" }).click();
    await expect(calendar.said("Course is approved.")).toBeVisible();
    await expect(page.getByText(/^Nothing waits\./)).toBeVisible();
  });

  await test.step("the same is booked again, and refused with a reason", async () => {
    await calendar.show("Week");
    await calendar.openEntry(course.first());
    await calendar.drawer.getByRole("button", { name: "Book again…" }).click();
    await calendar.fill("Name", "Second");
    await expect(calendar.bookDialog.getByText("All 2 times fit")).toBeVisible();
    await calendar.book();
    await expect(calendar.drawer).toBeHidden();
    await calendar.show("Waiting");
    await page.getByRole("textbox", { name: "Why, for Second" }).fill("One is enough");
    await page.getByRole("button", { name: "Refuse Second" }).click();
    await expect(calendar.said("Second is refused.")).toBeVisible();
    await calendar.show("Week");
    await expect(course).toHaveCount(2);
    // It is remembered where it would have been.
    await expect(calendar.entries("Second").first()).toHaveAttribute("data-state", "refused");
  });

  await test.step("the lab takes one turn back", async () => {
    await calendar.openEntry(booked.first());
    await calendar.drawer.getByRole("textbox", { name: "Why" }).fill("A host must be mended");
    await calendar.takeBack();
    await expect(calendar.said(/is taken back/)).toBeVisible();
    await expect(booked).toHaveCount(1);
    // When and why is told in full, and at its bar.
    const when = /Off since .+ The lab needs its machines back\. A host must be mended/;
    await expect(calendar.drawer).toContainText(when);
    const back = course.and(page.locator("[data-state=pulled-back]"));
    await expect(back).toHaveAttribute("title", when);
    await calendar.closeDrawer();
  });

  await test.step("a time is picked on the timeline, too", async () => {
    await calendar.show("Timeline");
    await calendar.pickOnTimeline([5, 10], [6, 12]);
    await expect(calendar.field("From")).toHaveValue(new RegExp(`^${later(monday, 5)} `));
    await expect(calendar.field("To")).toHaveValue(new RegExp(`^${later(monday, 6)} `));
    await page.keyboard.press("Escape");
    await expect(calendar.bookDialog).toBeHidden();
    await calendar.show("Week");
  });

  await test.step("a daemon that hangs is said to be away; one goes on drawing, and what it did not take is done again", async () => {
    const { connection } = new DesignPage(page);
    await calendar.openEntry(booked.first());
    // Its patience is a matter of seconds, which need not pass.
    await page.clock.install();
    const goOn = await labwright.hangDaemon();
    await calendar.drawer.getByRole("button", { name: "One hour more" }).click();
    await expect(async () => {
      await page.clock.fastForward(5000);
      await expect(connection).toHaveText("Working offline", { timeout: 500 });
    }).toPass();
    await expect(calendar.refusedDialog).toContainText("may have been moved");
    await confirm(calendar.refusedDialog, "Leave it");
    await calendar.closeDrawer();
    await calendar.showDesign();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+d");
    await expect(page.getByRole("button", { name: /^Undo duplicate/ })).toBeVisible();
    goOn();
    await expect(connection).toHaveText("Lab connected");
    await calendar.open();
    await calendar.openEntry(booked.first());
    await calendar.drawer.getByRole("button", { name: "One hour more" }).click();
    await expect(calendar.said(/It now lasts/).last()).toBeVisible();
    await calendar.closeDrawer();
  });
});
