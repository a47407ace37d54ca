import type { Locator, Page } from "@playwright/test";

/** Bills and budgets. */
export class BillsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get list(): Locator {
    return this.page.getByRole("navigation", { name: "Bills and budgets" });
  }

  /** What is shown of a bill, by its title, or of the budgets. */
  pane(name: string): Locator {
    return this.page.getByRole("region", { name });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  async open(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Bills").click();
    await this.list.waitFor();
  }

  /** Says since when the lab does not answer. */
  get stale(): Locator {
    return this.page.getByRole("status").filter({ hasText: "The daemon does not answer" });
  }

  /** Asks for the shown bill in another format. */
  async exportAs(format: string): Promise<void> {
    await this.page.getByRole("button", { name: "Export" }).click();
    await this.page.getByRole("menuitem", { name: format }).click();
  }

  async show(name: RegExp | string): Promise<void> {
    await this.list.getByRole("button", { name }).click();
  }
}
