import type { Locator, Page } from "@playwright/test";

/** Booking times of the lab, and the calendar that shows them. */
export class CalendarPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get bookDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Book", exact: true });
  }

  /** What is in the week, month or timeline of one name. */
  entries(name: string): Locator {
    return this.page.locator("[data-entry]").filter({ hasText: name });
  }

  /** Where what is moved would go. */
  get moving(): Locator {
    return this.page.getByRole("status").filter({ hasText: /Enter applies/ });
  }

  get drawer(): Locator {
    return this.page
      .getByRole("dialog")
      .filter({ has: this.page.getByRole("table", { name: "Facts" }) });
  }

  async openBookDialog(): Promise<void> {
    await this.page.getByRole("button", { name: "Book…" }).click();
    await this.bookDialog.getByRole("textbox", { name: "Name" }).waitFor();
  }

  async choose(when: "From – to" | "Repeated"): Promise<void> {
    await this.bookDialog.getByRole("radiogroup", { name: "When" }).getByText(when).click();
  }

  /** Types into the dialog's field, in the way its type has. */
  async fill(label: string, value: string): Promise<void> {
    await this.bookDialog.getByLabel(label, { exact: true }).fill(value);
  }

  async book(): Promise<void> {
    await this.bookDialog.getByRole("button", { name: "Book", exact: true }).click();
    await this.bookDialog.waitFor({ state: "hidden" });
  }

  async show(view: "Week" | "Month" | "Timeline" | "Waiting"): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "Show as" }).getByText(view).click();
  }

  /** Drags by the middle of an entry. */
  async drag(entry: Locator, by: { readonly x: number; readonly y: number }): Promise<void> {
    const box = await entry.boundingBox();
    if (box === null) throw new Error("it is not drawn");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by.x, y + by.y, { steps: 5 });
    await this.moving.waitFor();
    await this.page.mouse.up();
  }
}
