import { expect, type Locator, type Page } from "@playwright/test";
import { pressUntil } from "./confirm.ts";

/** A statement file that is open in the window. */
export class StatementPage {
  readonly lines: Locator;
  readonly notes: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.lines = page.getByRole("main").getByRole("treegrid");
    this.notes = page.getByRole("list", { name: "Notes" });
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

  /** Says something about all of it; the dialog is open. */
  async note(text: string): Promise<void> {
    const typed = this.#page.getByLabel("What you want to say");
    await typed.fill(text);
    await pressUntil(this.button("Keep and send"), () => expect(typed).toHaveValue(""));
  }
}
