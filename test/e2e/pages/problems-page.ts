import type { Locator, Page } from "@playwright/test";

/** The list of problems, the rules' reference, and "Fits the lab". */
export class ProblemsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get tab(): Locator {
    return this.page.getByRole("tab", { name: /^Problems/ });
  }

  get rows(): Locator {
    return this.page.getByRole("list", { name: "Problems" }).getByRole("listitem");
  }

  get current(): Locator {
    return this.page.locator("li[aria-current=true]");
  }

  get reference(): Locator {
    return this.page.getByRole("dialog", { name: "Rules" });
  }

  get pools(): Locator {
    return this.page.getByRole("list", { name: "Pools" }).getByRole("listitem");
  }

  /** On the canvas, in the middle of a link. */
  linkBadge(id: string): Locator {
    return this.page.getByTestId(`problem-badge-${id}`);
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  async show(): Promise<void> {
    await this.tab.click();
  }

  async showFit(): Promise<void> {
    await this.page.getByRole("tab", { name: /^Fits/ }).click();
  }

  /** Switches one of the chips for severities and levels. */
  async toggle(chip: RegExp): Promise<void> {
    await this.page.getByRole("checkbox", { name: chip }).press("Space");
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Search problems" }).fill(text);
  }

  async chooseRule(title: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Rule" }).click();
    await this.page.getByRole("option", { name: title }).click();
  }

  async fixAll(row: Locator): Promise<void> {
    await row.getByRole("button", { name: "More ways to fix" }).click();
    await this.page.getByRole("menuitem", { name: /^Fix all/ }).click();
  }

  /** Holds the design against the lab in a window of the reader's own time, `2030-01-01T10:00`. */
  async chooseTime(from: string, to: string): Promise<void> {
    await this.page.getByText("At a time", { exact: true }).click();
    await this.page.getByLabel("From", { exact: true }).fill(from);
    await this.page.getByLabel("To", { exact: true }).fill(to);
    await this.page.getByLabel("To", { exact: true }).press("Enter");
  }
}
