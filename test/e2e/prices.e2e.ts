import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { PricesPage } from "./pages/prices-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test("a price is changed, what that would change is looked at, and it holds", async ({
  labwright,
}) => {
  const { page } = labwright;
  const prices = new PricesPage(page);
  await expect(new DesignPage(page).connection).toHaveText("Lab connected");
  await prices.open();
  await expect(prices.price("Virtual server, small")).toContainText("€0.012");

  await prices.begin("the prices in force");
  await expect(prices.saving).toHaveText("Saved");
  await prices.choose("Router");
  await prices.enter("Price", "a lot");
  await expect(prices.findings).toContainText("not a plain decimal number");
  await expect(prices.button("Publish…")).toBeDisabled();
  await prices.field("Price").press("Control+z");
  await expect(prices.field("Price")).toHaveValue("0.0150");
  await prices.enter("Price", "0.5");
  await expect(prices.text).toHaveValue(/Router\n(?: {4}.*\n)* {4}pricing.*"0\.5"/);
  await expect(prices.saving).toHaveText("Saved");
  expect(await findings(page)).toEqual([]);

  await prices.button("What would change").click();
  await expect(prices.dialog("What would change")).toContainText("Nobody used anything");
  await page.keyboard.press("Escape");
  await expect(prices.dialog("What would change")).toBeHidden();

  await prices.button("Publish…").click();
  await confirm(prices.dialog("Publish these prices"), "Publish");
  await expect(prices.books.getByRole("button", { name: /Revision 2.*in force/ })).toBeVisible();
  await expect(prices.price("Router")).toContainText("€0.50");
});
