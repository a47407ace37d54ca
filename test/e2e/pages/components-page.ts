import type { Locator, Page } from "@playwright/test";
import { confirm } from "./confirm.ts";

/** Reusable components: saving, the library in the palette, uses in the inspector. */
export class ComponentsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get saveDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Save as component" });
  }

  get updateDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Update uses" });
  }

  get describeDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Ports and settings" });
  }

  /** Over the drawing of a component, the way one came to it. */
  get way(): Locator {
    return this.page.getByRole("navigation", { name: "Where it is used" });
  }

  get libraryDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Component library" });
  }

  /** What the library says of a component. */
  audience(name: string): Locator {
    return this.libraryDialog.getByRole("row", { name: new RegExp(`^${name}`) });
  }

  get inspector(): Locator {
    return this.page.getByRole("complementary", { name: "Inspector" });
  }

  /** A component in the library. */
  entry(name: string): Locator {
    return this.page.getByRole("button", { name: `Place ${name}`, exact: true });
  }

  favourite(name: string): Locator {
    return this.page.getByRole("button", { name: `Favourite ${name}`, exact: true });
  }

  /** Shows, on the canvas, what a use holds. */
  expand(name: string): Locator {
    return this.page.getByRole("button", { name: `Expand ${name}`, exact: true });
  }

  collapse(name: string): Locator {
    return this.page.getByRole("button", { name: `Collapse ${name}`, exact: true });
  }

  /** Runs a command by its name, from the command palette. */
  async run(command: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Commands/ }).click();
    await this.page.getByPlaceholder(/command/i).fill(command);
    await this.page.keyboard.press("Enter");
  }

  /** Saves what is selected under a name. */
  async save(name: string, options: { readonly share?: boolean } = {}): Promise<void> {
    await this.run("Save as component");
    await this.saveDialog.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    if (options.share === true)
      await this.saveDialog.getByRole("checkbox", { name: /^Share it/ }).check();
    await confirm(this.saveDialog, "Save component");
  }

  /** Lets each use of the shown component's next version set something more. */
  async describe(setting: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Ports and settings/ }).click();
    await this.describeDialog.getByRole("checkbox", { name: setting }).check();
    await confirm(this.describeDialog, "Change");
  }

  async saveNextVersion(version: number): Promise<void> {
    await this.page.getByRole("button", { name: `Save as version ${version}` }).click();
  }
}
