import { expect, type Locator, type Page } from "@playwright/test";
import { confirm, pressUntil } from "./confirm.ts";

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

  /** Fills the form of a new customer; fields by their labels. */
  async signUp(fields: Readonly<Record<string, string>>, country: string): Promise<void> {
    await this.show("Customers");
    await this.page.getByRole("button", { name: "New customer…" }).click();
    const form = this.dialog("New customer");
    for (const [label, value] of Object.entries(fields))
      await form.getByLabel(new RegExp(`^${label}`)).fill(value);
    await form.getByRole("combobox", { name: "Country" }).fill(country);
    await this.page.getByRole("option", { name: country }).click();
    await confirm(form, "Sign up");
  }

  /** One of the amounts over a bill. */
  sum(pane: Locator, title: string): Locator {
    return pane.locator("dl > div").filter({ hasText: title }).getByRole("definition");
  }

  /** Objects to a line of the shown bill. */
  async dispute(line: RegExp, text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Notes" }).click();
    const form = this.page.getByRole("dialog", { name: /^Notes on/ });
    await form.getByRole("combobox", { name: "About" }).click();
    await this.page.getByRole("option", { name: line }).first().click();
    const typed = form.getByLabel("What you want to say");
    await typed.fill(text);
    const send = form.getByRole("button", { name: "Keep and send" });
    await pressUntil(send, () => expect(typed).toHaveValue(""));
    await form.getByRole("list", { name: "Notes" }).waitFor();
    await this.page.keyboard.press("Escape");
    await form.waitFor({ state: "hidden" });
  }

  async show(name: RegExp | string): Promise<void> {
    await this.list.getByRole("button", { name }).click();
  }
}
