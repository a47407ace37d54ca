import { expect, type Page } from "@playwright/test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DesignPage } from "../pages/design-page.ts";
import { newToken } from "./command-line.ts";
import type { Labwright } from "./labwright.ts";

/** A window of somebody of another tenant that shares the lab. Its context closes with it. */
export async function openAsStranger({ page, data }: Labwright, folder: string): Promise<Page> {
  const file = join(folder, "stranger.json");
  await writeFile(file, JSON.stringify(STRANGER));
  const token = await newToken(data, "customer", "sign-up", file);
  const browser = page.context().browser();
  if (browser === null) throw new Error("The page is in no browser.");
  const other = await browser.newPage({ reducedMotion: "reduce" });
  await other.goto(page.url());
  await other.getByRole("button", { name: "Sign in…" }).click();
  await other
    .getByRole("dialog", { name: "Sign in" })
    .getByRole("textbox", { name: "Token" })
    .fill(token);
  await other.keyboard.press("Enter");
  await expect(new DesignPage(other).connection).toHaveText("Lab connected");
  return other;
}

const STRANGER = {
  tenant: "stranger",
  user: "Sam",
  customer: {
    name: "Stranger Ltd.",
    address: { street: "Side Street 2", city: "Town", country: "DE" },
    email: "bills@stranger.example",
  },
  contract: { account: "stranger", start: "2026-01-01T00:00:00.000Z" },
};
