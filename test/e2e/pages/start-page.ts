import type { Locator, Page } from "@playwright/test";

/** What the window shows first. */
export class StartPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get heading(): Locator {
    return this.#page.getByRole("heading", { level: 1 });
  }

  /** The examples as they are counted: the first is example 1. */
  get examples(): Locator {
    return this.#page.getByRole("button", { name: /^Open example/ });
  }

  /** Back to it from an open design. */
  async open(): Promise<void> {
    await this.#page.getByRole("button", { name: "Start page" }).click();
    await this.heading.waitFor();
  }

  async newDesign(): Promise<void> {
    await this.#page.getByRole("main").getByRole("button", { name: "New design" }).last().click();
  }

  /** Opens unsaved work of an earlier run. */
  async recover(name: string): Promise<void> {
    await this.#page.getByRole("button", { name: `Recover ${name}` }).click();
  }

  async openExample(name: string): Promise<void> {
    await this.#page.getByRole("button", { name: `Open example ${name}` }).click();
  }
}
