import { expect, type Locator } from "@playwright/test";
import type { DesignPage } from "./design-page.ts";

/** The panels around the canvas: their sizes, the outline, what is kept of them. */
export class PanelsPage {
  readonly design: DesignPage;

  constructor(design: DesignPage) {
    this.design = design;
  }

  divider(label: string): Locator {
    return this.design.page.getByRole("separator", { name: label });
  }

  /** A node's name in the outline. */
  outlined(name: string): Locator {
    return this.design.page
      .getByRole("tabpanel", { name: /^Outline/ })
      .getByRole("button", { name, exact: true });
  }

  get tabs(): Locator {
    return this.design.page.getByRole("navigation", { name: "Open designs" });
  }

  tab(name: string): Locator {
    return this.tabs.getByRole("button", { name, exact: true });
  }

  async expectSize(label: string, size: number): Promise<void> {
    await expect(this.divider(label)).toHaveAttribute("aria-valuenow", String(size));
  }

  /** Drags a divider by so many pixels. */
  async drag(label: string, by: { readonly x: number; readonly y: number }): Promise<void> {
    await this.divider(label).hover();
    const box = await this.divider(label).boundingBox();
    if (box === null) throw new Error("It is not shown.");
    const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const { mouse } = this.design.page;
    await mouse.down();
    await mouse.move(start.x + by.x, start.y + by.y, { steps: 4 });
    await mouse.up();
  }

  /** What the browser keeps of the window's settings. */
  async kept(): Promise<unknown> {
    return this.design.page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open("labwright");
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(new Error("no database")));
      });
      const shelf = database.transaction("shelf").objectStore("shelf");
      const value = await new Promise<unknown>((resolve) => {
        const request = shelf.get("settings");
        request.addEventListener("success", () => resolve(request.result));
      });
      database.close();
      return value;
    });
  }
}
