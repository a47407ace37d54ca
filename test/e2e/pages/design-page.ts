import type { Locator, Page } from "@playwright/test";
import { stillView } from "./still-view.ts";

/** Canvas, palette, inspector and panels of an open design. */
export class DesignPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get canvas(): Locator {
    return this.page.getByRole("region", { name: "Canvas" });
  }

  get inspector(): Locator {
    return this.page.getByRole("complementary", { name: "Inspector" });
  }

  get nodes(): Locator {
    return this.canvas
      .locator(".react-flow__node")
      .filter({ has: this.page.locator("[role=group]") });
  }

  get links(): Locator {
    return this.canvas.getByRole("group", { name: /^Edge / });
  }

  get problems(): Locator {
    return this.page.getByRole("list", { name: "Problems" }).getByRole("listitem");
  }

  get connection(): Locator {
    return this.page.getByRole("banner").getByRole("status");
  }

  /** A node by its name. */
  node(name: string): Locator {
    return this.canvas.getByRole("group", { name: new RegExp(`^${name}, `) });
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole("tab", { name });
  }

  /** Places a component of a kind by clicking, at a share of the canvas's width and height. */
  async place(kind: string, x: number, y: number): Promise<void> {
    await this.page.getByRole("button", { name: `Place ${kind}`, exact: true }).click();
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error("The canvas is not shown.");
    await this.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await this.page.keyboard.press("Escape");
  }

  async select(name: string): Promise<void> {
    await this.node(name).click();
  }

  /** Draws a link by dragging from one node's first port of a medium to another node; a key may be held when it is dropped. */
  async link(from: string, to: string, held?: "Shift"): Promise<void> {
    await this.node(to).waitFor();
    await stillView(this.page);
    const start = await centreOf(this.node(from).locator("[data-medium=ethernet]").first());
    const end = await centreOf(this.node(to));
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    // A press becomes a drag only by moving.
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
    if (held !== undefined) await this.page.keyboard.down(held);
    await this.page.mouse.up();
    if (held !== undefined) await this.page.keyboard.up(held);
  }

  /** Drags a node by its middle; it may be anywhere on the canvas. */
  async dragBy(name: string, x: number, y: number): Promise<void> {
    await stillView(this.page);
    const from = await centreOf(this.node(name));
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + x, from.y + y, { steps: 6 });
    await this.page.mouse.up();
  }

  /** The place of a node in the order of the Tab key. */
  card(name: string): Locator {
    return this.canvas
      .locator(".react-flow__node")
      .filter({ has: this.page.getByRole("group", { name: new RegExp(`^${name}, `) }) });
  }

  /** One of the inspector's fields that take text or a number. */
  field(name: string): Locator {
    return this.inspector.getByRole("textbox", { name, exact: true });
  }

  /** Changes a text field of the inspector. */
  async fill(field: string, value: string): Promise<void> {
    const box = this.field(field);
    await box.fill(value);
    await box.press("Tab");
  }

  /** Chooses from one of the inspector's lists. */
  async choose(field: string, option: string | RegExp): Promise<void> {
    await this.inspector.getByRole("combobox", { name: field }).click();
    await this.page.getByRole("option", { name: option }).first().click();
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }
}

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("It is not shown.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
