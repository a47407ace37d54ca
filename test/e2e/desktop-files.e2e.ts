import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { confirm } from "./pages/confirm.ts";
import { DesignPage } from "./pages/design-page.ts";
import { FilesPage } from "./pages/files-page.ts";
import { launch, quit, startAgain, type DesktopOptions } from "./support/desktop.ts";
import { inClone } from "./support/paths.ts";
import { expect, test } from "./support/test.ts";

// What only the desktop has: several windows, real paths, and other programs that change a file.

const EXAMPLE = inClone("assets/examples/small-lab.labwright.json");

function optionsIn(folder: string, parameters: readonly string[]): DesktopOptions {
  const environment = { LABWRIGHT_NODE: process.execPath };
  return { data: join(folder, "data"), user: join(folder, "user"), environment, parameters };
}

async function newWindow(app: ElectronApplication, page: Page): Promise<Page> {
  const opened = app.waitForEvent("window");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: "New window" }).click();
  return opened;
}

test("two windows on one file notice each other", async ({ folder }) => {
  const file = join(folder, "lab.labwright.json");
  await copyFile(EXAMPLE, file);
  const app = await launch(optionsIn(folder, [file]));
  const first = await app.firstWindow();
  await expect(new DesignPage(first).node("lab-a1")).toBeVisible();
  const second = await newWindow(app, first);
  // It is among the recent files of the second window.
  await second.getByRole("button", { name: /lab\.labwright\.json/ }).click();
  const [designHere, designThere] = [new DesignPage(first), new DesignPage(second)];
  const [here, there] = [new FilesPage(first), new FilesPage(second)];
  await expect(here.banner(/also open in another window/)).toBeVisible();
  await expect(there.banner(/also open in another window/)).toBeVisible();

  await designHere.select("lab-a1");
  await designHere.fill("Name", "changed-here");
  await designHere.press("ControlOrMeta+s");
  await expect(there.banner(/has changed this file/)).toBeVisible();
  await designThere.select("lab-a2");
  await designThere.fill("Name", "changed-there");
  await designThere.press("ControlOrMeta+s");
  await expect(second.getByText(/was changed by another window or program/)).toBeVisible();
  expect(await readFile(file, "utf8")).not.toContain("changed-there");
  await there.choose("Reload");
  await expect(designThere.node("changed-here")).toBeVisible();
  await quit(app);
});

test("another program's changes are told, and a file that goes away too", async ({ folder }) => {
  const file = join(folder, "lab.labwright.json");
  await copyFile(EXAMPLE, file);
  const app = await launch(optionsIn(folder, [file]));
  const page = await app.firstWindow();
  const [design, files] = [new DesignPage(page), new FilesPage(page)];
  await expect(design.node("lab-a1")).toBeVisible();
  const text = await readFile(file, "utf8");
  // As editors do: written beside it, then put in its place.
  await writeFile(`${file}.new`, text.replaceAll('"lab-a1"', '"by-an-editor"'));
  await rename(`${file}.new`, file);
  await expect(files.banner(/has changed this file/)).toBeVisible();
  await files.choose("Compare");
  await expect(files.differences.filter({ hasText: "by-an-editor" }).first()).toBeVisible();
  await confirm(files.dialog, "Keep mine");
  await expect(design.node("lab-a1")).toBeVisible();
  await design.press("ControlOrMeta+s");
  await expect.poll(() => readFile(file, "utf8")).not.toContain("by-an-editor");

  await rm(file);
  await expect(files.banner(/is not there any more/)).toBeVisible();
  await files.choose("Save it again");
  await expect.poll(() => readFile(file, "utf8").catch(() => "")).toContain("lab-a1");
  await quit(app);
});

test("a file with bytes that are no text opens read-only, stays as it is, and has its versions", async ({
  folder,
}) => {
  const file = join(folder, "lab.labwright.json");
  await copyFile(EXAMPLE, file);
  const options = optionsIn(folder, [file]);
  let app = await launch(options);
  let page = await app.firstWindow();
  await expect(new DesignPage(page).node("lab-a1")).toBeVisible();
  // A version is kept of what was opened.
  await new FilesPage(page).showVersions();
  await expect(new FilesPage(page).versions).toHaveCount(1);
  await quit(app);

  const damaged = await readFile(file);
  damaged.fill(0xff, 400, 420);
  await writeFile(file, damaged);
  app = await launch(options);
  page = await app.firstWindow();
  const [design, files] = [new DesignPage(page), new FilesPage(page)];
  await expect(files.losses.first()).toBeVisible();
  await files.dialog.getByRole("button", { name: "Versions" }).click();
  await confirm(files.dialog, "Open as a copy");
  await expect(design.node("lab-a1")).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Palette" })).toBeVisible();
  expect(await readFile(file)).toEqual(damaged);
  await quit(app);
});

test("a file that cannot be read is told at the start and later, and what is open stays", async ({
  folder,
}) => {
  const [missing, lab] = [join(folder, "none.labwright"), join(folder, "lab.labwright.json")];
  const noFile = join(folder, "folder.labwright");
  await copyFile(EXAMPLE, lab);
  await mkdir(noFile);
  const app = await launch(optionsIn(folder, [missing, lab]));
  const page = await app.firstWindow();
  const design = new DesignPage(page);
  const told = page.getByRole("alert");
  await expect(told).toContainText([`There is no file ${missing}`]);
  await expect(told).toContainText(["Check the name and the folder."]);
  await expect(design.node("lab-a1")).toBeVisible();

  await startAgain(optionsIn(folder, [noFile]));
  const second = told.filter({ hasText: "The file cannot be read" });
  await expect(second).toContainText(noFile);
  await expect(second).toContainText("It is not a file.");
  await expect(design.node("lab-a1")).toBeVisible();
  await quit(app);
});

test("whatever it is started with is opened, imported, or said to be neither and why", async ({
  folder,
}) => {
  const topology = "name: lab\ntopology:\n  nodes:\n    alpha: { kind: linux, image: alpine }\n";
  const file = (name: string): string => join(folder, name);
  await copyFile(EXAMPLE, file("ours.labwright.json"));
  await writeFile(file("lab.clab.yml"), topology);
  await writeFile(file("other.clab.yml"), topology.replace("alpha", "beta"));
  await writeFile(file("notes.txt"), "Ask Lena.");
  const given = ["ours.labwright.json", "lab.clab.yml", "other.clab.yml", "notes.txt", "gone.json"];
  const app = await launch(optionsIn(folder, given.map(file)));
  const page = await app.firstWindow();
  const dialog = new FilesPage(page).dialog;
  await expect(dialog).toContainText("lab from lab.clab.yml");
  await expect(page.getByText(/gone\.json/).first()).toBeVisible();
  await expect(page.getByText(/notes\.txt/).first()).toBeVisible();
  await expect(page.getByText("It looks like plain text.")).toBeVisible();
  await dialog.getByRole("button", { name: "Open as new design" }).click();
  await expect(dialog).toContainText("lab from other.clab.yml");
  await confirm(dialog, "Open as new design");
  await expect(new DesignPage(page).node("beta")).toBeVisible();
  await page.getByRole("button", { name: "Small lab", exact: true }).click();
  await expect(new DesignPage(page).node("lab-a1")).toBeVisible();
  await quit(app);
});
