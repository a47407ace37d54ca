import type { Locator, Page } from "@playwright/test";

/** A statement file that is open in the window. */
export class StatementPage {
  readonly lines: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.lines = page.getByRole("main").getByRole("treegrid");
  }

  heading(title: string): Locator {
    return this.#page.getByRole("heading", { level: 1, name: title });
  }

  /** What came of checking it. */
  verdict(words: string): Locator {
    return this.#page.getByRole("status").filter({ hasText: words });
  }

  button(name: string | RegExp): Locator {
    return this.#page.getByRole("button", { name });
  }

  /** Asks for it in another format. */
  async exportAs(format: string): Promise<void> {
    await this.button("Export").click();
    await this.#page.getByRole("menuitem", { name: format }).click();
  }
}
