import type { Locator, Page } from "@playwright/test";

/** The dialog that completes a design, or makes one of a service. */
export class CompletionPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog", { name: /Complete design|Start from a service/ });
  }

  /** What was chosen, by its title. */
  choice(title: string): Locator {
    return this.dialog.getByRole("combobox", { name: title, exact: true });
  }

  get price(): Locator {
    return this.dialog.getByText(/ this month/);
  }

  async openByCommand(command: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+k");
    await this.page.getByRole("textbox", { name: "Search commands" }).fill(command);
    await this.page.locator("[data-action]").filter({ hasText: command }).waitFor();
    await this.page.keyboard.press("Enter");
    await this.dialog.waitFor();
  }

  async service(name: string, users: number): Promise<void> {
    await this.dialog.getByRole("combobox", { name: "Service" }).click();
    await this.page.getByRole("option", { name, exact: true }).click();
    await this.dialog.getByRole("textbox", { name: "Users" }).fill(String(users));
  }

  /** Takes something else in place of what was chosen. */
  async choose(title: string, option: RegExp): Promise<void> {
    await this.choice(title).click();
    await this.page.getByRole("option", { name: option }).click();
  }
}
