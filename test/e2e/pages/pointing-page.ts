import { expect, type Locator, type Page } from "@playwright/test";
import { DesignPage } from "./design-page.ts";
import { stillView } from "./still-view.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the drawing is looked at: its point p is seen at `p * zoom + (x, y)` in the canvas. */
interface View extends Point {
  readonly zoom: number;
}

type Held = "Shift" | "Control" | "Space";

/** The drawing under mouse and keys: what is selected, where things are, how it is looked at. */
export class PointingPage {
  readonly page: Page;
  readonly #design: DesignPage;

  constructor(page: Page) {
    this.page = page;
    this.#design = new DesignPage(page);
  }

  /** The nodes that are selected. */
  get selected(): Locator {
    return this.#design.canvas.getByRole("group", { name: /, selected$/ });
  }

  get selectedLinks(): Locator {
    return this.#design.canvas.locator("[data-testid^=link-][data-selected=true]");
  }

  get menu(): Locator {
    return this.page.getByRole("menu", { name: "Context menu" });
  }

  entry(name: RegExp): Locator {
    return this.menu.getByRole("menuitem", { name });
  }

  /** The name of what undo would take back. */
  get undo(): Locator {
    return this.page.getByRole("button", { name: /^Undo/ });
  }

  get notice(): Locator {
    return this.page.getByRole("alert");
  }

  link(id: string): Locator {
    return this.#design.canvas.getByTestId(`link-${id}`);
  }

  note(text: string): Locator {
    return this.#design.canvas.getByRole("note", { name: text });
  }

  /** Those that are elements of the page. */
  get links(): Locator {
    return this.page.locator(".react-flow__edge");
  }

  async boxOf(locator: Locator): Promise<Point & { width: number; height: number }> {
    const box = await locator.boundingBox();
    if (box === null) throw new Error("It is not shown.");
    return box;
  }

  /** Where a node stands in the drawing. */
  async placeOf(name: string): Promise<Point> {
    const [box, view, frame] = [
      await this.boxOf(this.#design.node(name)),
      await this.view(),
      await this.boxOf(this.#design.canvas),
    ];
    return {
      // Plus nothing, since -0 is not 0.
      x: Math.round((box.x - frame.x - view.x) / view.zoom) + 0,
      y: Math.round((box.y - frame.y - view.y) / view.zoom) + 0,
    };
  }

  async view(): Promise<View> {
    return this.page.evaluate(() => {
      const viewport = document.querySelector<HTMLElement>(".react-flow__viewport");
      const { a: zoom, e: x, f: y } = new DOMMatrix(viewport?.style.transform);
      return { x, y, zoom };
    });
  }

  /** The view, once it has stood still for some frames. */
  async settled(): Promise<View> {
    await stillView(this.page);
    return this.view();
  }

  /** One step by the key, to its end. */
  async zoomIn(): Promise<void> {
    const { zoom } = await this.settled();
    await this.page.keyboard.press("ControlOrMeta+=");
    await expect.poll(async () => (await this.view()).zoom).toBeCloseTo(zoom * 1.2, 4);
  }

  /** A point of the drawing, in the window. */
  async screenOf({ x, y }: Point): Promise<Point> {
    const [view, frame] = [await this.view(), await this.boxOf(this.#design.canvas)];
    return { x: frame.x + view.x + x * view.zoom, y: frame.y + view.y + y * view.zoom };
  }

  /** A point of the window, in the drawing. */
  async pointAt({ x, y }: Point): Promise<Point> {
    const [view, frame] = [await this.view(), await this.boxOf(this.#design.canvas)];
    return { x: (x - frame.x - view.x) / view.zoom, y: (y - frame.y - view.y) / view.zoom };
  }

  async clickNode(name: string, held?: Held): Promise<void> {
    await this.settled();
    const { x, y } = await this.boxOf(this.#design.node(name));
    await this.#holding(held, () => this.page.mouse.click(x + 16, y + 6));
  }

  /** Selects a note. */
  async clickNote(text: string): Promise<void> {
    await this.settled();
    const { x, y } = await this.boxOf(this.note(text));
    await this.page.mouse.click(x + 16, y + 6);
  }

  async clickLink(id: string, options: { button?: "right"; clickCount?: number } = {}) {
    await this.settled();
    const { x, y } = await this.#onLink(id);
    await this.page.mouse.click(x, y, options);
  }

  /** A point of the window that a link runs through, away from its ends and its middle. */
  async #onLink(id: string): Promise<Point> {
    return this.link(id)
      .locator("path.react-flow__edge-interaction")
      .evaluate((element) => {
        const path = element as SVGPathElement;
        const { x, y } = path.getPointAtLength(path.getTotalLength() / 4);
        const point = new DOMPoint(x, y).matrixTransform(path.getScreenCTM() ?? new DOMMatrix());
        return { x: point.x, y: point.y };
      });
  }

  /** Drags a node by its upper edge, away from its ports; `before` runs while the button is still held. */
  async dragNode(name: string, by: Point, before?: () => Promise<void>): Promise<void> {
    await this.settled();
    const { x, y } = await this.boxOf(this.#design.node(name));
    await this.#drag({ x: x + 16, y: y + 6 }, { x: x + 16 + by.x, y: y + 6 + by.y }, before);
  }

  /** Draws a box between two points of the drawing. */
  async drawBox(from: Point, to: Point, held?: Held): Promise<void> {
    await this.settled();
    const [start, end] = [await this.screenOf(from), await this.screenOf(to)];
    await this.#holding(held, () => this.#drag(start, end));
  }

  /** Moves the view by the mouse, from the middle of nothing. */
  async pan(how: "Space" | "middle button", from: Point, by: Point): Promise<void> {
    const start = await this.screenOf(from);
    const end = { x: start.x + by.x, y: start.y + by.y };
    if (how === "Space") await this.#holding("Space", () => this.#drag(start, end));
    else await this.#drag(start, end, undefined, "middle");
  }

  /** Turns the wheel with the pointer at a point of the drawing. */
  async wheel(at: Point, by: number, held?: "Control"): Promise<void> {
    const { x, y } = await this.screenOf(at);
    await this.page.mouse.move(x, y);
    await this.#holding(held, () => this.page.mouse.wheel(0, by));
  }

  async #drag(from: Point, to: Point, before?: () => Promise<void>, button?: "middle") {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down({ button: button ?? "left" });
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await before?.();
    await mouse.up({ button: button ?? "left" });
  }

  async #holding(key: Held | undefined, act: () => Promise<void>): Promise<void> {
    if (key !== undefined) await this.page.keyboard.down(key);
    await act();
    if (key !== undefined) await this.page.keyboard.up(key);
  }

  async rightClick(locator: Locator): Promise<void> {
    await this.settled();
    const { x, y } = await this.boxOf(locator);
    await this.page.mouse.click(x + 16, y + 6, { button: "right" });
  }

  /** Gives a node the keyboard's focus, as Tab does when it comes to it. */
  async focusNode(name: string): Promise<void> {
    const card = this.page.getByRole("group", { name: new RegExp(`^${name}, `) });
    await this.page.locator(".react-flow__node").filter({ has: card }).focus();
  }
}
