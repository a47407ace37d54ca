import type { Locator, Page } from "@playwright/test";
import { stillView } from "./still-view.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A large drawing that is painted: its nodes are no elements, so they are found by where they stand. */
export class LayerPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get layer(): Locator {
    return this.page.getByTestId("drawing-layer");
  }

  /** Cards that are elements of the page. */
  get cards(): Locator {
    return this.page.locator(".react-flow__node");
  }

  get menu(): Locator {
    return this.page.getByRole("menu", { name: "Context menu" });
  }

  /** How many nodes the layer has painted. */
  async painted(): Promise<number> {
    return Number(await this.layer.getAttribute("data-nodes"));
  }

  /** Where a point of the drawing is in the window. */
  async placeOf({ x, y }: Point): Promise<Point> {
    await stillView(this.page);
    return this.page.evaluate(
      (point) => {
        const viewport = document.querySelector<HTMLElement>(".react-flow__viewport");
        const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
        const { a: zoom, e, f } = new DOMMatrix(viewport?.style.transform);
        return {
          x: (canvas?.left ?? 0) + e + point.x * zoom,
          y: (canvas?.top ?? 0) + f + point.y * zoom,
        };
      },
      { x, y },
    );
  }

  async click(point: Point, options: { button?: "right"; modifiers?: "Shift"[] } = {}) {
    const { x, y } = await this.placeOf(point);
    for (const key of options.modifiers ?? []) await this.page.keyboard.down(key);
    await this.page.mouse.click(x, y, { button: options.button ?? "left" });
    for (const key of options.modifiers ?? []) await this.page.keyboard.up(key);
  }

  /** Drags from one point of the drawing to another. */
  async drag(from: Point, to: Point): Promise<void> {
    const [start, end] = [await this.placeOf(from), await this.placeOf(to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await this.page.mouse.move(end.x, end.y, { steps: 4 });
    await this.page.mouse.up();
  }
}
