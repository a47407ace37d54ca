import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test("axe finds nothing in the window, light or dark", async ({ labwright }) => {
  const { page } = labwright;
  const start = new StartPage(page);
  const design = new DesignPage(page);
  await expect(start.heading).toBeVisible();
  await expect(design.connection).toHaveText("Lab connected");
  expect(await findings(page)).toEqual([]);

  await start.openExample("Search service");
  // A fresh machine has problems: badges, messages and quick fixes are looked at too.
  await design.place("Machine", 0.15, 0.85);
  await expect(design.problems).not.toHaveCount(0);
  expect(await findings(page)).toEqual([]);

  for (const panel of [/^Cost/, /^Outline/, /^Fits/]) {
    await design.tab(panel).click();
    expect(await findings(page, "[role=tabpanel]")).toEqual([]);
  }
  await page.getByRole("button", { name: "Canvas or table" }).click();
  await expect(page.getByRole("grid", { name: "Nodes" })).toBeVisible();
  expect(await findings(page, "[aria-label=Table]")).toEqual([]);

  for (const key of ["ControlOrMeta+k", "?"]) {
    await design.press(key);
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await findings(page, "[role=dialog]")).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  const live = new LivePage(page);
  await live.openSendDialog();
  await expect(live.sendDialog).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await page.keyboard.press("Escape");
  await live.showEnvironments();
  expect(await findings(page)).toEqual([]);
});
