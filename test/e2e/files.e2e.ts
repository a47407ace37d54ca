import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inClone } from "./support/paths.ts";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { FilesPage } from "./pages/files-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

const EXAMPLE = inClone("assets/examples/small-lab.labwright.json");

test(
  "keeps versions: shows, compares, restores, and undo takes that back",
  { tag: "@desktop" },
  async ({ labwright, folder }) => {
    const { page } = labwright;
    const design = new DesignPage(page);
    const files = new FilesPage(page);
    await new StartPage(page).newDesign();
    await design.place("Machine", 0.3, 0.3);
    await design.select("machine-1");
    await design.fill("Name", "web");
    await labwright.saveAs(folder);
    await expect(page.getByText(/^Saved as /)).toBeVisible();
    await design.place("Subnet", 0.6, 0.6);
    await labwright.saveAs(folder);
    await expect(page.getByRole("img", { name: "unsaved changes" })).toHaveCount(0);

    await files.showVersions();
    const saved = files.versions.filter({ hasText: "Saved" });
    await expect(saved).toHaveCount(2);
    await expect(saved.first()).toContainText("Added subnet-1");
    await saved.nth(1).getByRole("button").click();
    await expect(files.differences.filter({ hasText: "removed" })).toContainText("subnet-1");
    await expect(files.dialog.getByText(/^Price for 1 day/)).toBeVisible();
    await confirm(files.dialog, "Restore");
    await expect(design.node("subnet-1")).toHaveCount(0);
    await expect(design.node("web")).toBeVisible();
    await design.press("ControlOrMeta+z");
    await expect(design.node("subnet-1")).toBeVisible();
  },
);

test("a damaged file is shown as far as it can be read, and never written over", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const design = new DesignPage(page);
  const files = new FilesPage(page);
  const whole = await readFile(EXAMPLE, "utf8");
  const path = join(folder, "damaged.labwright.json");
  const cut = whole.slice(0, Math.floor(whole.length * 0.5));
  await writeFile(path, cut);
  await labwright.open(path);

  // What is missing is told first
  await expect(files.losses.first()).toContainText(/on nothing can be read/);
  await design.press("Escape");
  // Until it is gone, keys are the dialog's.
  await expect(files.dialog).toHaveCount(0);
  await expect(
    files.banner(/This file is damaged\. \d+ nodes and \d+ links could be read/),
  ).toBeVisible();
  const nodes = await design.nodes.count();
  expect(nodes).toBeGreaterThan(0);

  // Read-only: nothing can be placed or deleted
  await expect(page.getByRole("complementary", { name: "Palette" })).toHaveCount(0);
  await design.press("ControlOrMeta+a");
  await design.press("Delete");
  await expect(design.nodes).toHaveCount(nodes);

  // Saved elsewhere it is a whole design again
  const saved = await labwright.saveAs(folder);
  await expect(files.banner(/damaged/)).toHaveCount(0);
  await expect(page.getByRole("complementary", { name: "Palette" })).toBeVisible();
  expect(saved).not.toBe(path);
  expect(await readFile(path, "utf8")).toBe(cut);
});

test(
  "opening and looking at a file never changes it",
  { tag: "@desktop" },
  async ({ labwright, folder }) => {
    const { page } = labwright;
    const path = join(folder, "untouched.labwright.json");
    await writeFile(path, await readFile(EXAMPLE));
    const before = await stat(path, { bigint: true });
    await labwright.open(path);
    const design = new DesignPage(page);
    await expect(design.node("lab-a1")).toBeVisible();
    await design.select("lab-a1");
    await design.tab(/^Cost/).click();
    await new FilesPage(page).showVersions();
    await expect(new FilesPage(page).versions).toHaveCount(1);
    await design.press("Escape");
    await page.getByRole("button", { name: /^Close / }).click();
    const after = await stat(path, { bigint: true });
    expect([after.mtimeNs, after.ino, after.size]).toEqual([
      before.mtimeNs,
      before.ino,
      before.size,
    ]);
  },
);

test(
  "several files dropped onto the window open at once; a foreign one stops none",
  { tag: "@desktop" },
  async ({ labwright }) => {
    const { page } = labwright;
    const text = await readFile(EXAMPLE, "utf8");
    await new FilesPage(page).drop([
      { name: "one.labwright.json", text },
      { name: "photo.json", text: "\u0000\u0001 no design" },
      { name: "two.labwright.json", text: text.replace('"name": "Small lab"', '"name": "Second"') },
    ]);
    const tabs = page.getByRole("navigation", { name: "Open designs" });
    await expect(tabs.getByRole("button", { name: "Small lab", exact: true })).toBeVisible();
    await expect(tabs.getByRole("button", { name: "Second", exact: true })).toBeVisible();
    await expect(page.getByText(/not valid JSON/)).toBeVisible();
  },
);
