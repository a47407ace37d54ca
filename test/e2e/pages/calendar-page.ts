import { expect, type Locator, type Page } from "@playwright/test";
import { later } from "../support/days.ts";
import { confirm, pressUntil } from "./confirm.ts";

/** Booking times of the lab, and the calendar that shows them. */
export class CalendarPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Of what is booked, or booked again. */
  get bookDialog(): Locator {
    return this.page.getByRole("dialog", { name: /^Book( again)?$/ });
  }

  /** Why what was moved went back. */
  get refusedDialog(): Locator {
    return this.page.getByRole("dialog", { name: /(stays where it was|may have been moved)$/ });
  }

  /** What is in the week, month or timeline of one name. */
  entries(name: string): Locator {
    return this.page.locator("[data-entry]").filter({ hasText: name });
  }

  /** What others have of the lab, of which one may know no more. */
  get held(): Locator {
    return this.page.getByRole("img", { name: /^Held, / });
  }

  /** Where in the month a bar goes on after the piece that stands for it. */
  further(name: string): Locator {
    return this.page.locator("[data-further]").filter({ hasText: name });
  }

  /** Where what is moved would go. */
  get moving(): Locator {
    return this.page.getByRole("status").filter({ hasText: /Enter applies/ });
  }

  /** Where the times are. */
  view(name: "Week" | "Month" | "Timeline"): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  get drawer(): Locator {
    return this.page
      .getByRole("dialog")
      .filter({ has: this.page.getByRole("table", { name: "Facts" }) });
  }

  /** What is said in passing, and goes by itself. */
  said(words: string | RegExp): Locator {
    return this.page.getByRole("alert").filter({ hasText: words });
  }

  async open(): Promise<void> {
    await this.#view("Calendar");
    await this.page.getByRole("radiogroup", { name: "Show as" }).waitFor();
  }

  /** Back to the design that was open. */
  async showDesign(): Promise<void> {
    await this.#view("Design");
  }

  async #view(name: string): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText(name).click();
  }

  async openBookDialog(): Promise<void> {
    await this.page.getByRole("button", { name: "Book…" }).click();
    await this.bookDialog.getByRole("textbox", { name: "Name" }).waitFor();
  }

  async choose(when: "From – to" | "Repeated"): Promise<void> {
    const choices = this.bookDialog.getByRole("radiogroup", { name: "When" });
    await choices.getByText(when).click();
    await expect(choices.getByRole("radio", { name: when })).toBeChecked();
  }

  /** A field of the dialog. */
  field(label: string): Locator {
    return this.bookDialog.getByLabel(label, { exact: true });
  }

  /** Types into the dialog's field, in the way its type has. */
  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  /** Opens one of the groups of fields that most bookings leave as they are. */
  async openFields(group: string): Promise<void> {
    await this.bookDialog.getByRole("button", { name: new RegExp(`^${group}`) }).click();
  }

  /** Every weekday from nine to eleven, as the dialog proposes, from one day to another. */
  async chooseMornings(first: string, last: string): Promise<void> {
    await this.choose("Repeated");
    await this.fill("First day", first);
    await this.fill("Last day", last);
  }

  /** Has the lab look for a time, which is then in the fields and fits. */
  async takeFreeTime(which: "Earliest" | "Cheapest"): Promise<void> {
    const from = this.bookDialog.getByLabel("From", { exact: true });
    await from.fill("2020-01-01T00:00");
    await this.bookDialog.getByLabel("To", { exact: true }).fill("2020-01-01T02:00");
    const told = this.bookDialog.getByRole("status").filter({ hasText: "comes to no time" });
    await expect(told).toBeVisible();
    await this.bookDialog.getByRole("button", { name: `${which} free time` }).click();
    await expect(from).not.toHaveValue(/^2020/);
    await expect(this.bookDialog.getByText("It fits")).toBeVisible();
  }

  /** The mornings of a week for the design that is open, which is then shown again, to be booked once more. */
  async bookMornings(monday: string): Promise<void> {
    await this.openBookDialog();
    await this.chooseMornings(monday, later(monday, 6));
    await expect(this.bookDialog.getByText("All 5 times fit")).toBeVisible();
    await this.book();
    await expect(this.page.locator("[data-entry]")).toHaveCount(5);
    await this.showDesign();
    await this.openBookDialog();
  }

  async book(): Promise<void> {
    await confirm(this.bookDialog, "Book");
  }

  /** Drags over a time of the week that is shown, from one hour of a day, the first is 0, to another of one. */
  async pickTime(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const week = this.view("Week");
    const days = week.getByRole("img", { name: /^(Nothing is held|Up to .* are held)$/ });
    const [, earliest] = from;
    await week.evaluate((element, share) => {
      element.scrollTop = share * element.scrollHeight - 100;
    }, earliest / 24);
    const at = async ([day, hour]: readonly [number, number]) => {
      const { x, y, height } = (await days.nth(day).boundingBox())!;
      return [x + 40, y + (hour / 24) * height] as const;
    };
    await this.#dragOver(await at(from), await at(to));
  }

  /** The same in a timeline of a week, nearly: a pixel there is minutes. */
  async pickOnTimeline(
    from: readonly [number, number],
    to: readonly [number, number],
  ): Promise<void> {
    const { x, y, width } = (await this.view("Timeline").boundingBox())!;
    const titles = 170;
    const at = ([day, hour]: readonly [number, number]) =>
      [x + titles + ((day + hour / 24) / 7) * (width - titles), y + 60] as const;
    await this.#dragOver(at(from), at(to));
  }

  async #dragOver(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await this.page.mouse.move(...from);
    await this.page.mouse.down();
    await this.page.mouse.move(...to, { steps: 4 });
    await this.page.mouse.up();
  }

  async show(view: "Week" | "Month" | "Timeline" | "Waiting"): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "Show as" }).getByText(view).click();
  }

  /** Shows an entry in full. */
  async openEntry(entry: Locator): Promise<void> {
    await entry.click();
    await this.drawer.getByRole("button", { name: "Book again…" }).waitFor();
  }

  /** Cancels what the drawer shows: it alone or more of its series. */
  async cancel(scope: "Only this one" | "The whole series"): Promise<void> {
    await this.drawer.getByRole("button", { name: "Cancel it" }).click();
    await this.page.getByRole("menuitem", { name: scope }).click();
    await confirm(this.page.getByRole("dialog", { name: /^Cancel / }), "Cancel the reservation");
    await this.drawer.waitFor({ state: "hidden" });
  }

  /** Takes what the drawer shows back, as the lab. */
  async takeBack(): Promise<void> {
    await this.drawer.getByRole("button", { name: "Take it back" }).click();
    await confirm(this.page.getByRole("dialog", { name: /^Take .+ back/ }), "Take it back");
  }

  async closeDrawer(): Promise<void> {
    await confirm(this.drawer, "Close");
  }

  /** From so many machines on a lab admin is asked. */
  async askAbove(machines: number): Promise<void> {
    await this.page.getByRole("button", { name: "Limits…" }).click();
    const limits = this.page.getByRole("dialog", { name: "Limits" });
    const above = limits.getByRole("textbox", { name: "Asks for more machines than" });
    await above.fill(String(machines));
    const set = limits.getByRole("button", { name: "Set the limits" });
    const table = limits.getByRole("table", { name: "Limits" });
    await pressUntil(set, () => expect(table).toBeVisible());
    await confirm(limits, "Close");
  }

  /** Opens the dialog of the secret address and makes one, or another. */
  async subscribe(): Promise<string> {
    const feed = this.page.getByRole("dialog", { name: "Subscribe to the calendar" });
    const address = feed.getByRole("textbox", { name: "Address" });
    const before = (await address.isVisible()) ? await address.inputValue() : "";
    await feed.getByRole("button", { name: /^Make / }).click();
    await expect(address).not.toHaveValue(before);
    return address.inputValue();
  }

  async fileMenu(item: string): Promise<void> {
    await this.page.getByRole("button", { name: "Calendar file" }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  /** Drags by the middle of an entry. */
  async drag(entry: Locator, by: { readonly x: number; readonly y: number }): Promise<void> {
    await this.#drag(entry, by, "middle");
  }

  /** Drags by the lower edge of an entry. */
  async dragEnd(entry: Locator, down: number): Promise<void> {
    await this.#drag(entry, { x: 0, y: down }, "bottom");
  }

  /** Drags by the right edge of a bar. */
  async dragRight(entry: Locator, right: number): Promise<void> {
    await this.#drag(entry, { x: right, y: 0 }, "right");
  }

  async #drag(
    entry: Locator,
    by: { readonly x: number; readonly y: number },
    part: "middle" | "bottom" | "right",
  ): Promise<void> {
    // Waits until it stands still and nothing lies over it, such as a drawer that is closing.
    await entry.hover();
    const box = await entry.boundingBox();
    if (box === null) throw new Error("it is not drawn");
    const x = box.x + (part === "right" ? box.width - 2 : box.width / 2);
    const y = box.y + (part === "bottom" ? box.height - 2 : box.height / 2);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by.x, y + by.y, { steps: 5 });
    await this.moving.waitFor();
    await this.page.mouse.up();
  }
}
