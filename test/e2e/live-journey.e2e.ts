import { DesignPage } from "./pages/design-page.ts";
import { LivePage } from "./pages/live-page.ts";
import { MoneyPage } from "./pages/money-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test("sends an example to the simulated lab, watches it, uses a console, releases it", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const live = new LivePage(page);
  await new StartPage(page).openExample("Search service");
  await expect(design.connection).toHaveText("Lab connected");

  // Plan and price
  await live.openSendDialog();
  const plan = live.sendDialog.getByRole("table", { name: "What will be made" });
  await expect(plan.getByRole("row").filter({ hasText: "web" })).toHaveCount(1);
  await expect(live.sendDialog.getByText("It fits")).toBeVisible();
  await expect(live.sendDialog.getByText("Projected total")).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await live.send("Simulated lab");

  // The same canvas shows live state
  await expect(live.bar).toContainText("Ready", { timeout: 60_000 });
  await expect(design.node("web")).toContainText("Running");

  // The charge ticks
  const first = await live.charge();
  await expect.poll(() => live.charge()).toBeGreaterThan(first);
  await expect(design.node("web").getByTestId(/^charge-/)).toHaveText(/^€[\d.]+$/);

  // What was projected, what it comes to, and why they differ
  const money = new MoneyPage(page);
  await design.tab(/^Charges/).click();
  await money.show("Projected and actual");
  await money.asTable();
  const reasons = money.waterfall.getByRole("row");
  await expect(reasons.nth(1)).toContainText("Projected");
  await expect(reasons.last()).toContainText("Outlook");

  // A console
  await live.openConsole("web");
  await live.type("hostname");
  await expect(live.terminal.locator(".xterm-rows")).toContainText(/hostname[^]*web/);

  // It stays while the window is away
  await page.reload();
  await expect(design.connection).toHaveText("Lab connected");
  await live.showEnvironments();
  await expect(live.environment("Search service")).toContainText("Ready");
  await live.openEnvironment("Search service");

  // Release
  await live.release();
  await expect(live.bar).toContainText("Released", { timeout: 60_000 });

  // The same once more, with nothing to choose again
  await page.getByRole("button", { name: "Send again" }).click();
  const again = page.getByRole("dialog", { name: "Send again" });
  await expect(again.getByText("It fits")).toBeVisible();
});
