import type { Locator, Page } from "@playwright/test";

/** What the window says and asks about the file of the shown design. */
export class FilesPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The message over the canvas. */
  banner(text: RegExp): Locator {
    return this.#page
      .getByRole("alert")
      .or(this.#page.getByRole("status"))
      .filter({ hasText: text });
  }

  async choose(action: string): Promise<void> {
    await this.#page.getByRole("button", { name: action, exact: true }).first().click();
  }

  get dialog(): Locator {
    return this.#page.getByRole("dialog");
  }

  get versions(): Locator {
    return this.dialog.getByRole("list", { name: "Versions" }).getByRole("listitem");
  }

  get differences(): Locator {
    return this.dialog.getByRole("table", { name: "Differences" }).getByRole("row");
  }

  get losses(): Locator {
    return this.dialog.getByRole("table", { name: "What could not be read" }).getByRole("row");
  }

  async showVersions(): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+Alt+h");
  }

  async showExport(): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+Shift+e");
  }

  /** Drops files onto the window, as from a folder of the system. */
  async drop(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    const transfer = await this.#page.evaluateHandle((dropped) => {
      const data = new DataTransfer();
      for (const { name, text } of dropped) data.items.add(new File([text], name));
      return data;
    }, files);
    await this.#page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
    await this.#page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  }
}
