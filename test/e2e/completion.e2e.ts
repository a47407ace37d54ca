import { CompletionPage } from "./pages/completion-page.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test("e-mail for 200 users from an empty window, with another choice, in one undo step", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const completion = new CompletionPage(page);
  await page.getByRole("main").getByRole("button", { name: "Start from a service" }).click();
  await completion.service("E-mail", 200);
  await expect(completion.choice("Operating system of mail")).toHaveValue("Debian 13");
  await expect(completion.dialog.getByText(/Postfix and Dovecot support/)).toBeVisible();
  await expect(completion.price).toHaveText(/^€1,\d{3}/);
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await completion.choose("Operating system of mail", /^Debian 12 \(same price\)/);
  await expect(completion.choice("Operating system of mail")).toHaveValue("Debian 12");
  await confirm(completion.dialog, "Add to the design");
  for (const name of ["mail", "mail-data", "desk", "servers", "office", "gateway", "internet"])
    await expect(design.node(name)).toBeVisible();
  await expect(design.problems.filter({ hasText: /error/i })).toHaveCount(0);
  await design.press("ControlOrMeta+z");
  await expect(design.nodes).toHaveCount(0);
});

test("an application alone is completed by keyboard; what contradicts is said", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const completion = new CompletionPage(page);
  await new StartPage(page).newDesign();
  await design.place("Machine", 0.5, 0.5);
  await design.select("machine-1");
  await completion.openByCommand("Complete design");
  await expect(completion.choice("Machine type of machine-1")).not.toHaveValue("");
  await completion.dialog.getByRole("button", { name: "Complete", exact: true }).press("Enter");
  await expect(completion.dialog).toBeHidden();
  await expect(design.nodes).toHaveCount(2);
  await design.press("ControlOrMeta+Enter");
  await expect(completion.dialog.getByText(/Nothing is missing/)).toBeVisible();
  await design.press("Escape");
  await design.select("machine-1");
  await design.choose("Operating system", /Windows 11/);
  await design.press("ControlOrMeta+Enter");
  await expect(completion.dialog.getByText(/Nothing fits/)).toBeVisible();
  await expect(completion.dialog.getByText(/“machine-1” runs Windows 11/)).toBeVisible();
});
