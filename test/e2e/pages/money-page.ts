import type { Locator, Page } from "@playwright/test";

/** The views of money: lines that explain themselves, what if, projected against actual. */
export class MoneyPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The first row of the table of lines that says this. */
  row(text: RegExp): Locator {
    return this.page.getByRole("treegrid").getByRole("row", { name: text }).first();
  }

  get explanation(): Locator {
    return this.page.getByRole("region", { name: "How this amount comes about" });
  }

  get explained(): Locator {
    return this.page.getByTestId("explained-amount");
  }

  /** Why what came differs from what was projected, as a table. */
  get waterfall(): Locator {
    return this.page.getByRole("table", { name: /: from projected to / });
  }

  /** Shows a chart's numbers. */
  async asTable(): Promise<void> {
    await this.page
      .getByRole("radiogroup", { name: /: shown as$/ })
      .getByText("Table", { exact: true })
      .click();
  }

  /** How much more or less a scenario costs. */
  get difference(): Locator {
    return this.page.getByTestId("scenario-difference");
  }

  /** A view by its name in the switch. */
  async show(view: string): Promise<void> {
    await this.page
      .getByRole("radiogroup", { name: "View" })
      .getByText(view, { exact: true })
      .click();
  }
}
