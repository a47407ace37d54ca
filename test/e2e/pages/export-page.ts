import type { Locator } from "@playwright/test";
import { confirm } from "./confirm.ts";
import type { Labwright } from "../support/labwright.ts";

interface Choice {
  readonly format?: "PNG" | "SVG" | "PDF";
  readonly what?: string;
  readonly size?: string;
  readonly dots?: boolean;
}

/** The dialog that makes pictures of a design. */
export class ExportPage {
  readonly #labwright: Labwright;

  constructor(labwright: Labwright) {
    this.#labwright = labwright;
  }

  get #dialog(): Locator {
    return this.#labwright.page.getByRole("dialog", { name: "Export picture" });
  }

  async show(): Promise<void> {
    await this.#labwright.page.keyboard.press("ControlOrMeta+Shift+e");
  }

  async choose({ format, what, size, dots }: Choice): Promise<void> {
    if (format !== undefined) await this.#dialog.getByText(format, { exact: true }).click();
    if (what !== undefined) await this.#select("What", what);
    if (size !== undefined) await this.#select("Size", size);
    const switched = this.#dialog.getByRole("switch", { name: "Dots of the canvas" });
    if (dots !== undefined) await switched.setChecked(dots, { force: true });
  }

  async #select(name: string, option: string): Promise<void> {
    await this.#dialog.getByRole("combobox", { name, exact: true }).click();
    await this.#labwright.page.getByRole("option", { name: option, exact: true }).click();
  }

  /** Width and height of the picture. */
  async pixels(): Promise<readonly [number, number]> {
    const text = (await this.#dialog.getByRole("figure").textContent()) ?? "";
    const [, width, height] = /(\d+) × (\d+) pixels/.exec(text) ?? [];
    return [Number(width), Number(height)];
  }

  /** Begins to export, and cancels that as soon as it says what it does in such words. */
  async cancelAt(doing: RegExp): Promise<void> {
    await this.begin();
    await this.#dialog.getByRole("status").filter({ hasText: doing }).waitFor();
    await this.#dialog.getByRole("button", { name: "Cancel" }).click();
    await this.ended();
  }

  async begin(): Promise<void> {
    await this.#dialog.getByRole("button", { name: "Export" }).click();
  }

  /** Resolves when nothing is made any more. */
  async ended(): Promise<void> {
    await this.#dialog.getByRole("status").waitFor({ state: "hidden" });
  }

  /** Exports to that file. */
  save(file: string): Promise<string> {
    return this.#labwright.saveTo(file, () => confirm(this.#dialog, "Export"));
  }
}
