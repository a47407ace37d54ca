import { expect, type Locator, type Page } from "@playwright/test";
import { DesignPage } from "./design-page.ts";
import { fieldOf, type Hands, type RowValues } from "./hands.ts";
import { TablePage } from "./table-page.ts";

const MOST_TABS = 60;

/** Draws with the keyboard alone: nothing here clicks or sets the focus. */
export class KeyboardHands implements Hands {
  readonly #page: Page;
  readonly #design: DesignPage;
  readonly #bandwidths = new Map<string, number>();

  constructor(page: Page) {
    this.#page = page;
    this.#design = new DesignPage(page);
  }

  async newDesign(): Promise<void> {
    await this.#command("new design");
    await expect(this.#design.canvas).toBeVisible();
  }

  async place(kind: string): Promise<void> {
    await this.#command(`place ${kind.toLowerCase()}`);
    const heading = this.#design.inspector.getByRole("heading", { name: kind, exact: true });
    await expect(heading).toBeVisible();
  }

  async rename(name: string): Promise<void> {
    await this.#page.keyboard.press("F2");
    await expect(this.#field("Name")).toBeFocused();
    await this.#page.keyboard.type(name);
    await expect(this.#field("Name")).toHaveValue(name);
  }

  async showMore(): Promise<void> {
    await this.#tabTo(this.#design.inspector.getByRole("button", { name: "More", exact: true }));
    await this.#page.keyboard.press("Enter");
  }

  async choose(field: string, options: readonly string[]): Promise<void> {
    await this.#tabTo(this.#field(field));
    for (const option of options) {
      await this.#pick(option);
      await expect(this.#chosen(field, option)).toBeVisible();
    }
  }

  /** A single choice is the field's own text, one of several a pill in it. */
  #chosen(field: string, option: string): Locator {
    const { inspector } = this.#design;
    const pill = inspector.getByText(option, { exact: true });
    return this.#field(field)
      .and(this.#page.locator(`[value="${option}"]`))
      .or(pill)
      .first();
  }

  /** Types into the list that has the focus, and takes what is found. */
  async #pick(option: string): Promise<void> {
    await this.#page.keyboard.type(option);
    const first = this.#page.locator("[data-combobox-selected]").filter({ visible: true });
    const wanted = first.filter({ has: this.#page.getByText(option, { exact: true }) });
    // What only begins alike may stand before it.
    await expect(async () => {
      if ((await wanted.count()) === 0) await this.#page.keyboard.press("ArrowDown");
      await expect(wanted).toBeVisible({ timeout: 300 });
    }).toPass();
    await this.#page.keyboard.press("Enter");
  }

  async type(field: string, value: string): Promise<void> {
    await this.#tabTo(this.#field(field));
    await this.#page.keyboard.type(value);
    // Numbers have commas and units.
    const shown = async (): Promise<string> =>
      (await this.#field(field).inputValue()).replaceAll(",", "").split(" ")[0] ?? "";
    await expect.poll(shown).toBe(value);
  }

  async list(field: string, values: readonly string[]): Promise<void> {
    await this.#tabTo(this.#field(field));
    for (const value of values) {
      await this.#page.keyboard.type(value);
      await this.#page.keyboard.press("Enter");
      await expect(this.#chosen(field, value)).toBeVisible();
    }
  }

  async rows(field: string, rows: readonly RowValues[]): Promise<void> {
    const { inspector } = this.#design;
    for (const [index, row] of rows.entries()) {
      await this.#tabTo(inspector.getByRole("button", { name: `Add to ${field.toLowerCase()}` }));
      await this.#page.keyboard.press("Enter");
      for (const [column, value] of Object.entries(row)) {
        await this.#tabTo(inspector.getByLabel(`${column} of ${field} ${index + 1}`));
        await this.#page.keyboard.type(value);
      }
    }
  }

  async link(from: string, to: string, bandwidth: number | undefined): Promise<void> {
    await this.#tabTo(this.#field("Add link to"));
    await this.#page.keyboard.press("ArrowDown");
    await expect(this.#page.getByRole("option").filter({ visible: true })).not.toHaveCount(0);
    await this.#pick(to);
    const row = this.#design.inspector.getByRole("button", { name: `Remove link to ${to}` });
    await expect(row).toBeVisible();
    if (bandwidth !== undefined) this.#bandwidths.set(`${from} ${to}`, bandwidth);
  }

  /** In the table, where all links of one bandwidth are set at once. */
  async finish(): Promise<void> {
    const table = new TablePage(this.#page);
    await this.#command("canvas or table");
    await this.#tabTo(table.region.getByRole("radio", { name: "Nodes" }));
    await this.#page.keyboard.press("ArrowRight");
    await this.#tabTo(table.grid);
    for (const bandwidth of new Set(this.#bandwidths.values()))
      await this.#setBandwidth(table, bandwidth);
    await this.#command("canvas or table");
  }

  async #setBandwidth(table: TablePage, bandwidth: number): Promise<void> {
    const rows = table.grid.getByRole("row");
    await this.#page.keyboard.press("Control+Home");
    let last = 0;
    const count = await rows.count();
    for (let row = 1; row < count; row++) {
      const cells = await rows.nth(row).getByRole("gridcell").allInnerTexts();
      if (this.#bandwidths.get(`${cells[0]} ${cells[2]}`) === bandwidth) {
        await this.#page.keyboard.press("Space");
        await expect(rows.nth(row)).toHaveAttribute("aria-selected", "true");
        last = row;
      }
      if (row < count - 1) await this.#page.keyboard.press("ArrowDown");
    }
    // All selected rows are changed from one of them.
    for (let row = count - 1; row > last; row--) await this.#page.keyboard.press("ArrowUp");
    await this.#page.keyboard.press("Home");
    const headings = await table.grid.getByRole("columnheader").allInnerTexts();
    for (let step = 0; step < headings.indexOf("Bandwidth (Mb/s)"); step++)
      await this.#page.keyboard.press("ArrowRight");
    await this.#page.keyboard.press("Enter");
    await this.#page.keyboard.type(String(bandwidth));
    await this.#page.keyboard.press("Enter");
  }

  async #command(words: string): Promise<void> {
    await this.#page.keyboard.press("Control+k");
    await expect(this.#page.getByRole("textbox", { name: "Search commands" })).toBeFocused();
    await this.#page.keyboard.type(words);
    await this.#page.keyboard.press("Enter");
    await expect(this.#page.getByRole("dialog", { name: "Commands" })).toHaveCount(0);
  }

  async #tabTo(target: Locator): Promise<void> {
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      const way = await target.evaluate((element) => {
        if (element === document.activeElement) return null;
        const { DOCUMENT_POSITION_FOLLOWING: follows } = Node;
        const position = element.compareDocumentPosition(document.activeElement ?? document.body);
        return (position & follows) === 0 ? "Tab" : "Shift+Tab";
      });
      if (way === null) return;
      await this.#page.keyboard.press(way);
    }
    throw new Error("Tab does not lead there.");
  }

  #field(label: string): Locator {
    return fieldOf(this.#design.inspector, label);
  }
}
