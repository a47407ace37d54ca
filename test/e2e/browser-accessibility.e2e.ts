import { AxeBuilder } from "@axe-core/playwright";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing in the ${colorScheme} window`, async ({ labwright }) => {
    const { page } = labwright;
    const violations = async (part = "html"): Promise<readonly string[]> => {
      const { violations } = await new AxeBuilder({ page }).include(part).analyze();
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`,
      );
    };
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const start = new StartPage(page);
    const design = new DesignPage(page);
    await expect(start.heading).toBeVisible();
    await expect(design.connection).toHaveText("Lab connected");
    expect(await violations()).toEqual([]);

    await start.openExample("Search service");
    // A fresh machine has problems: badges, messages and quick fixes are looked at too.
    await design.place("Machine", 0.15, 0.85);
    await expect(design.problems).not.toHaveCount(0);
    expect(await violations()).toEqual([]);

    for (const panel of [/^Cost/, /^Outline/, /^Fits/]) {
      await design.tab(panel).click();
      expect(await violations("[role=tabpanel]")).toEqual([]);
    }
    await page.getByRole("button", { name: "Canvas or table" }).click();
    await expect(page.getByRole("grid", { name: "Nodes" })).toBeVisible();
    expect(await violations("[aria-label=Table]")).toEqual([]);
  });
