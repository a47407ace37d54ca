import { DesignPage } from "./pages/design-page.ts";
import { MoneyPage } from "./pages/money-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test("what a design costs explains itself, and what it would cost is tried before it is drawn", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const money = new MoneyPage(page);
  await new StartPage(page).openExample("Search service");
  await design.tab(/^Cost/).click();

  // By keyboard: from the table to the sum behind an amount
  const row = money.row(/Firewall/);
  await expect(row).toBeVisible();
  const amount = await row.getByRole("gridcell").last().textContent();
  await row.click();
  await expect(money.explained).toHaveText(amount ?? "");
  await expect(money.explanation.getByRole("table", { name: /^The sum/ })).toContainText(
    "24 instance-hour",
  );
  await expect(money.explanation.getByRole("table", { name: /^Readings/ })).toBeVisible();
  await page.getByRole("button", { name: "Close the explanation" }).click();

  // What if
  await money.show("What if");
  await page.getByRole("button", { name: "Add a scenario" }).click();
  const web = page.getByRole("textbox", { name: "web in Scenario 1" });
  await web.fill("3");
  await expect(money.difference).toContainText("+");
  await page.getByRole("button", { name: "Apply Scenario 1 to the design" }).click();
  await expect(design.node("web")).toContainText("3");
  await expect(money.difference).toHaveCount(0);
  await design.press("ControlOrMeta+z");
  await expect(money.difference).toContainText("+");
});
