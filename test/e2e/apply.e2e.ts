import { ApplyPage } from "./pages/apply-page.ts";
import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

test("a running environment's design is changed, undone and redone, and the change is planned and applied", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const live = new LivePage(page);
  const apply = new ApplyPage(page);
  await new StartPage(page).openExample("Small lab");
  await expect(design.connection).toHaveText("Lab connected");
  await live.openSendDialog();
  await expect(live.sendDialog.getByText("It fits")).toBeVisible();
  await live.send("Simulated lab");
  await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
  await expect(apply.pending).toHaveCount(0);

  // One machine more; undo and redo know of it
  const before = await design.nodes.count();
  await design.select("lab-a2");
  await expect(design.inspector.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(
    "lab-a2",
  );
  await page.keyboard.press("Control+d");
  await expect(design.nodes).toHaveCount(before + 1);
  await expect(apply.pending).toHaveText("1 change not applied");
  // Whatever else stands beside it, the name is read in whole.
  const name = live.bar.getByText("Small lab");
  expect(await name.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true);
  // In a small window, too, nothing of the bar lies over the panels.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1100, height: 800 });
  const release = live.bar.getByRole("button", { name: "Release" });
  const [bar, button] = [await live.bar.boundingBox(), await release.boundingBox()];
  const right = (box: typeof bar): number => (box?.x ?? 0) + (box?.width ?? 0);
  expect(right(button)).toBeLessThanOrEqual(right(bar));
  if (size !== null) await page.setViewportSize(size);
  await page.keyboard.press("Control+z");
  await expect(apply.pending).toHaveCount(0);
  await page.keyboard.press("Control+Shift+z");
  await expect(apply.pending).toBeVisible();

  // The plan, and the price that follows
  await apply.open();
  await expect(apply.plan.filter({ hasText: /^Add machine lab-a2-2: / })).toHaveCount(1);
  const [now, then] = await Promise.all([
    apply.price("An hour").nth(1).textContent(),
    apply.price("An hour").nth(2).textContent(),
  ]);
  expect(amount(then)).toBeGreaterThan(amount(now));
  await apply.apply();

  // The same canvas shows it come up beside what went on running
  await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
  await expect(design.node("lab-a2-2")).toContainText("Running");
  await expect(apply.pending).toHaveCount(0);

  // Parked it costs less, and runs again where its disk is
  const park = async (): Promise<void> => {
    await design.node("lab-a2-2").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Park or resume" }).click();
    await apply.open();
  };
  const hours = () =>
    Promise.all([1, 2].map((cell) => apply.price("An hour").nth(cell).textContent()));
  await park();
  await expect(apply.plan.filter({ hasText: /lab-a2-2: power on → off, disk kept/ })).toHaveCount(
    1,
  );
  const [running, parked] = await hours();
  expect(amount(parked ?? "")).toBeLessThan(amount(running ?? ""));
  await apply.apply();
  await expect(design.node("lab-a2-2")).toContainText("Parked", { timeout: 60_000 });
  await expect(live.bar).toContainText("Ready");
  await expect(apply.pending).toHaveCount(0);
  await park();
  await expect.poll(async () => (await hours()).join()).toBe([parked, running].join());
  await apply.apply();
  await expect(design.node("lab-a2-2")).toContainText("Running", { timeout: 60_000 });
});

function amount(text: string | null): number {
  return Number((text ?? "").replaceAll(/[^\d.]/g, ""));
}
