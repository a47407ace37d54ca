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

/** Opens a design of so many machines that a picture of it takes seconds. */
export async function openMany(
  labwright: Labwright,
  folder: string,
  length: number,
): Promise<void> {
  const machines = Array.from({ length }, (_, index) => {
    const position = { x: 240 * (index % 50), y: 120 * Math.floor(index / 50) };
    return [`m${index}`, { kind: "machine", name: `m-${index}`, position, properties: {} }];
  });
  const nodes: unknown = Object.fromEntries(machines);
  const path = join(folder, "many.labwright.json");
  const design = { format: "labwright-design", version: 1, name: "Many", nodes, links: {} };
  await writeFile(path, JSON.stringify(design));
  await labwright.open(path);
  await expect(labwright.page.getByRole("button", { name: /^Close Many/ })).toBeVisible();
}
