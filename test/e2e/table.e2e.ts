import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { TablePage } from "./pages/table-page.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test("the table is the same design: many rows at once by keyboard, in one step", async ({
  labwright,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const table = new TablePage(page);
  await new StartPage(page).openExample("Search service");
  await expect(design.node("web")).toBeVisible();
  await table.toggle();
  await expect(table.grid).toHaveAccessibleName("Nodes");
  await table.showKind("Machine");
  await expect(table.grid).toHaveAttribute("aria-rowcount", "3");

  await table.grid.focus();
  await table.press("Space", "Shift+ArrowDown");
  await expect(table.selected).toHaveCount(2);
  // Name, then Count.
  await table.press("ArrowRight", "Enter");
  await expect(table.editor).toHaveAccessibleName("Count of 2 selected");
  await table.editor.fill("none");
  await table.editor.press("Enter");
  await expect(table.editor).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByText("“none” is not taken: enter a whole number")).toBeVisible();
  await table.fill("3");
  await expect(await table.cell("app", "Count")).toHaveText("3");
  await expect(await table.cell("web", "Count")).toHaveText("3");
  await expect(table.grid).toBeFocused();

  await table.press("ControlOrMeta+z");
  await expect(await table.cell("app", "Count")).toHaveText("1");
  await expect(await table.cell("web", "Count")).toHaveText("1");
  await expect(table.selected).toHaveCount(2);

  await table.press("t");
  await expect(design.canvas).toBeVisible();
  await expect(page.getByRole("heading", { name: "2 × Machine" })).toBeVisible();
});

test("rows are sorted, searched, renamed and deleted; links have a table of their own", async ({
  labwright,
}) => {
  const { page } = labwright;
  const table = new TablePage(page);
  await new StartPage(page).openExample("Search service");
  await page.getByRole("button", { name: "Canvas or table" }).click();

  await table.grid.getByRole("button", { name: "Name" }).click();
  await expect(table.grid.getByRole("row").nth(1)).toContainText("world");
  await (await table.cell("gate", "Name")).dblclick();
  await page.keyboard.type("front-gate");
  await page.keyboard.press("Enter");
  await expect(table.row("front-gate")).toBeVisible();

  const search = table.region.getByRole("textbox", { name: "Search the table" });
  await search.fill("front");
  await expect(table.grid).toHaveAttribute("aria-rowcount", "2");
  await search.fill("");
  await table.row("front-gate").getByRole("gridcell").first().click();
  await table.press("Delete");
  await expect(table.row("front-gate")).toBeHidden();
  await table.press("ControlOrMeta+z");
  await expect(table.row("front-gate")).toBeVisible();

  await table.showLinks();
  await expect(table.grid).toHaveAccessibleName("Links");
  await table.grid.focus();
  await table.press("Home", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "Enter");
  await table.fill("77");
  await expect(table.grid.getByRole("gridcell", { name: "77", exact: true })).toHaveCount(1);
});
