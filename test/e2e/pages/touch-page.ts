import type { CDPSession, Page } from "@playwright/test";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the screen. */
export class TouchPage {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** From here on the screen can be touched; what is shown is loaded anew, since it looks for that once. */
  static async begin(page: Page): Promise<TouchPage> {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
    await page.reload();
    return new TouchPage(page, session);
  }

  /** Two fingers beside each other, of which the second one goes so far, and both of them. */
  async pinch(from: Point, apart: readonly [number, number], both: Point = { x: 0, y: 0 }) {
    const at = (share: number): Point[] => {
      const x = from.x + both.x * share;
      const y = from.y + both.y * share;
      return [
        { x, y },
        { x: x + apart[0] + (apart[1] - apart[0]) * share, y },
      ];
    };
    await this.#send("touchStart", at(0).slice(0, 1));
    await this.#send("touchStart", at(0));
    for (const share of [0.25, 0.5, 0.75, 1]) await this.#send("touchMove", at(share));
    await this.#send("touchEnd", []);
  }

  async tap(at: Point): Promise<void> {
    await this.#send("touchStart", [at]);
    await this.#send("touchEnd", []);
  }

  async drag(from: Point, by: Point): Promise<void> {
    await this.#send("touchStart", [from]);
    for (const share of [0.25, 0.5, 0.75, 1])
      await this.#send("touchMove", [{ x: from.x + by.x * share, y: from.y + by.y * share }]);
    await this.#send("touchEnd", []);
  }

  /** A finger that rests until something is there. */
  async hold(at: Point, until: () => Promise<void>): Promise<void> {
    await this.#send("touchStart", [at]);
    await until();
    await this.#send("touchEnd", []);
  }

  async #send(type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) {
    const touchPoints = points.map((point, id) => ({ ...point, id }));
    await this.#session.send("Input.dispatchTouchEvent", { type, touchPoints });
    // As fingers do, one thing a frame.
    await this.#page.evaluate(() => new Promise(requestAnimationFrame));
  }
}
