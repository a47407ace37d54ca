import type { ElectronApplication } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BEFORE_READY } from "../../electron/launch/desktop.mjs";
import { electronBinary } from "../../electron/launch/runtime.mjs";
import { printStatement } from "../../shared/statements/seal.ts";
import { courseParts, statementOf } from "../support/statement.ts";
import { DesignPage } from "./pages/design-page.ts";
import { StatementPage } from "./pages/statement-page.ts";
import { killDaemon, launch, quit, type DesktopOptions } from "./support/desktop.ts";
import { inClone } from "./support/paths.ts";
import { expect, test } from "./support/test.ts";

// What only the desktop has: its daemon as a process of the app, files on the command line, one instance.

test("keeps its data in the embedded store, by Node 24 where its own Node has no SQLite", async ({
  folder,
}) => {
  const app = await launch(optionsIn(folder, { LABWRIGHT_NODE: process.execPath }));
  await expect(new DesignPage(await app.firstWindow()).connection).toHaveText("Lab connected");
  await quit(app);
});

test("a daemon that dies is started again, and the window finds it", async ({
  folder,
  postgres,
}) => {
  const database = await postgres?.createDatabase();
  const app = await launch(optionsIn(folder, { LABWRIGHT_DATABASE: database }));
  const { connection } = new DesignPage(await app.firstWindow());
  await expect(connection).toHaveText("Lab connected");
  await killDaemon(app);
  await expect(connection).toHaveText("Working offline");
  await expect(connection).toHaveText("Lab connected");
  await quit(app);
});

test("opens the file it was started with, and the one a second start names", async ({ folder }) => {
  const second = join(folder, "second.labwright");
  copyFileSync(inClone("assets/examples/word-processing.labwright.json"), second);
  const course = join(folder, "course.labstatement");
  writeFileSync(course, printStatement(await statementOf(courseParts)));
  const options = optionsIn(folder, { LABWRIGHT_NODE: process.execPath });
  // As a double-click on it does.
  const app = await launch({ ...options, parameters: [course] });
  const page = await app.firstWindow();
  const statement = new StatementPage(page);
  await expect(statement.heading("Networks course")).toBeVisible();
  await expect(statement.verdict("the same to the last digit")).toBeVisible();
  const started = spawnSync(
    electronBinary() ?? "electron",
    [
      "--require",
      BEFORE_READY,
      inClone("."),
      "--no-sandbox",
      `--user-data-dir=${options.user}`,
      second,
    ],
    { timeout: 20_000 },
  );
  // It hands the file over and ends; the first instance shows it.
  expect(started.status).toBe(0);
  await expect(page.getByRole("heading", { level: 1, name: "Easy word processing" })).toBeVisible();
  expect(app.windows()).toHaveLength(1);
  // The system shows the design's name, and the program's once.
  const title = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getTitle()));
  await expect.poll(title).toEqual(["Easy word processing – Labwright"]);
  const suggested = await suggestedNames(app);
  const design = new DesignPage(page);
  await design.press("ControlOrMeta+Shift+s");
  await expect.poll(suggested).toEqual([second]);
  await design.press("ControlOrMeta+Alt+n");
  await design.press("ControlOrMeta+s");
  await expect.poll(suggested).toEqual([second, "design-1.labwright.json"]);
  await quit(app);
});

/** The names that the dialog of saving begins with, each time when it is asked for; all are cancelled. */
async function suggestedNames(app: ElectronApplication): Promise<() => Promise<unknown>> {
  const dialogs = await app.evaluateHandle(({ dialog }) => {
    const names: unknown[] = [];
    dialog.showSaveDialog = (...given: unknown[]) => {
      names.push((given.at(-1) as { defaultPath?: string }).defaultPath);
      return Promise.resolve({ canceled: true, filePath: "" });
    };
    return names;
  });
  return () => dialogs.jsonValue();
}

function optionsIn(folder: string, environment: NodeJS.ProcessEnv): DesktopOptions {
  return { data: join(folder, "data"), user: join(folder, "user"), environment };
}
