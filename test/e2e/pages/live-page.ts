import { expect, type Locator, type Page } from "@playwright/test";
import { confirm } from "./confirm.ts";

/** A design that runs: sending it, its state on the canvas, consoles, release. */
export class LivePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** State, machines running, time left, charge. */
  get bar(): Locator {
    return this.page.getByRole("region", { name: "Environment" });
  }

  get sendDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Send to lab" });
  }

  /** What moving off hosts that are out of use would do. */
  get moveDialog(): Locator {
    return this.page.getByRole("dialog", { name: "Apply changes" });
  }

  get terminal(): Locator {
    return this.page.getByRole("tabpanel", { name: /^Console/ });
  }

  async showEnvironments(): Promise<void> {
    await this.page.getByRole("radiogroup", { name: "View" }).getByText("Environments").click();
  }

  /** A row of the *Environments* view. */
  environment(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async openEnvironment(name: string): Promise<void> {
    await this.environment(name).getByRole("button", { name }).click();
  }

  async openSendDialog(): Promise<void> {
    await this.page.getByRole("button", { name: "Send to lab" }).click();
  }

  /** Sends what the dialog shows, to the pool of this name. */
  async send(pool: string): Promise<void> {
    const lab = this.sendDialog.getByRole("combobox", { name: "Lab" });
    if ((await lab.inputValue()) !== pool) {
      const option = this.page.getByRole("option", { name: pool });
      // A press that the dialog moves away under opens nothing; people press again.
      await expect(async () => {
        if (!(await option.isVisible())) await lab.click();
        await expect(option).toBeVisible({ timeout: 2000 });
      }).toPass();
      await option.click();
    }
    await confirm(this.sendDialog, "Send");
  }

  /** On which host a machine of the open environment is. */
  async hostOf(machine: string): Promise<string> {
    const button = this.page
      .getByTestId(`instance-${machine}`)
      .getByRole("button", { name: /^Show .+ in the lab$/ });
    return (await button.textContent()) ?? "";
  }

  /** What the environment has cost so far, in whole currency. */
  async charge(): Promise<number> {
    const text = await this.bar.getByTestId("running-charge").textContent();
    return Number(/[\d.]+/.exec(text ?? "")?.[0]);
  }

  async openConsole(machine: string): Promise<void> {
    await this.page.getByRole("button", { name: `Console of ${machine}` }).click();
  }

  /** Types a line into the open console. */
  async type(line: string): Promise<void> {
    await this.terminal.locator(".xterm-screen").click();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press("Enter");
  }

  async release(): Promise<void> {
    await this.bar.getByRole("button", { name: "Release" }).click();
    await confirm(this.page.getByRole("dialog", { name: /^Release / }), "Release");
    const said = this.page.getByRole("alert").filter({ hasText: "is being released." });
    await expect(said).toBeVisible();
  }
}
