import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElectronApplication } from "@playwright/test";
import { ExportPage } from "./pages/export-page.ts";
import { labwrightOf, launch, quit, type DesktopOptions } from "./support/desktop.ts";
import { openMany } from "./support/open-design.ts";
import { expect, test } from "./support/test.ts";

// What only the desktop does: it has Electron print a PDF, in a window that nobody sees.

const WHOLE = { format: "PDF", what: "Whole design", size: "1 ×" } as const;

function optionsIn(folder: string): DesktopOptions {
  const environment = { LABWRIGHT_NODE: process.execPath };
  return { data: join(folder, "data"), user: join(folder, "user"), environment };
}

test("prints again after a print was stopped while it ran, and closes with one running", async ({
  folder,
}) => {
  const options = optionsIn(folder);
  const app = await launch(options);
  const labwright = await labwrightOf(app, options);
  const exporting = new ExportPage(labwright);
  await openMany(labwright, folder, 1200);
  await exporting.show();
  await exporting.choose(WHOLE);
  await cancelWhilePrinting(app);
  await exporting.begin();
  await exporting.ended();

  const file = await exporting.save(join(folder, "many.pdf"));
  expect((await readFile(file)).toString("latin1", 0, 6)).toBe("%PDF-1");
  // Nothing is left of the windows that nobody saw.
  await expect.poll(() => windowsOf(app)).toBe(1);

  await exporting.show();
  await exporting.choose(WHOLE);
  await exporting.begin();
  await printBegins(app);
  const program = app.process();
  await quit(app);
  expect(program.exitCode).toBe(0);
});

const windowsOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Has the next print cancelled as soon as it runs: by the program itself, as it may be over before a test hears of it. */
function cancelWhilePrinting(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ app: electron, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const press = `[...document.querySelectorAll("[role=dialog] button")]
      .find((button) => button.textContent === "Cancel").click()`;
    electron.once("web-contents-created", (_event, contents) => {
      const print = contents.printToPDF.bind(contents);
      contents.printToPDF = (options) => {
        setTimeout(() => void window?.webContents.executeJavaScript(press), 50);
        return print(options);
      };
    });
  });
}

/** Resolves when a window that nobody sees has loaded its picture: from then on it prints. */
async function printBegins(app: ElectronApplication): Promise<void> {
  await expect
    .poll(
      () =>
        app
          .evaluate(({ BrowserWindow }) =>
            BrowserWindow.getAllWindows().some(
              ({ webContents }) =>
                webContents.getURL().startsWith("sheet:") && !webContents.isLoading(),
            ),
          )
          // While much is thrown away in the program, its debugger may lose an answer.
          .catch(() => false),
      { intervals: [20] },
    )
    .toBe(true);
}
