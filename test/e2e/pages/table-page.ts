import type { Locator, Page } from "@playwright/test";

/** The open design as a table. */
export class TablePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get region(): Locator {
    return this.page.getByRole("region", { name: "Table" });
  }

  get grid(): Locator {
    return this.region.getByRole("grid");
  }

  get selected(): Locator {
    return this.grid.locator("[role=row][aria-selected=true]");
  }

  get editor(): Locator {
    return this.grid.locator("input, select");
  }

  /** A row by what its first cell says. */
  row(name: string): Locator {
    return this.grid
      .getByRole("row")
      .filter({ has: this.page.getByRole("gridcell", { name, exact: true }) });
  }

  /** A row's cell under a heading. */
  async cell(name: string, heading: string): Promise<Locator> {
    const headings = await this.grid.getByRole("columnheader").allInnerTexts();
    return this.row(name).getByRole("gridcell").nth(headings.indexOf(heading));
  }

  /** Turns the canvas into the table, or back, by its key. */
  async toggle(): Promise<void> {
    await this.page.keyboard.press("t");
  }

  async showKind(title: string): Promise<void> {
    await this.region.getByRole("combobox", { name: "Kind" }).click();
    await this.page.getByRole("option", { name: title, exact: true }).click();
  }

  async showLinks(): Promise<void> {
    await this.region.getByRole("radiogroup", { name: "Rows" }).getByText("Links").click();
  }

  /** Presses keys in the grid, one after the other. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.grid.press(key);
  }

  /** Types into the cell that is being edited. */
  async fill(value: string): Promise<void> {
    await this.editor.fill(value);
    await this.editor.press("Enter");
  }
}
