import { expect, type Locator } from "@playwright/test";
import type { DesignPage } from "./design-page.ts";

/** Choosing the ports of links, and reading them. */
export class LinksPage {
  readonly design: DesignPage;

  constructor(design: DesignPage) {
    this.design = design;
  }

  get picker(): Locator {
    return this.design.page.getByRole("menu", { name: /^Port of / });
  }

  /** Draws a link, with Shift held when it is dropped. */
  async linkAsking(from: string, to: string): Promise<void> {
    await this.design.link(from, to, "Shift");
  }

  /** Leaves the picker by Escape, once the keyboard is in it. */
  async leave(): Promise<void> {
    await expect(this.picker.getByRole("menuitem").first()).toBeFocused();
    await this.design.page.keyboard.press("Escape");
    await expect(this.picker).toHaveCount(0);
  }

  /** Chooses in each step of the picker the entry of this name, else the next free port. */
  async pick(title: string): Promise<void> {
    await expect(this.picker).toBeVisible();
    const wanted = this.picker.getByRole("menuitem", { name: title });
    if ((await wanted.count()) === 0) await this.picker.getByRole("menuitem").first().click();
    await wanted.first().click();
  }

  /** The same by arrow keys, up to the entry and not over it. */
  async walkTo(title: string): Promise<void> {
    const { keyboard } = this.design.page;
    const entry = this.picker.getByRole("menuitem", { name: title });
    const first = this.picker.getByRole("menuitem").first();
    await expect(first).toBeFocused();
    if ((await entry.count()) === 0) {
      await keyboard.press("Enter");
      await expect(entry.first()).toBeVisible();
      await expect(first).toBeFocused();
    }
    const titles = await this.picker.getByRole("menuitem").allInnerTexts();
    const steps = titles.findIndex((text) => text.startsWith(title));
    for (let step = 0; step < steps; step++) await keyboard.press("ArrowDown");
    await expect(entry.first()).toBeFocused();
  }

  /** What would happen if the link being drawn were dropped here. */
  get hint(): Locator {
    return this.design.canvas.getByRole("status");
  }

  /** Begins to draw a link from a node's first port of a medium, and keeps the button held. */
  async begin(from: string): Promise<void> {
    await this.design.node(from).locator("[data-medium=ethernet]").first().hover();
    await this.design.page.mouse.down();
  }

  /** Moves what is being drawn onto a node. */
  async over(name: string): Promise<void> {
    const box = await this.design.node(name).boundingBox();
    if (box === null) throw new Error("It is not shown.");
    const { mouse } = this.design.page;
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2 - 8, { steps: 4 });
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  }

  async release(): Promise<void> {
    await this.design.page.mouse.up();
  }

  /** The ways of all links, as the canvas draws them. */
  async ways(): Promise<readonly (string | null)[]> {
    const paths = this.design.canvas.locator("path.react-flow__edge-path");
    return paths.evaluateAll((found) => found.map((path) => path.getAttribute("d")));
  }

  /** Words at the end of a link on the canvas. */
  label(text: string): Locator {
    return this.design.canvas.locator(".react-flow__edgelabel-renderer").getByText(text);
  }

  /** The field of the inspector that holds the number of a link's port. */
  portNumber(end: "From" | "To"): Locator {
    return this.design.inspector.getByRole("textbox", { name: `${end} port number` });
  }
}
