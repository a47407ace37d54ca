import { expect, type Locator, type Page } from "@playwright/test";
import { DesignPage } from "./design-page.ts";
import { fieldOf, type Hands, type RowValues } from "./hands.ts";
import { StartPage } from "./start-page.ts";

/** Where nodes go, as shares of the canvas: in the order in which they are placed. */
const SPOTS = [
  [0.15, 0.25],
  [0.5, 0.25],
  [0.85, 0.25],
  [0.5, 0.5],
  [0.15, 0.75],
  [0.6, 0.75],
] as const;

function isAllSelected(element: HTMLElement | SVGElement): boolean {
  const { value, selectionStart, selectionEnd } = element as HTMLInputElement;
  return selectionStart === 0 && selectionEnd === value.length;
}

/** Draws with the mouse alone; only names and values are typed. */
export class MouseHands implements Hands {
  readonly #page: Page;
  readonly #design: DesignPage;
  #placed = 0;

  constructor(page: Page) {
    this.#page = page;
    this.#design = new DesignPage(page);
  }

  async newDesign(): Promise<void> {
    await new StartPage(this.#page).newDesign();
  }

  async place(kind: string): Promise<void> {
    const button = this.#page.getByRole("button", { name: `Place ${kind}`, exact: true });
    await button.first().click();
    const box = await this.#design.canvas.boundingBox();
    const spot = SPOTS[this.#placed++];
    if (box === null || spot === undefined) throw new Error("There is no place for it.");
    await this.#page.mouse.click(box.x + box.width * spot[0], box.y + box.height * spot[1]);
  }

  async rename(name: string): Promise<void> {
    await this.type("Name", name);
  }

  async showMore(): Promise<void> {
    await this.#design.inspector.getByRole("button", { name: "More", exact: true }).click();
  }

  async choose(field: string, options: readonly string[]): Promise<void> {
    const box = this.#field(field);
    await box.click();
    for (const option of options) await this.#option(option).click();
    // A list of several stays open until it is left.
    if (options.length > 1) await this.#design.inspector.getByRole("heading").first().click();
  }

  async type(field: string, value: string): Promise<void> {
    const box = this.#field(field);
    // Numbers are selected by a click, texts by three.
    const isNumber = (await box.getAttribute("inputmode")) !== null;
    await box.click({ clickCount: isNumber ? 1 : 3 });
    // People see it selected before they type.
    await expect.poll(() => box.evaluate(isAllSelected)).toBe(true);
    await this.#page.keyboard.type(value);
  }

  async list(field: string, values: readonly string[]): Promise<void> {
    await this.#field(field).click();
    await this.#page.keyboard.type(values.join(","));
    await this.#design.inspector.getByRole("heading").first().click();
  }

  async rows(field: string, rows: readonly RowValues[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      const add = `Add to ${field.toLowerCase()}`;
      await this.#design.inspector.getByRole("button", { name: add }).click();
      for (const [column, value] of Object.entries(row))
        await this.#cell(`${column} of ${field} ${index + 1}`, value);
    }
  }

  async #cell(label: string, value: string): Promise<void> {
    const { inspector } = this.#design;
    const list = inspector.getByRole("combobox", { name: label });
    // The system draws the list of a native choice, out of a page's reach.
    if ((await list.count()) > 0) await list.selectOption(value);
    else {
      await inspector.getByRole("textbox", { name: label }).click();
      await this.#page.keyboard.type(value);
    }
  }

  async link(from: string, to: string, bandwidth: number | undefined): Promise<void> {
    // Hovering waits until what was just changed stands still.
    await this.#design.node(from).locator("[data-medium=ethernet]").first().hover();
    const end = await this.#design.node(to).boundingBox();
    if (end === null) throw new Error("It is not shown.");
    const { mouse } = this.#page;
    await mouse.down();
    await mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 10 });
    await mouse.up();
    if (bandwidth !== undefined) await this.type("Bandwidth needed", String(bandwidth));
  }

  async finish(): Promise<void> {
    // Each link got its bandwidth as it was drawn.
  }

  #field(label: string): Locator {
    return fieldOf(this.#design.inspector, label);
  }

  #option(name: string): Locator {
    return this.#page
      .getByRole("option")
      .filter({ has: this.#page.getByText(name, { exact: true }), visible: true });
  }
}
