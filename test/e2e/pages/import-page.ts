import { expect, type Download, type Locator, type Page } from "@playwright/test";
import { confirm, pressUntil } from "./confirm.ts";

/** The dialogs by which labs of other programs come in and go out. */
export class ImportPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get importDialog(): Locator {
    return this.page.getByRole("dialog", { name: /^Import/ });
  }

  get exportDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Export as" });
  }

  /** The loss report of the shown dialog. */
  get report(): Locator {
    return this.page.getByRole("dialog").getByRole("table");
  }

  /** A line of the report by what it says of the source. */
  line(source: string | RegExp): Locator {
    return this.report.getByRole("row", { name: source });
  }

  /** An open design by its name. */
  openDesign(name: string): Locator {
    const designs = this.page.getByRole("navigation", { name: "Open designs" });
    return designs.getByRole("button", { name: new RegExp(`^${name}`) });
  }

  /** By the keyboard, as the menu does. */
  async choose(...files: readonly string[]): Promise<void> {
    // Keys are heard once the window is there, and once a dialog before has gone.
    await this.page.getByRole("button", { name: "Menu" }).waitFor();
    await expect(this.page.getByRole("dialog")).toHaveCount(0);
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.keyboard.press("ControlOrMeta+Alt+o");
    await (await chooser).setFiles([...files]);
  }

  /** Drops files onto the window, as from the desktop's file manager. */
  async drop(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    const data = await this.page.evaluateHandle((dropped) => {
      const transfer = new DataTransfer();
      for (const { name, text } of dropped) transfer.items.add(new File([text], name));
      return transfer;
    }, files);
    await this.page.dispatchEvent("body", "drop", { dataTransfer: data });
  }

  /** Shows the lines of one outcome only. */
  async show(outcome: string): Promise<void> {
    await this.page
      .getByRole("dialog")
      .getByText(new RegExp(`^${outcome} \\d+$`))
      .click();
  }

  async openAsNew(): Promise<void> {
    // Of several the next one is in its place.
    const words = await this.importDialog.getByText(/ from .+: /).innerText();
    const shown = this.importDialog.getByText(words);
    const button = this.importDialog.getByRole("button", { name: "Open as new design" });
    await pressUntil(button, () => expect(shown).toBeHidden());
  }

  async insert(): Promise<void> {
    await confirm(this.importDialog, "Insert into this design");
  }

  async openExport(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+Alt+e");
  }

  async chooseFormat(title: string): Promise<void> {
    await this.exportDialog.getByRole("radio", { name: title }).check();
  }

  /** Writes what the dialog shows; the browser downloads it. */
  async export(): Promise<Download> {
    const download = this.page.waitForEvent("download");
    await confirm(this.exportDialog, "Export");
    return download;
  }
}
