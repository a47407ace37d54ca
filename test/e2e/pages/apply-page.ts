import type { Locator, Page } from "@playwright/test";
import { confirm } from "./confirm.ts";

/** A changed design of an environment on its way to it. */
export class ApplyPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** In the environment's bar: how many changes are not applied. */
  get pending(): Locator {
    return this.#page
      .getByRole("region", { name: "Environment" })
      .getByRole("button", { name: /not applied/ });
  }

  get dialog(): Locator {
    return this.#page.getByRole("dialog", { name: "Apply changes" });
  }

  /** What would be done, line by line. */
  get plan(): Locator {
    return this.dialog.getByRole("list", { name: "What will be done" }).getByRole("listitem");
  }

  /** A row of the prices, with what it costs now and then. */
  price(what: string): Locator {
    return this.dialog
      .getByRole("table", { name: "What it costs" })
      .getByRole("row")
      .filter({ hasText: what })
      .getByRole("cell");
  }

  async open(): Promise<void> {
    await this.pending.click();
  }

  async apply(): Promise<void> {
    await confirm(this.dialog, "Apply");
  }
}
