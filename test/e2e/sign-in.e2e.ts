import { DesignPage } from "./pages/design-page.ts";
import { findings } from "./support/accessibility.ts";
import { newToken } from "./support/command-line.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test("who opens the daemon's address signs in with a token; a wrong one is told", async ({
  labwright,
}) => {
  const secret = await newToken(labwright.data, "token", "issue", "You");
  const others = await labwright.page.context().browser()?.newContext();
  if (others === undefined) throw new Error("The page is in no browser.");
  const page = await others.newPage();
  await page.goto(labwright.page.url());
  const { connection } = new DesignPage(page);
  await expect(connection).toHaveText("Signed out");
  await page.getByRole("button", { name: "Sign in…" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in" });
  const token = dialog.getByRole("textbox", { name: "Token" });
  await expect(token).toBeFocused();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await token.fill(secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("The daemon does not know you");
  await token.fill(` ${secret}\n`);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(connection).toHaveText("Lab connected");
  await expect(page.getByRole("button", { name: "Sign in…" })).toHaveCount(0);
  // Once for the tab.
  await page.reload();
  await expect(connection).toHaveText("Lab connected");
  await others.close();
});
