import { expect, type Locator } from "@playwright/test";
import type { DesignPage } from "./design-page.ts";
import { stillView } from "./still-view.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where things stand on the canvas, and moving them by hand. */
export class CanvasPage {
  readonly design: DesignPage;

  constructor(design: DesignPage) {
    this.design = design;
  }

  get guides(): Locator {
    return this.design.canvas.getByTestId("guide");
  }

  /** The card that would be put where the pointer is. */
  get landing(): Locator {
    return this.design.canvas.getByTestId("landing");
  }

  get minimap(): Locator {
    return this.design.canvas.getByRole("img", { name: "Minimap" });
  }

  /** The colours that the minimap is painted with. */
  async minimapInk(): Promise<string> {
    return this.minimap.locator("canvas").evaluate((picture: HTMLCanvasElement) => {
      const { width, height } = picture;
      const pixels = picture.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
      const inks = new Set<string>();
      for (let at = 0; at < pixels.length; at += 4)
        if (pixels[at + 3] === 255) inks.add(pixels.slice(at, at + 3).join(" "));
      return inks.size === 0 ? "none" : [...inks].toSorted().join(", ");
    });
  }

  /** A group by its name, whether a frame or a card. */
  group(name: string): Locator {
    return this.design.canvas.getByRole("group", { name: new RegExp(`^Group ${name}, `) });
  }

  /** Pan and zoom. */
  async view(): Promise<Point & { readonly zoom: number }> {
    return this.design.canvas.locator(".react-flow__viewport").evaluate((viewport) => {
      const { a: zoom, e: x, f: y } = new DOMMatrix(getComputedStyle(viewport).transform);
      return { x: Math.round(x), y: Math.round(y), zoom };
    });
  }

  /** Where a node stands in the drawing's own measures. */
  async placeOf(name: string): Promise<Point> {
    return this.design.node(name).evaluate((card) => {
      const element = card.closest<HTMLElement>(".react-flow__node");
      const { e: x, f: y } = new DOMMatrix(element?.style.transform);
      return { x, y };
    });
  }

  async placesOf(names: readonly string[]): Promise<readonly Point[]> {
    return Promise.all(names.map((name) => this.placeOf(name)));
  }

  async expectPlace(name: string, place: Partial<Point>): Promise<void> {
    await expect.poll(() => this.placeOf(name), name).toMatchObject(place);
  }

  /** Waits until the view stands still, as after it was fitted. */
  async settled(): Promise<void> {
    await stillView(this.design.page);
  }

  /** Presses on something and moves by so much of the drawing; `held` runs before it is let go. */
  async drag(
    target: Locator,
    by: Point,
    held: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await this.settled();
    const { zoom } = await this.view();
    const box = await target.boundingBox();
    if (box === null) throw new Error("It is not shown.");
    // Near the upper left corner: away from ports and badges.
    const start = { x: box.x + 16, y: box.y + 6 };
    const { mouse } = this.design.page;
    await mouse.move(start.x, start.y);
    await mouse.down();
    await mouse.move(start.x + (by.x * zoom) / 2, start.y + (by.y * zoom) / 2, { steps: 4 });
    await mouse.move(start.x + by.x * zoom, start.y + by.y * zoom, { steps: 4 });
    await held();
    await mouse.up();
  }

  /** A point at a share of the canvas's width and height, on the screen. */
  async pointAt(x: number, y: number): Promise<Point> {
    const box = await this.design.canvas.boundingBox();
    if (box === null) throw new Error("The canvas is not shown.");
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }

  /** Selects nodes by clicks, the others with Shift. */
  async select(...names: readonly string[]): Promise<void> {
    await this.design.press("Escape");
    for (const [index, name] of names.entries()) {
      const modifiers = index === 0 ? [] : (["Shift"] as const);
      await this.design.node(name).click({ modifiers: [...modifiers], position: { x: 40, y: 6 } });
    }
    await expect(this.design.canvas.getByRole("group", { name: /, selected$/ })).toHaveCount(
      names.length,
    );
  }

  /** Chooses from the menu for aligning. */
  async align(title: string): Promise<void> {
    await this.design.canvas.getByRole("button", { name: "Align and distribute" }).click();
    await this.design.page.getByRole("menuitem", { name: title }).click();
  }

  /** Runs a command by its words, by keyboard alone. */
  async run(words: string): Promise<void> {
    const { page } = this.design;
    await page.keyboard.press("ControlOrMeta+k");
    const search = page.getByRole("textbox", { name: "Search commands" });
    await expect(search).toBeFocused();
    await page.keyboard.type(words);
    await expect(search).toHaveValue(words);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Commands" })).toHaveCount(0);
  }
}
