import { readFile } from "node:fs/promises";
import { readDesign } from "../../shared/design/read.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

test(
  "draws a design, mends its problems, prices it, saves and reopens it",
  { tag: "@desktop" },
  async ({ labwright, folder }) => {
    const { page } = labwright;
    const design = new DesignPage(page);
    await new StartPage(page).newDesign();
    await expect(design.connection).toHaveText("Lab connected");

    // Palette, place, inspect
    await design.place("Machine", 0.3, 0.3);
    await design.place("Subnet", 0.6, 0.6);
    await expect(design.nodes).toHaveCount(2);
    await design.select("machine-1");
    await design.fill("Name", "web");
    await expect(design.node("web")).toBeVisible();

    // Problem → quick fix
    await design.tab(/^Problems/).click();
    const missing = design.problems.filter({ hasText: "web has no operating system" });
    await missing.getByRole("button", { name: /^Use / }).click();
    await expect(missing).toHaveCount(0);

    // Link by drag: the other problem goes
    await design.link("web", "subnet-1");
    await expect(design.links).toHaveCount(1);
    await expect(design.problems).toHaveCount(0);

    // Undo and redo of each gesture
    await design.press("ControlOrMeta+z");
    await expect(design.links).toHaveCount(0);
    await design.press("ControlOrMeta+Shift+z");
    await expect(design.links).toHaveCount(1);

    // Copy and paste count the name up
    await design.select("web");
    await design.press("ControlOrMeta+c");
    await design.press("ControlOrMeta+v");
    await expect(design.nodes).toHaveCount(3);
    await design.press("ControlOrMeta+z");
    await expect(design.nodes).toHaveCount(2);

    // Cost
    await design.tab(/^Cost/).click();
    const lines = page.getByRole("tabpanel", { name: /^Cost/ }).getByRole("row");
    await expect(lines.filter({ hasText: "instance-hour" })).toHaveCount(1);

    // Save, and what was saved is the design
    const file = await labwright.saveAs(folder);
    await expect(async () => {
      const saved = readDesign(await readFile(file, "utf8"));
      expect(
        saved.ok &&
          Object.values(saved.value.nodes)
            .map(({ name }) => name)
            .toSorted(),
      ).toEqual(["subnet-1", "web"]);
      expect(saved.ok && Object.keys(saved.value.links)).toHaveLength(1);
    }).toPass();

    // Close the tab, open the file again
    await page.getByRole("button", { name: /^Close / }).click();
    await labwright.open(file);
    await expect(design.node("web")).toBeVisible();
    await expect(design.links).toHaveCount(1);
  },
);

test("unsaved work is there again after a crash", { tag: "@desktop" }, async ({ labwright }) => {
  await new StartPage(labwright.page).newDesign();
  const before = new DesignPage(labwright.page);
  await before.place("Machine", 0.3, 0.3);
  await before.select("machine-1");
  await before.fill("Name", "survivor");
  await expect(before.node("survivor")).toBeVisible();
  // A draft is on disk at the latest a second after the last edit.
  await labwright.page.waitForTimeout(1000);
  await labwright.crash();
  await new StartPage(labwright.page).recover("design-1");
  const after = new DesignPage(labwright.page);
  await expect(after.node("survivor")).toBeVisible();
});
