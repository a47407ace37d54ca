import { expect } from "@playwright/test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Design } from "../../../shared/design/design.ts";
import { printDesign } from "../../../shared/design/print.ts";
import { DesignPage } from "../pages/design-page.ts";
import { StartPage } from "../pages/start-page.ts";
import type { Labwright } from "./labwright.ts";

/** Opens a design from a file with its name, when the window is up and connected. */
export async function openDesign(
  labwright: Labwright,
  folder: string,
  design: Design,
): Promise<void> {
  const file = join(folder, `${design.name}.labwright.json`);
  await writeFile(file, printDesign(design));
  // Keys do nothing before the window is up.
  await expect(new StartPage(labwright.page).heading).toBeVisible();
  await labwright.open(file);
  await expect(new DesignPage(labwright.page).connection).toHaveText("Lab connected");
}
