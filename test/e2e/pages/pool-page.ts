import type { Locator, Page } from "@playwright/test";
import { confirm } from "./confirm.ts";

/** The lab's screen: what the pool has, how it is, and what is done about it. */
export class PoolPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** What is selected. */
  get panel(): Locator {
    return this.page.getByRole("complementary", { name: "Selected" });
  }

  /** Who is on what is selected. */
  get onIt(): Locator {
    return this.panel.getByRole("list", { name: "Environments on it" });
  }

  get grid(): Locator {
    return this.page.getByRole("grid", { name: "Things of the lab" });
  }

  async open(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Lab").click();
    await this.tab("Overview").waitFor();
  }

  /** Back to the designs. */
  async leave(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Design").click();
  }

  get outOfUse(): Locator {
    return this.page.getByRole("region", { name: "Failing or out of use" });
  }

  get history(): Locator {
    return this.page.getByRole("group", { name: "History of the lab" });
  }

  /** Lets something go wrong on a host of a simulated lab. */
  async chooseFault(fault: "Dead host" | "Full disk", host: string): Promise<void> {
    await this.show("Overview");
    await this.page.getByRole("combobox", { name: fault }).click();
    await this.page.getByRole("option", { name: host, exact: true }).click();
  }

  tab(name: string): Locator {
    return this.page.getByRole("tab", { name });
  }

  async show(name: string): Promise<void> {
    await this.tab(name).click();
    await this.page.getByRole("tabpanel", { name }).waitFor();
  }

  /** By its site and name: `Berlin/R1`. */
  rack(key: string): Locator {
    return this.page.getByRole("region", { name: `Rack ${key}`, exact: true });
  }

  async selectRack(key: string): Promise<void> {
    await this.rack(key)
      .getByRole("button", { name: / of \d+ units$/ })
      .click();
    await this.panel.getByRole("heading", { name: `Rack ${key}` }).waitFor();
  }

  /** Opens the import dialog and pastes; what it would change is shown when the daemon has said so. */
  async paste(text: string): Promise<void> {
    await this.page.getByRole("button", { name: "Import…" }).click();
    await this.dialog.getByRole("textbox", { name: "Inventory" }).fill(text);
    await this.planned();
  }

  /** Opens the import dialog with a file, which may be everything there is. */
  async choose(text: string, everything: boolean): Promise<void> {
    await this.page.getByRole("button", { name: "Import…" }).click();
    const chooser = this.page.waitForEvent("filechooser");
    await this.dialog.getByRole("button", { name: "Choose a file…" }).click();
    const buffer = Buffer.from(text);
    await (await chooser).setFiles({ name: "lab.csv", mimeType: "text/csv", buffer });
    if (everything)
      await this.dialog.getByRole("switch", { name: "The file is everything" }).check();
    await this.planned();
  }

  private async planned(): Promise<void> {
    await this.dialog.getByRole("region", { name: "What the import changes" }).waitFor();
  }

  /** Takes over what the dialog shows. */
  async take(): Promise<void> {
    // Ten thousand things take a while to be written where much else is going on.
    await confirm(this.dialog, "Import", 90_000);
  }

  /** Presses one of the actions about what is selected. */
  async act(name: string): Promise<void> {
    await this.panel.getByRole("button", { name }).click();
    await this.dialog.waitFor();
  }
}
