import type { Locator, Page } from "@playwright/test";

/** Prices: the list in force, and the draft of what is to hold next. */
export class PricesPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get books(): Locator {
    return this.page.getByRole("navigation", { name: "Price books" });
  }

  get form(): Locator {
    return this.page.getByRole("group", { name: "Form" });
  }

  get text(): Locator {
    return this.page.getByRole("textbox", { name: "The price book as text" });
  }

  get findings(): Locator {
    return this.page.getByRole("region", { name: "What to mend" });
  }

  get saving(): Locator {
    return this.page.getByRole("status").filter({ hasText: /^(Saved|Not saved|Saving)/ });
  }

  dialog(name: string): Locator {
    return this.page.getByRole("dialog", { name });
  }

  async open(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Prices").click();
    await this.page.getByRole("heading", { name: "Prices", level: 1 }).waitFor();
  }

  /** A row of the price list. */
  price(title: string): Locator {
    return this.page.getByRole("row").filter({ hasText: title });
  }

  /** Begins a draft: from the prices in force, or from the example. */
  async begin(from: "the prices in force" | "the example book"): Promise<void> {
    await this.books.getByRole("button", { name: "Change prices" }).click();
    await this.page.getByRole("menuitem", { name: `Start from ${from}` }).click();
    await this.page.getByRole("heading", { name: /^Draft of/ }).waitFor();
  }

  /** Shows one price of the draft in the form. */
  async choose(title: string): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Parts of the book" })
      .getByRole("button", { name: title })
      .click();
    await this.form.getByRole("heading", { name: title }).waitFor();
  }

  field(name: string): Locator {
    return this.form.getByRole("textbox", { name, exact: true });
  }

  async enter(name: string, value: string): Promise<void> {
    await this.field(name).fill(value);
    await this.field(name).press("Enter");
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }
}
