import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { FilesPage } from "./pages/files-page.ts";
import { StartPage } from "./pages/start-page.ts";
import { inClone } from "./support/paths.ts";
import { findings } from "./support/accessibility.ts";
import { expect, test } from "./support/test.ts";

test.use({ changesLab: false });

// What only a browser has: tabs that share files, and file handles in place of paths. The dialogs cannot be
// driven, so they give files of the browser's own private file system, whose handles are as real.

declare global {
  interface Window {
    /** What the next dialog answers: a path in the private file system. */
    chosen?: string;
  }
}

/** A tab whose file dialogs answer `window.chosen`. */
async function withDialogs(page: Page): Promise<void> {
  const answer = (): void => {
    const handle = async (): Promise<FileSystemFileHandle> => {
      const [folder = "", name = ""] = (window.chosen ?? "").split("/");
      const root = await navigator.storage.getDirectory();
      const inside = await root.getDirectoryHandle(folder, { create: true });
      return inside.getFileHandle(name, { create: true });
    };
    Object.assign(window, {
      showOpenFilePicker: async () => [await handle()],
      showSaveFilePicker: handle,
    });
  };
  await page.addInitScript(answer);
  await page.reload();
  // It reads its settings before it listens to keys.
  await page.getByRole("main").waitFor();
}

async function write(page: Page, path: string, text: string): Promise<void> {
  await page.evaluate(
    async ([to, content]) => {
      const [folder = "", name = ""] = to.split("/");
      const root = await navigator.storage.getDirectory();
      const inside = await root.getDirectoryHandle(folder, { create: true });
      const handle = await inside.getFileHandle(name, { create: true });
      const writable = await handle.createWritable();
      await writable.write(content);
      await writable.close();
    },
    [path, text] as const,
  );
}

async function read(page: Page, path: string): Promise<string> {
  return page.evaluate(async (from) => {
    const [folder = "", name = ""] = from.split("/");
    const root = await navigator.storage.getDirectory();
    const directory = await root.getDirectoryHandle(folder);
    try {
      return await (await (await directory.getFileHandle(name)).getFile()).text();
    } catch (error) {
      // Written over while it was read: a file of Chromium is the file of one moment, and there is none between two.
      const between = ["NotReadableError", "NotFoundError"];
      if (error instanceof DOMException && between.includes(error.name)) return "";
      throw error;
    }
  }, path);
}

async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((chosen) => {
    window.chosen = chosen;
  }, path);
  await page.keyboard.press("ControlOrMeta+o");
}

const EXAMPLE = await readFile(inClone("assets/examples/small-lab.labwright.json"), "utf8");
const named = (name: string): string => EXAMPLE.replace('"name": "Small lab"', `"name": "${name}"`);

test("two files of one name stay two files, and both are among the recent ones", async ({
  labwright,
}) => {
  const { page } = labwright;
  await withDialogs(page);
  await write(page, "north/lab.json", named("North"));
  await write(page, "south/lab.json", named("South"));
  await open(page, "north/lab.json");
  await expect(page.getByRole("heading", { level: 1, name: "North" })).toBeAttached();
  await open(page, "south/lab.json");
  await expect(page.getByRole("heading", { level: 1, name: "South" })).toBeAttached();
  const design = new DesignPage(page);
  await design.select("lab-a1");
  await design.fill("Name", "renamed");
  await design.press("ControlOrMeta+s");
  await expect.poll(() => read(page, "south/lab.json")).toContain("renamed");
  expect(await read(page, "north/lab.json")).toBe(named("North"));

  await page.reload();
  await page.getByRole("button", { name: "lab.json (2)" }).click();
  await expect(new DesignPage(page).node("renamed")).toBeVisible();
  await expect(new StartPage(page).heading).toHaveText("South");
});

test("two tabs on one file notice each other, and nothing is written over unseen", async ({
  labwright,
}) => {
  const first = labwright.page;
  await withDialogs(first);
  const second = await first.context().newPage();
  await second.goto(first.url());
  await withDialogs(second);
  await write(first, "north/lab.json", named("North"));
  await open(first, "north/lab.json");
  await open(second, "north/lab.json");
  const [here, there] = [new FilesPage(first), new FilesPage(second)];
  await expect(here.banner(/also open in another window/)).toBeVisible();
  await expect(there.banner(/also open in another window/)).toBeVisible();

  // One saves: the other is told, its own save is refused, and comparing shows what differs
  const [designHere, designThere] = [new DesignPage(first), new DesignPage(second)];
  await designHere.select("lab-a1");
  await designHere.fill("Name", "changed-here");
  await designHere.press("ControlOrMeta+s");
  await expect(there.banner(/has changed this file/)).toBeVisible();
  await designThere.select("lab-a2");
  await designThere.fill("Name", "changed-there");
  await designThere.press("ControlOrMeta+s");
  await expect(second.getByText(/was changed by another window or program/)).toBeVisible();
  expect(await read(second, "north/lab.json")).toContain("changed-here");
  await there.choose("Compare");
  await expect(there.differences.filter({ hasText: "changed-here" })).toHaveCount(1);
  await confirm(there.dialog, "Reload");
  await expect(designThere.node("changed-here")).toBeVisible();
  await expect(designThere.node("changed-there")).toHaveCount(0);

  // Reloading was one step; then keeping mine writes it
  await designThere.press("ControlOrMeta+z");
  await expect(designThere.node("changed-there")).toBeVisible();
  await designHere.select("changed-here");
  await designHere.fill("Name", "again");
  await designHere.press("ControlOrMeta+s");
  await there.choose("Keep mine");
  await designThere.press("ControlOrMeta+s");
  await expect.poll(() => read(second, "north/lab.json")).toContain("changed-there");
  await expect(here.banner(/has changed this file/)).toBeVisible();
});

test("another tab's unsaved work is not offered as lost", async ({ labwright }) => {
  const { page } = labwright;
  await new StartPage(page).newDesign();
  await new DesignPage(page).place("Machine", 0.3, 0.3);
  await page.waitForTimeout(1000);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await expect(new StartPage(second).heading).toBeVisible();
  await expect(second.getByRole("button", { name: /^Recover / })).toHaveCount(0);
  await page.close();
  await second.reload();
  await expect(second.getByRole("button", { name: "Recover design-1" })).toBeVisible();
});

test("axe finds nothing in the dialogs about files, light or dark", async ({
  labwright,
  folder,
}) => {
  const { page } = labwright;
  const [design, files] = [new DesignPage(page), new FilesPage(page)];
  const whole = join(folder, "whole.labwright.json");
  await writeFile(whole, EXAMPLE);
  await labwright.open(whole);
  await design.select("lab-a1");
  await design.press("Delete");
  await files.showVersions();
  await expect(files.differences.first()).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await design.press("Escape");
  await expect(files.dialog).toHaveCount(0);
  await files.showExport();
  await expect(files.dialog.getByRole("figure")).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await design.press("Escape");
  await expect(files.dialog).toHaveCount(0);
  const damaged = join(folder, "damaged.labwright.json");
  await writeFile(damaged, EXAMPLE.slice(0, 2000));
  await labwright.open(damaged);
  await expect(files.losses.first()).toBeVisible();
  expect(await findings(page, "[role=dialog]")).toEqual([]);
  await design.press("Escape");
  await expect(files.dialog).toHaveCount(0);
  expect(await findings(page, "main [role=alert]")).toEqual([]);
});
